"""What the last 26 weeks look like: every week's sum, every day's time, streaks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.gap import targets_of
from planner.week import days_of, week_of

if TYPE_CHECKING:
    from planner.report.build import Report

WEEKS = 26


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a category: what was done and what was planned, in the unit's grain."""

    start: date
    done: int
    target: int

    @property
    def attained(self) -> bool:
        return 0 < self.target <= self.done


@dataclass(frozen=True, slots=True)
class Day:
    """One day: the seconds worked in all, a count at what one costs; why it was lost, or ""."""

    date: date
    seconds: int
    lost: str = ""


def weeks(report: Report, category: str) -> tuple[Week, ...]:
    """The weeks from the category's first entry on, at most the last 26, this one with them."""
    sums: dict[date, int] = defaultdict(int)
    unit = next(line.gap.unit for line in report.lines if line.gap.category == category)
    for entry in report.known.entries:
        if entry.category == category and entry.unit == unit:
            sums[week_of(entry.date, report.first)] += entry.amount
    this = report.days[0]
    starts = [this - timedelta(days=7 * n) for n in reversed(range(WEEKS))]
    begun = [start for start in starts if start >= min(sums, default=this)]
    targets = {start: targets_of(report.known, start).get(category) for start in begun}
    return tuple(
        Week(start, sums.get(start, 0), target.per_week if (target := targets[start]) else 0)
        for start in begun
    )


def streak(of: tuple[Week, ...]) -> int:
    """How many weeks in a row were attained; this one counts once it is, and breaks none."""
    length = 0
    for number, week in enumerate(reversed(of)):
        if week.attained:
            length += 1
        elif number:
            break
    return length


def days(report: Report) -> tuple[Day, ...]:
    """Every day of the last 26 weeks up to the report's own."""
    seconds: dict[date, float] = defaultdict(float)
    timed = {entry.cell for entry in report.known.entries if entry.unit == "hours"}
    for entry in report.known.entries:
        # A count whose time is said in its own cell has it in the hours of that cell already.
        if entry.unit == "hours" or entry.cell not in timed:
            each = report.estimates.cost(entry.category, entry.unit)
            seconds[entry.date] += entry.amount * each if entry.cost is None else entry.cost
    lost = {day.date: day.reason for day in report.known.lost_days}
    first = report.days[0] - timedelta(days=7 * (WEEKS - 1))
    return tuple(
        Day(day, round(seconds.get(day, 0)), lost.get(day, ""))
        for week in range(WEEKS)
        for day in days_of(first + timedelta(days=7 * week))
        if day <= report.on
    )


def day_streak(of: tuple[Day, ...], on: date) -> int:
    """How many days in a row were worked; lost days break nothing, and neither does `on`."""
    length = 0
    for day in reversed(of):
        if day.seconds:
            length += 1
        elif not day.lost and day.date != on:
            break
    return length
