"""Where each category ends the week. The range's calibration is measured by the benchmark."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from planner.forecast import forecast
from planner.learn import Estimates
from planner.model import HOUR, MINUTE, Reading
from tests.weeks import START, SUNDAY, hours, lost, worked

KNOWN = Estimates((4 * HOUR,) * 7, (4 * HOUR,) * 7, 0.4, {"Coding": 1.0}, days=40)
WEEK = Reading((hours("Coding", 30),), (worked(START, "Coding", 4),))
WEDNESDAY = START + timedelta(days=3)


def test_the_week_ends_with_what_is_done_and_what_the_days_left_will_hold() -> None:
    end = forecast(WEEK, KNOWN, WEDNESDAY, SUNDAY)["Coding"]
    assert end.mean == 20 * HOUR
    assert 4 * HOUR < end.low < end.mean < end.high < 30 * HOUR


def test_the_range_narrows_as_the_week_goes_by() -> None:
    far = replace(WEEK, targets=(hours("Coding", 90),))
    widths = [
        end.high - end.low
        for n in (0, 3, 6)
        for end in [forecast(far, KNOWN, START + timedelta(days=n), SUNDAY)["Coding"]]
    ]
    assert widths[0] > widths[1] > widths[2] > 0


def test_at_the_end_of_the_week_there_is_nothing_left_to_guess() -> None:
    last = START + timedelta(days=6)
    reading = replace(WEEK, entries=(*WEEK.entries, worked(last, "Coding", 1)))
    end = forecast(reading, KNOWN, last, SUNDAY)["Coding"]
    assert (end.low, end.mean, end.high) == (5 * HOUR,) * 3


def test_a_met_target_stays_where_it_is() -> None:
    reading = replace(WEEK, targets=(hours("Coding", 3),))
    assert forecast(reading, KNOWN, WEDNESDAY, SUNDAY)["Coding"].mean == 4 * HOUR


def test_a_forecast_is_never_less_than_what_is_done_nor_beyond_a_target_of_whole_blocks() -> None:
    for target in (4.5, 5, 12, 50):
        reading = replace(WEEK, targets=(hours("Coding", target),))
        end = forecast(reading, KNOWN, WEDNESDAY, SUNDAY)["Coding"]
        assert 4 * HOUR <= end.low <= end.mean <= end.high <= target * HOUR


def test_the_range_ends_where_the_last_block_would_end() -> None:
    """Blocks are whole steps of five minutes: a gap of an hour and a minute asks for 65."""
    reading = replace(WEEK, targets=(hours("Coding", 5 + 1 / 60),))
    end = forecast(reading, KNOWN, WEDNESDAY, SUNDAY)["Coding"]
    assert (end.mean, end.high) == (5 * HOUR + MINUTE, 5 * HOUR + 5 * MINUTE)


def test_lost_days_to_come_add_nothing() -> None:
    days = [WEDNESDAY + timedelta(days=n) for n in range(4)]
    reading = replace(WEEK, lost_days=tuple(map(lost, days)))
    end = forecast(reading, KNOWN, WEDNESDAY, SUNDAY)["Coding"]
    assert end.mean == 4 * HOUR


def test_every_category_of_the_week_has_a_forecast() -> None:
    reading = replace(WEEK, entries=(*WEEK.entries, worked(START, "Reading", 2)))
    assert forecast(reading, KNOWN, date(2025, 10, 15), SUNDAY)["Reading"].mean == 2 * HOUR
