"""Where each category stands, on the morning of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.gap import CategoryGap, Status, gaps, next_day
from planner.model import HOUR, Reading, Unit
from tests.weeks import START, count, counted, hours, lost, worked

FRIDAY = date(2025, 10, 17)
LOG = Reading(
    targets=(hours("Coding", 15), count("Applications", 10)),
    entries=(
        worked(date(2025, 10, 11), "Coding", 2),
        worked(date(2025, 10, 13), "Coding", 3),
        worked(date(2025, 10, 16), "Coding", 2.5),
        counted(date(2025, 10, 13), "Applications", 8),
    ),
    lost_days=(lost(date(2025, 10, 14)), lost(date(2025, 10, 15))),
)


def line(reading: Reading, on: date, category: str = "Coding") -> CategoryGap:
    return {gap.category: gap for gap in gaps(reading, START, on)}[category]


def test_the_figures_of_a_friday_morning_are_those_of_an_even_pace() -> None:
    coding = line(LOG, FRIDAY)
    assert (coding.target, coding.done, coding.gap) == (15 * HOUR, 5.5 * HOUR, 9.5 * HOUR)
    assert round(coding.expected / HOUR, 2) == 10.71
    assert round(coding.behind / HOUR, 2) == 5.21
    assert coding.needed_per_day == 4.75 * HOUR
    assert coding.status == Status.BEHIND


def test_lost_days_do_not_change_what_is_expected() -> None:
    assert line(replace(LOG, lost_days=()), FRIDAY) == line(LOG, FRIDAY)


@pytest.mark.parametrize(
    ("on", "done"),
    [(12, 0), (13, 3), (14, 3), (16, 5.5), (18, 5.5), (25, 5.5)],
)
def test_what_is_done_counts_the_week_up_to_the_end_of_the_day(on: int, done: float) -> None:
    assert line(LOG, date(2025, 10, on)).done == done * HOUR


@pytest.mark.parametrize(
    ("done", "status"),
    [
        (15, Status.DONE),
        (14, Status.AHEAD),
        (11.7, Status.ON_TRACK),
        (10.71, Status.ON_TRACK),
        (9.7, Status.ON_TRACK),
        (9.6, Status.BEHIND),
        (0, Status.BEHIND),
    ],
)
def test_on_track_is_within_half_a_day_of_the_pace(done: float, status: Status) -> None:
    reading = replace(LOG, entries=(worked(START, "Coding", done),))
    assert line(reading, FRIDAY).status == status


def test_a_gap_that_the_days_left_cannot_hold_is_out_of_reach() -> None:
    held = gaps(LOG, START, FRIDAY, {"Coding": 9.5 * HOUR})[0]
    short = gaps(LOG, START, FRIDAY, {"Coding": 9.4 * HOUR})[0]
    assert (held.status, short.status) == (Status.BEHIND, Status.OUT_OF_REACH)


def test_the_target_of_one_week_goes_before_the_standing_one() -> None:
    targets = (hours("Coding", 15), hours("Coding", 6, week=START))
    reading = replace(LOG, targets=targets)
    assert line(reading, FRIDAY).target == 6 * HOUR
    assert gaps(reading, START - timedelta(days=7), FRIDAY)[0].target == 15 * HOUR


def test_a_category_without_a_target_is_listed_with_nothing_missing() -> None:
    reading = replace(LOG, entries=(*LOG.entries, worked(START, "Reading", 1)))
    reading_line = line(reading, FRIDAY, "Reading")
    assert (reading_line.target, reading_line.done, reading_line.gap) == (0, HOUR, 0)
    assert reading_line.status == Status.DONE


@pytest.mark.parametrize("target", [0, -3])
def test_a_target_of_nothing_is_met(target: float) -> None:
    coding = line(replace(LOG, targets=(hours("Coding", target),)), FRIDAY)
    assert (coding.target, coding.gap, coding.status) == (0, 0, Status.DONE)


def test_entries_in_another_unit_than_the_target_do_not_add_up_with_it() -> None:
    reading = replace(LOG, entries=(*LOG.entries, counted(START, "Coding", 7)))
    assert line(reading, FRIDAY).done == 5.5 * HOUR


def test_before_and_after_the_week_nothing_divides_by_zero() -> None:
    before = line(LOG, START - timedelta(days=3))
    after = line(LOG, START + timedelta(days=9))
    assert (before.expected, before.done) == (0, 0)
    assert (after.expected, after.needed_per_day) == (15 * HOUR, 9.5 * HOUR)


def test_a_reading_without_anything_has_no_lines() -> None:
    assert gaps(Reading(), START, FRIDAY) == ()


def test_the_day_to_plan_is_the_next_one_without_entries() -> None:
    assert next_day(LOG, FRIDAY) == FRIDAY
    assert next_day(LOG, date(2025, 10, 16)) == FRIDAY


def test_a_count_is_counted() -> None:
    applications = line(LOG, FRIDAY, "Applications")
    assert (applications.unit, applications.done, applications.gap) == (Unit.COUNT, 8, 2)
