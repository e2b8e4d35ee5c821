"""How amounts, days, ages and a person's text are said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.gap import CategoryGap, Status
from planner.model import HOUR, Unit
from planner.report import markdown, text
from planner.report.build import Freshness
from planner.report.words import ago, clean, columns, cut, freshness, pace, pad, wrap
from tests.report.samples import NOW, hostile, report


def gap(unit: Unit, behind: float, target: int = 10) -> CategoryGap:
    return CategoryGap("Coding", unit, target, 0, 5, 5.0, behind, 2.5, Status.BEHIND)


@pytest.mark.parametrize(
    ("unit", "behind", "said"),
    [
        (Unit.HOURS, 5.214 * HOUR, "5 h 13 behind"),
        (Unit.HOURS, -HOUR, "1 h ahead"),
        (Unit.HOURS, 29, "on pace"),
        (Unit.COUNT, 7.14, "7.1 behind"),
        (Unit.COUNT, -2, "2 ahead"),
        (Unit.COUNT, 0.2, "on pace"),
    ],
)
def test_pace_is_said_in_words(unit: Unit, behind: float, said: str) -> None:
    assert pace(gap(unit, behind)) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3, "just now"),
        (60, "1 minute ago"),
        (7199, "1 hour ago"),
        (7200, "2 hours ago"),
        (2 * 86400, "2 days ago"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(seconds: float, said: str) -> None:
    assert ago(seconds) == said


def test_a_sync_in_the_future_of_a_wrong_clock_is_just_now() -> None:
    assert "just now" in freshness(Freshness(NOW + timedelta(hours=3)), NOW)


def test_old_data_and_what_waits_are_said() -> None:
    said = freshness(Freshness(NOW - timedelta(hours=30), 1, 2), NOW)
    assert "1 day ago" in said
    assert "That is old" in said
    assert "1 change waits" in said
    assert "2 conflicts wait for you: `planner resolve`" in said


def test_what_could_drive_a_terminal_is_taken_out_of_a_persons_text() -> None:
    assert clean("a\x1b[31mb\n\tc\u202ed\x07") == "a [31mb c d"


@given(st.text(), st.integers(2, 40))
def test_text_is_cut_and_padded_to_the_columns_that_it_has(written: str, width: int) -> None:
    assert columns(cut(clean(written), width)) <= width
    assert columns(pad(clean(written), width)) == width


@given(st.text(), st.integers(10, 60))
def test_wrapped_text_is_never_wider_than_asked_and_loses_no_letter(
    written: str, width: int
) -> None:
    lines = list(wrap(clean(written), width, "  ", "    "))
    assert max(map(columns, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(clean(written).split())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_of_the_report_is_wider_than_asked(width: int) -> None:
    for made in (report(), report(hostile())):
        lines = text.render(made, width=width).split("\n")
        assert max(map(columns, lines)) <= width


def test_no_colour_and_no_control_character_unless_asked_for() -> None:
    plain = text.render(report(hostile()))
    assert not any(c < " " for c in plain.replace("\n", ""))
    assert "\x1b[1m" in text.render(report(), colour=True)


def test_markdown_shows_a_persons_text_and_acts_on_none_of_it() -> None:
    assert markdown.text("<b>*a*</b> | [x](y)") == r"\<b\>\*a\*\</b\> \| \[x\](y)"
    assert "<script>" not in markdown.render(report(hostile()))
