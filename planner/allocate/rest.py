"""The rest of a week as the optimum sees it: the room of each day, and what each category wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, isfinite, isnan
from typing import TYPE_CHECKING

from planner.allocate.optimum import Want
from planner.gap import gaps, targets_of
from planner.learn import WAKING
from planner.model import HOUR, MINUTE, Unit
from planner.week import week_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.gap import CategoryGap
    from planner.learn import Estimates
    from planner.model import Reading, Target

BLOCK = 30 * MINUTE  # of a category that names none
STEP = 5 * MINUTE  # blocks are said in steps of it
ASK = 1.1  # of the mean day: asking a little above it finds out what a day can hold
HIGHEST_PRIORITY = 1000.0


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a week from `day` on; rooms and the wants' days begin with that day.

    rooms: the seconds that the plan fills; mean_rooms: those that are to be expected of the days.
    gaps and wants go together; a category that can use no block is in neither.
    """

    day: date
    rooms: tuple[int, ...]
    mean_rooms: tuple[float, ...]
    gaps: tuple[CategoryGap, ...]
    wants: tuple[Want, ...]


def rest_of_week(
    reading: Reading,
    estimates: Estimates,
    day: date,
    first: int,
    hours: float | None = None,
    free: float | None = None,
) -> Rest:
    """What is left from `day` on, in weeks that begin on weekday `first`.

    hours: the time at hand on `day`, where the person says it; else what the sheet states for the
    weekday, as far as it has been true; else the learned time. free: the hours of the day that a
    calendar leaves, which no other time at hand exceeds.
    """
    start = week_of(day, first)
    days = [day + timedelta(days=n) for n in range(7 - (day - start).days)]
    lost = {mark.date for mark in reading.lost_days}
    worked = _worked(reading, estimates, day)
    rooms = [0 if d in lost else _room(estimates.capacity, estimates, d) for d in days]
    mean_rooms = [float(room) for room in rooms]
    if hours is not None:
        rooms[0] = int(min(max(hours, 0.0) * HOUR, WAKING)) if isfinite(hours) else WAKING
        mean_rooms[0] = float(rooms[0])
    elif day not in lost:
        rooms[0] = max(_room([ASK * room for room in estimates.room], estimates, day) - worked, 0)
        mean_rooms[0] = max(mean_rooms[0] - worked, 0.0)
    if free is not None:
        rooms[0] = min(rooms[0], int(max(free, 0.0) * HOUR))
        mean_rooms[0] = min(mean_rooms[0], rooms[0])
    targets = targets_of(reading, start)
    lines, wants = [], []
    for line in gaps(reading, start, day):
        if line.gap and (want := _want(line, targets[line.category], estimates, days, reading)):
            lines.append(line)
            wants.append(want)
    return Rest(day, tuple(rooms), tuple(mean_rooms), tuple(lines), tuple(wants))


def reach(
    reading: Reading, estimates: Estimates, day: date, first: int, hours: float | None = None
) -> dict[str, float]:
    """The most of each category, in its unit's grain, that the rest of the week can hold."""
    rest = rest_of_week(reading, estimates, day, first, hours)
    days = [day + timedelta(days=n) for n in range(len(rest.rooms))]
    lost = {mark.date for mark in reading.lost_days}
    rooms = [
        rest.rooms[0],
        *(0 if d in lost else _room(estimates.room, estimates, d) for d in days[1:]),
    ]
    targets = targets_of(reading, week_of(day, first))
    return {
        category: sum(
            min(room / estimates.cost(category, target.unit), most)
            for room, most in zip(rooms, _most(target, days, reading), strict=True)
        )
        for category, target in targets.items()
    }


def _room(times: Sequence[float], estimates: Estimates, day: date) -> int:
    """The room of a day: the time that days like it have, never more than is stated for it."""
    stated = estimates.stated[day.weekday()]
    room = times[day.weekday()] if stated is None else min(times[day.weekday()], stated)
    return int(min(max(room, 0), WAKING) // STEP * STEP)


def _worked(reading: Reading, estimates: Estimates, day: date) -> int:
    """The seconds worked on `day` already."""
    return int(
        sum(
            entry.amount * estimates.cost(entry.category, entry.unit)
            for entry in reading.entries
            if entry.date == day and entry.amount > 0
        )
    )


def _most(target: Target, days: Sequence[date], reading: Reading) -> list[float]:
    """The most of a category on each of the days, in its grain, less what the day has already."""
    done = {
        day: sum(
            e.amount for e in reading.entries if e.date == day and e.category == target.category
        )
        for day in days[:1]
    }
    limits = []
    for day in days:
        caps = [c for c in (target.max_per_day, target.weekdays[day.weekday()]) if c is not None]
        limits.append(max(min(caps, default=float("inf")) - done.get(day, 0), 0))
    return limits


def _want(
    line: CategoryGap, target: Target, estimates: Estimates, days: Sequence[date], reading: Reading
) -> Want | None:
    """What a category with a gap asks for; None where no block of it may be suggested."""
    weight = 1.0 if isnan(target.priority) else min(target.priority, HIGHEST_PRIORITY)
    each = estimates.cost(line.category, line.unit)
    grain = STEP if line.unit == Unit.HOURS else each
    most = [min(limit * each, WAKING) // grain * grain for limit in _most(target, days, reading)]
    seconds = line.gap * each
    longest = max(most)
    if weight <= 0 or longest <= 0:
        return None
    block = min(target.block if target.block and target.block > 0 else BLOCK, longest, seconds)
    if line.unit == Unit.COUNT:
        pieces = max(1, round(block / each))
        block = pieces * each
        amount = float(pieces)
    else:
        block = max(ceil(block / STEP) * STEP, STEP) if block == seconds else block
        amount = block
    gain = amount * estimates.followed(line.category)
    blocks = ceil(line.gap / gain)
    needed = ceil(line.gap / amount) * block
    whole = max(int(block), 1)
    return Want(
        weight=weight,
        target=float(line.target),
        done=float(line.done),
        gain=gain,
        block=whole,
        blocks=min(blocks, 7 * WAKING // whole + 1),
        # A day asks for no more than is missing, however little of it may get done.
        most=tuple(int(min(limit, needed) + 0.5) for limit in most),
    )
