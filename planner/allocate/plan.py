"""The plan of a day: its blocks in the order to work through, each with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, isfinite
from typing import TYPE_CHECKING

from planner.allocate.optimum import gather, optimum
from planner.allocate.rest import STEP, Rest, rest_of_week
from planner.gap import gaps
from planner.model import HOUR, MINUTE, Unit
from planner.quantity import format_hours
from planner.week import week_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.allocate.optimum import Schedule
    from planner.gap import CategoryGap
    from planner.learn import Estimates
    from planner.model import OpenItem, Reading


@dataclass(frozen=True, slots=True)
class Block:
    """Time for one category; units: how many of a count that is, None for hours.

    item: something open that could be its beginning, "" where nothing fits.
    """

    category: str
    minutes: int
    units: int | None
    reason: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A target that the rest of the week will hardly hold; reachable: what it could be lowered
    to. Both in the unit's grain.
    """

    category: str
    unit: Unit
    target: int
    reachable: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do on a day. remark: why there is little or nothing to say, "" where there is much.

    available_minutes: the time at hand, as said or stated, else as learned. usual_minutes: what
    days like it have held, where less is usual; the blocks fit into it. one_more_hour: what it
    would buy, a sentence, "" where it buys nothing.
    """

    date: date
    available_minutes: int
    blocks: tuple[Block, ...] = ()
    out_of_reach: tuple[OutOfReach, ...] = ()
    one_more_hour: str = ""
    remark: str = ""
    usual_minutes: int | None = None


def plan(
    reading: Reading,
    estimates: Estimates,
    day: date,
    first: int,
    *,
    hours: float | None = None,
    free: float | None = None,
    balance: float = 2.0,
) -> Plan:
    """The plan of `day`, in weeks that begin on weekday `first`.

    hours: the time at hand, if said; free: the hours that a calendar leaves, if one is asked.
    Nothing is suggested beyond the time at hand, a category's most a day, or what is missing.
    """
    rest = rest_of_week(reading, estimates, day, first, hours, free)
    usual = rest.rooms[0] // MINUTE
    available = usual if free is not None else _stated_minutes(estimates, day, hours, usual)
    less = usual if usual < available else None
    lost = next((mark for mark in reading.lost_days if mark.date == day), None)
    if lost is not None and hours is None:
        return Plan(day, 0, remark=f"{day} is marked {lost.reason}: nothing is suggested.")
    if remark := _nothing_to_do(reading, rest, day, first):
        return Plan(day, available, remark=remark, usual_minutes=less)
    schedule = optimum(rest.wants, rest.rooms, balance)
    order = sorted(
        range(len(rest.wants)), key=lambda index: (-rest.wants[index].marginal(0, balance), index)
    )
    gather(rest.wants, schedule, order)
    blocks = _blocks(rest, schedule, order, estimates, reading)
    return Plan(
        day,
        available,
        blocks,
        _out_of_reach(rest, schedule),
        _one_more_hour(rest, schedule, balance),
        _remark(rest, estimates, blocks, hours),
        less,
    )


def _stated_minutes(estimates: Estimates, day: date, hours: float | None, usual: int) -> int:
    """The time at hand as said, else as the sheet states it; `usual` where neither does."""
    if hours is not None:
        return int(min(max(hours, 0.0), 24.0) * 60) if isfinite(hours) else usual
    stated = estimates.stated[day.weekday()]
    return usual if stated is None else stated // MINUTE


def _nothing_to_do(reading: Reading, rest: Rest, day: date, first: int) -> str:
    lines = [line for line in gaps(reading, week_of(day, first), day) if line.target]
    if not lines:
        return "There are no targets for this week yet: `planner target CATEGORY AMOUNT` sets one."
    if not any(line.gap for line in lines):
        return "Every target of the week is met."
    if not rest.wants:
        return "No category may be worked on for the rest of the week, by its limits and priority."
    return ""


def _remark(rest: Rest, estimates: Estimates, blocks: Sequence[Block], hours: float | None) -> str:
    if not blocks:
        if rest.rooms[0] < STEP:
            return "There is no time at hand that day."
        return "No category's limits allow for any of it that day."
    if not estimates.days and hours is None and not any(estimates.stated):
        return "There is no history yet: the time at hand is what your targets ask for."
    return ""


def _blocks(
    rest: Rest,
    schedule: Schedule,
    order: Sequence[int],
    estimates: Estimates,
    reading: Reading,
) -> tuple[Block, ...]:
    """The first day's blocks, one a category, in that order. What is left of the time at hand,
    less than a block, lengthens the first that can use it.
    """
    blocks = []
    left = schedule.free[0]
    for index in order:
        line, want = rest.gaps[index], rest.wants[index]
        seconds = schedule.blocks[index][0] * want.block
        if line.unit == Unit.HOURS:
            limit = min(want.most[0], ceil(line.gap / STEP) * STEP)
            longer = min(left, limit - seconds)
            if longer >= (STEP if seconds else 2 * STEP):
                longer = longer // STEP * STEP
                seconds += longer
                left -= longer
            seconds = min(seconds, limit)
        if seconds <= 0:
            continue
        units = None
        if line.unit == Unit.COUNT:
            units = min(round(seconds / estimates.cost(line.category, line.unit)), line.gap)
            seconds = int(units * estimates.cost(line.category, line.unit)) // STEP * STEP
        blocks.append(
            Block(
                line.category,
                max(seconds, STEP) // MINUTE,
                units,
                _reason(line, estimates, len(rest.rooms)),
                _open_item(line.category, reading.open_items, reading, rest.day),
            )
        )
    return tuple(blocks)


def _reason(line: CategoryGap, estimates: Estimates, days_left: int) -> str:
    """ "37 % of 15 h with 2 days left; you follow 80 % of Coding suggestions"."""
    left = "on the last day" if days_left == 1 else f"with {days_left} days left"
    reason = f"{line.done * 100 // line.target} % of {say(line.unit, line.target)} {left}"
    if line.unit == Unit.COUNT:
        reason += f"; about {format_hours(int(estimates.cost(line.category, line.unit)))} each"
    if line.category in estimates.follow:
        share = round(estimates.follow[line.category] * 100)
        reason += f"; you follow {share} % of {line.category} suggestions"
    return reason


def say(unit: Unit, amount: int) -> str:
    """An amount in words: `2 h 30`, `6`."""
    return format_hours(amount) if unit == Unit.HOURS else str(amount)


def _out_of_reach(rest: Rest, schedule: Schedule) -> tuple[OutOfReach, ...]:
    """The targets that the plan leaves short by more than a block, lowest share first."""
    short = []
    for index, (line, want) in enumerate(zip(rest.gaps, rest.wants, strict=True)):
        reached = want.done + want.gain * schedule.total(index)
        if reached + want.gain <= line.target:
            grain = HOUR // 2 if line.unit == Unit.HOURS else 1
            reachable = max(int(reached // grain * grain), line.done)
            short.append((reached / line.target, line, reachable))
    short.sort(key=lambda item: item[0])
    return tuple(
        OutOfReach(line.category, line.unit, line.target, reachable) for _, line, reachable in short
    )


def _one_more_hour(rest: Rest, schedule: Schedule, balance: float) -> str:
    more = optimum(rest.wants, (rest.rooms[0] + HOUR, *rest.rooms[1:]), balance)
    bought = []
    for index, (line, want) in enumerate(zip(rest.gaps, rest.wants, strict=True)):
        before = min(want.done + want.gain * schedule.total(index), want.target) / want.target
        after = min(want.done + want.gain * more.total(index), want.target) / want.target
        if after > before + 0.005:
            bought.append(f"{line.category} from {before:.0%} to {after:.0%}".replace("%", " %"))
    return f"One more hour would bring {', '.join(bought)} by the week's end." if bought else ""


_WORD = re.compile(r"\w{4,}")


def _open_item(category: str, items: Sequence[OpenItem], reading: Reading, day: date) -> str:
    """The latest open item that shares a word with the category or what was done in it lately."""
    words = set(_WORD.findall(category.casefold()))
    since = day - timedelta(days=28)
    for entry in reading.entries:
        if entry.category == category and since <= entry.date <= day:
            words.update(_WORD.findall(entry.activity.casefold()))
    fitting = [
        item
        for item in items
        if item.date <= day and words & set(_WORD.findall(item.text.casefold()))
    ]
    return max(fitting, key=lambda item: item.date).text if fitting else ""
