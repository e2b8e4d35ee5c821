"""Plan against actual: where each category stands in a week, on the morning of a day.

Every figure is a function of the reading and the date alone. Amounts are in the unit's grain
(seconds, pieces); `expected` and what is made from it are fractions of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.model import Reading, Target, Unit


class Status(StrEnum):
    """How a category stands; on-track is within half a day's pace of what is expected."""

    DONE = "done"
    AHEAD = "ahead"
    ON_TRACK = "on-track"
    BEHIND = "behind"
    OUT_OF_REACH = "out-of-reach"


@dataclass(frozen=True, slots=True)
class CategoryGap:
    """A category's week: its target (0 where it has none), what is done, what is missing.

    expected: what an even pace would have by the morning; behind: expected − done, negative when
    ahead; needed_per_day: the gap over the days left, the morning's own day among them.
    """

    category: str
    unit: Unit
    target: int
    done: int
    gap: int
    expected: float
    behind: float
    needed_per_day: float
    status: Status


def gaps(
    reading: Reading, start: date, on: date, reach: Mapping[str, float] | None = None
) -> tuple[CategoryGap, ...]:
    """The gap of every category with a target, then of those with entries alone.

    start: the week's first day. Entries after `on` are not counted, those of `on` are.
    reach: the most that the days left can still hold of a category; where it is less than the gap,
    the target is out of reach. Lost days do not change what is expected.
    """
    targets = targets_of(reading, start)
    done = done_by(reading, start, on, {name: target.unit for name, target in targets.items()})
    passed = min(max((on - start).days, 0), 7)
    lines = []
    for category, (unit, amount) in done.items():
        target = max(targets[category].per_week, 0) if category in targets else 0
        expected = target * passed / 7
        gap = max(0, target - amount) if target else 0  # less than nothing is no gap
        lines.append(
            CategoryGap(
                category=category,
                unit=unit,
                target=target,
                done=amount,
                gap=gap,
                expected=expected,
                behind=expected - amount,
                needed_per_day=gap / max(7 - passed, 1),
                status=_status(target, gap, expected - amount, (reach or {}).get(category)),
            )
        )
    return tuple(lines)


def _status(target: int, gap: int, behind: float, reach: float | None) -> Status:
    if not gap:
        return Status.DONE
    if reach is not None and gap > reach:
        return Status.OUT_OF_REACH
    half_a_day = target / 14
    if behind > half_a_day:
        return Status.BEHIND
    return Status.AHEAD if behind < -half_a_day else Status.ON_TRACK


def targets_of(reading: Reading, start: date) -> dict[str, Target]:
    """The target of each category in the week of `start`: the week's own, else the standing one.

    Of two that say the same, the first counts.
    """
    standing: dict[str, Target] = {}
    own: dict[str, Target] = {}
    for target in reading.targets:
        if target.week is None:
            standing.setdefault(target.category, target)
        elif timedelta(0) <= target.week - start < timedelta(days=7):
            own.setdefault(target.category, target)
    return {name: own.get(name) or standing[name] for name in standing | own}


def done_by(
    reading: Reading, start: date, on: date, units: Mapping[str, Unit]
) -> dict[str, tuple[Unit, int]]:
    """What is done of each category from `start` to the end of `on`, within the week.

    units: the units of the targets; entries in another unit than their target's do not add up
    with it and are left out.
    """
    sums: dict[str, int] = defaultdict(int, dict.fromkeys(units, 0))
    known = dict(units)
    end = min(on, start + timedelta(days=6))
    for entry in reading.entries:
        if not start <= entry.date <= end:
            continue
        if known.setdefault(entry.category, entry.unit) == entry.unit:
            sums[entry.category] += entry.amount
    return {category: (known[category], amount) for category, amount in sums.items()}


def next_day(reading: Reading, on: date) -> date:
    """The day to plan: `on` while it has no entries, else the day after."""
    begun = any(entry.date == on for entry in reading.entries)
    return on + timedelta(days=1) if begun else on
