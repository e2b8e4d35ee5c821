"""Where each category ends the week, with a range that holds it in eight weeks of ten.

The optimum gives its blocks in an order; a week with less time than expected gets through fewer of
them. So the amounts at the tenth and ninetieth hundredth of the time that is left bound the
amounts of the category, widened by how unevenly suggestions are followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

from planner.allocate.optimum import optimum
from planner.allocate.rest import STEP, rest_of_week
from planner.gap import gaps, next_day
from planner.model import Unit
from planner.week import week_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.allocate.optimum import Want
    from planner.gap import CategoryGap
    from planner.learn import Estimates
    from planner.model import Reading

TENTH = 1.2816  # standard deviations from the mean to the ninetieth hundredth
UNSURE = 0.15  # of the mean time itself, as a share of it
UNEVEN = 0.35  # the deviation of what gets done of a day's suggestions, as a share of it


@dataclass(frozen=True, slots=True)
class Forecast:
    """The amount at the week's end, in the unit's grain: expected, and the 80 % range."""

    mean: float
    low: float
    high: float


def forecast(
    reading: Reading,
    estimates: Estimates,
    on: date,
    first: int,
    *,
    hours: float | None = None,
    balance: float = 2.0,
) -> dict[str, Forecast]:
    """The forecast of every category of the week of `on`, as known on that morning."""
    start = week_of(on, first)
    lines = gaps(reading, start, on)
    ends = {line.category: Forecast(line.done, line.done, line.done) for line in lines}
    day = next_day(reading, on)
    if week_of(day, first) != start:
        return ends
    rest = rest_of_week(reading, estimates, day, first, hours)
    known = 0 if hours is None else 1  # a day whose time is said is no guess
    time = sum(rest.mean_rooms)
    guessed = rest.mean_rooms[known:]
    deviation = sqrt(
        sum((estimates.spread * room) ** 2 for room in guessed) + (UNSURE * sum(guessed)) ** 2
    )
    low_time, high_time = max(time - TENTH * deviation, 0.0), time + TENTH * deviation
    scale = high_time / time if time else 0.0
    roomy = [int(room * scale) for room in rest.mean_rooms]
    sequence = optimum(rest.wants, roomy, balance).sequence
    low, mean, high = (_within(t, rest.wants, sequence) for t in (low_time, time, high_time))
    for index, line in enumerate(rest.gaps):
        want = rest.wants[index]
        gained = [want.gain * blocks[index] for blocks in (low, mean, high)]
        uneven = TENTH * UNEVEN * sqrt(want.gain * max(gained[1], want.gain))
        below = sqrt((gained[1] - gained[0]) ** 2 + uneven**2)
        above = sqrt((gained[2] - gained[1]) ** 2 + uneven**2)
        expected = min(gained[1], line.gap)
        ends[line.category] = Forecast(
            line.done + expected,
            line.done + max(expected - below, 0.0),
            line.done + min(gained[1] + above, _asked(line)),
        )
    return ends


def _asked(line: CategoryGap) -> float:
    """The most that will be asked of a category, in its grain: blocks end on whole steps."""
    return ceil(line.gap / STEP) * STEP if line.unit == Unit.HOURS else line.gap


def _within(time: float, wants: Sequence[Want], sequence: Sequence[int]) -> list[float]:
    """How many blocks of each want the time holds, taken in sequence; the last may be a part."""
    blocks = [0.0] * len(wants)
    for index in sequence:
        share = min(1.0, time / wants[index].block)
        blocks[index] += share
        time -= share * wants[index].block
        if time <= 0:
            break
    return blocks
