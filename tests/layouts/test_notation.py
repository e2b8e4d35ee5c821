"""Amounts said in a person's own notation read as themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.layouts.notation import Notation, say_hours
from planner.model import HOUR
from planner.quantity import parse_hours

NOTATIONS = [
    Notation(),
    Notation(comma=True),
    Notation("text", "h", ""),
    Notation("text", "h", " "),
    Notation("text", "hours", " "),
    Notation("clock"),
    Notation("packed"),
]


@pytest.mark.parametrize("notation", NOTATIONS)
@given(st.integers(1, 24 * HOUR))
def test_what_is_said_reads_as_itself_to_the_second(notation: Notation, seconds: int) -> None:
    assert parse_hours(say_hours(seconds, notation)) == seconds


@pytest.mark.parametrize(
    ("notation", "seconds", "said"),
    [
        (Notation(), 9000, "2.5 hrs"),
        (Notation(), HOUR, "1 hr"),
        (Notation(), 600, "10 mins"),
        (Notation(), 5430, "1 hr 30 mins 30 secs"),
        (Notation(comma=True), 9000, "2,5 hrs"),
        (Notation("text", "h", ""), 9000, "2.5h"),
        (Notation("clock"), 5400, "1:30"),
        (Notation("clock"), 5430, "1:30:30"),
        (Notation("packed"), 5400, "1h30"),
        (Notation("packed"), 5430, "1h30m30s"),
        (Notation("packed"), 1800, "30m"),
    ],
)
def test_each_notation_says_it_its_way(notation: Notation, seconds: int, said: str) -> None:
    assert say_hours(seconds, notation) == said
