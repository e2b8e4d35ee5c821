"""Weeks and days, as people name them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.config import Rules
from planner.errors import UsageError
from planner.model import Reading
from planner.week import days_of, first_weekday, parse_day, week_of

THURSDAY = date(2025, 10, 16)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-10-16", date(2025, 10, 16)),
        ("today", THURSDAY),
        ("Yesterday", date(2025, 10, 15)),
        ("tomorrow", date(2025, 10, 17)),
        ("thursday", THURSDAY),
        ("Friday", date(2025, 10, 10)),
        ("wed", date(2025, 10, 15)),
        (" 2024-02-29 ", date(2024, 2, 29)),
    ],
)
def test_a_day_is_named_as_people_name_it(text: str, day: date) -> None:
    assert parse_day(text, THURSDAY) == day


@pytest.mark.parametrize("text", ["", "t", "s", "someday", "2025-02-30", "16.10.", "0"])
def test_what_is_no_day_says_what_would_be_one(text: str) -> None:
    with pytest.raises(UsageError, match="a weekday's name"):
        parse_day(text, THURSDAY)


@given(st.dates(min_value=date(1, 1, 8)), st.integers(0, 6))
def test_every_day_is_in_the_week_that_begins_at_most_six_days_before(
    day: date, first: int
) -> None:
    start = week_of(day, first)
    assert start.weekday() == first
    assert timedelta(0) <= day - start < timedelta(days=7)


def test_a_week_has_its_seven_days() -> None:
    assert days_of(date(2025, 10, 12))[-1] == date(2025, 10, 18)


@pytest.mark.parametrize(
    ("configured", "in_the_sheet", "first"), [(None, None, 6), (None, 0, 0), (5, 0, 5)]
)
def test_the_configuration_goes_before_the_sheet_and_the_sheet_before_sunday(
    configured: int | None, in_the_sheet: int | None, first: int
) -> None:
    assert first_weekday(Rules(week_starts=configured), Reading(week_starts=in_the_sheet)) == first
