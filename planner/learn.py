"""What a person's history says: time by weekday, follow-through, and what one of a count costs.

Few days lean on what is known already, as if so many days of it had been seen (shrinkage): a
weekday on the person's own mean, the mean on what the targets imply. A day counts half as much
after HALF_LIFE days; lost days do not count at all. Where most of a day's list was done, the day
tells only that it had at least that much room (a censored observation); otherwise capacity
learned from what was done would ratchet downwards.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import erfc, exp, pi, sqrt
from typing import TYPE_CHECKING

from planner.model import HOUR, MINUTE, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.model import Reading

WINDOW = 182  # days of history that are looked at
HALF_LIFE = 42.0  # days
TO_MEAN, TO_TARGETS = 3.0, 4.0  # pseudo-days of the two shrinkages
FOLLOW, FOLLOW_WEIGHT = 0.8, 4 * HOUR  # follow-through before anything is known, and its weight
UNIT_COST, UNIT_WEIGHT = 40 * MINUTE, 2.0  # of one of a count, likewise in pieces
SPREAD, SPREAD_WEIGHT = 0.5, 6.0  # of a day's time around its mean, as a share of it
WAKING = 16 * HOUR  # the most that a day holds
SHARE_SPREAD, ENOUGH = 0.25, 0.4  # of the shares done of a day's last item: see _had_time
SILENCE = 7  # so many days without an entry are a log not kept, and say nothing of capacity


@dataclass(frozen=True, slots=True)
class Suggested:
    """A block that was suggested for a day; order: its place in the day's list, from 0."""

    day: date
    category: str
    minutes: int
    order: int


@dataclass(frozen=True, slots=True)
class Estimates:
    """What is known of a person; seconds, Monday … Sunday.

    capacity: the mean time worked; room: the mean of the days with any work. spread: the standard
    deviation of a day's time as a share of its mean. follow: which share of a category's
    suggestions gets done. unit_cost: the seconds of one of a count. days: how many days of history
    stand behind it. stated: the time at hand that the sheet states.
    """

    capacity: tuple[float, ...] = (2 * HOUR,) * 7
    room: tuple[float, ...] = (2 * HOUR,) * 7
    spread: float = SPREAD
    follow: Mapping[str, float] = field(default_factory=dict)
    unit_cost: Mapping[str, float] = field(default_factory=dict)
    days: int = 0
    stated: tuple[int | None, ...] = (None,) * 7

    def followed(self, category: str) -> float:
        return self.follow.get(category, FOLLOW)

    def cost(self, category: str, unit: Unit) -> float:
        """The seconds that one grain of the category takes: 1 for hours."""
        return 1.0 if unit == Unit.HOURS else self.unit_cost.get(category, UNIT_COST)


@dataclass(slots=True)
class _Day:
    """One day of history: how much time it had, or at least had, and how much it weighs."""

    weekday: int
    weight: float
    time: float
    at_least: bool = False


def learn(reading: Reading, suggestions: Iterable[Suggested], on: date) -> Estimates:
    """The estimates on the morning of `on`, from entries and suggestions of the days before it."""
    unit_cost = _unit_costs(reading, on)
    done = _time_done(reading, on, unit_cost)
    lists: dict[date, list[Suggested]] = defaultdict(list)
    for item in sorted(suggestions, key=lambda item: (item.day, item.order)):
        if item.day < on and item.minutes > 0:
            lists[item.day].append(item)
    follow = _follow_through(done, lists, on)
    days = _days(reading, done, lists, follow, on)
    capacity, room, spread = _capacity(days, reading, unit_cost)
    return Estimates(capacity, room, spread, follow, unit_cost, len(days), reading.available)


def _unit_costs(reading: Reading, on: date) -> dict[str, float]:
    """The seconds of one of each count: the mean of what the log says, as if two were known."""
    time: dict[str, float] = defaultdict(float)
    pieces: dict[str, float] = defaultdict(float)
    for entry in reading.entries:
        if entry.unit == Unit.COUNT and entry.date < on and entry.amount > 0 and entry.cost:
            weight = _weight(entry.date, on)
            time[entry.category] += weight * entry.cost
            pieces[entry.category] += weight * entry.amount
    return {
        category: (time[category] + UNIT_WEIGHT * UNIT_COST) / (pieces[category] + UNIT_WEIGHT)
        for category in time
    }


def _time_done(
    reading: Reading, on: date, unit_cost: Mapping[str, float]
) -> dict[date, dict[str, float]]:
    """The seconds worked on each day by category, within the window.

    A count whose time is said in its own cell has it in the hours of that cell already.
    """
    first = on - timedelta(days=WINDOW)
    timed = {entry.cell for entry in reading.entries if entry.unit == Unit.HOURS}
    done: dict[date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for entry in reading.entries:
        if first <= entry.date < on and entry.amount > 0:
            if entry.unit == Unit.HOURS:
                done[entry.date][entry.category] += entry.amount
            elif entry.cell not in timed:
                each = unit_cost.get(entry.category, UNIT_COST)
                done[entry.date][entry.category] += (
                    each * entry.amount if entry.cost is None else entry.cost
                )
    return done


def _weight(day: date, on: date) -> float:
    return float(0.5 ** ((on - day).days / HALF_LIFE))


def _follow_through(
    done: Mapping[date, Mapping[str, float]],
    lists: Mapping[date, Sequence[Suggested]],
    on: date,
) -> dict[str, float]:
    """The share of each category's suggestions that got done, of those that the day had time for:
    something further down the list was worked on too.

    Of the last that was worked on, nobody knows whether the person or the day ended it; it counts
    by the odds that it was the person.
    """
    worked: dict[str, float] = defaultdict(float)
    asked: dict[str, float] = defaultdict(float)
    unsure: list[tuple[str, float, float]] = []
    for day, items in lists.items():
        work = done.get(day, {})
        last = _last_touched(items, work)
        for index, item in enumerate(items[: last + 1]):
            seconds = item.minutes * MINUTE
            share = min(work.get(item.category, 0.0) / seconds, 1.0)
            weight = _weight(day, on) * seconds
            if index == last:
                unsure.append((item.category, share, weight))
            else:
                worked[item.category] += weight * share
                asked[item.category] += weight
    follow = _follow(worked, asked, lists)
    for _ in range(3):
        more_worked, more_asked = worked.copy(), asked.copy()
        for category, share, weight in unsure:
            odds = weight * _had_time(share, follow[category])
            more_worked[category] += odds * share
            more_asked[category] += odds
        follow = _follow(more_worked, more_asked, lists)
    return follow


def _follow(
    worked: Mapping[str, float],
    asked: Mapping[str, float],
    lists: Mapping[date, Sequence[Suggested]],
) -> dict[str, float]:
    mean = (sum(worked.values()) + FOLLOW * FOLLOW_WEIGHT) / (sum(asked.values()) + FOLLOW_WEIGHT)
    return {
        category: max(
            0.1,
            (worked.get(category, 0) + mean * FOLLOW_WEIGHT)
            / (asked.get(category, 0) + FOLLOW_WEIGHT),
        )
        for category in {item.category for items in lists.values() for item in items}
    }


def _had_time(share: float, follow: float) -> float:
    """The odds that a day had time for all of its last item, of which that share was done.

    With time, shares lie around the follow-through (deviation SHARE_SPREAD); without, anywhere
    under it. Lists are a little longer than the mean day, so that ENOUGH of the days have time.
    """
    if share >= follow:
        return 1.0
    z = (share - follow) / SHARE_SPREAD
    with_time = ENOUGH * exp(-z * z / 2) / (SHARE_SPREAD * sqrt(2 * pi))
    return with_time / (with_time + (1 - ENOUGH) / follow)


def _last_touched(items: Sequence[Suggested], work: Mapping[str, float]) -> int:
    """The index of the last item on the day's list that was worked on; −1: none was."""
    touched = [index for index, item in enumerate(items) if work.get(item.category, 0) > 0]
    return touched[-1] if touched else -1


def _days(
    reading: Reading,
    done: Mapping[date, Mapping[str, float]],
    lists: Mapping[date, Sequence[Suggested]],
    follow: Mapping[str, float],
    on: date,
) -> list[_Day]:
    """Every day since the first entry in the window that is not lost and not in a silent spell."""
    if not done:
        return []
    lost = {day.date for day in reading.lost_days}
    days: list[_Day] = []
    silent: list[_Day] = []
    for ordinal in range(min(done).toordinal(), on.toordinal()):
        day = date.fromordinal(ordinal)
        work = done.get(day)
        if work:
            time, at_least = _time_at_hand(lists.get(day, ()), work, follow)
            if len(silent) < SILENCE:
                days += silent
            silent = []
            days.append(_Day(day.weekday(), _weight(day, on), min(time, WAKING), at_least))
        elif day not in lost:
            silent.append(_Day(day.weekday(), _weight(day, on), 0.0))
    return days + (silent if len(silent) < SILENCE else [])


def _time_at_hand(
    items: Sequence[Suggested], work: Mapping[str, float], follow: Mapping[str, float]
) -> tuple[float, bool]:
    """How long a list the day had room for, and whether it was at least that.

    The items before the last that was worked on took their time, done in full or not; the last one
    took what was done of it, at the category's follow-through.
    """
    listed = {item.category for item in items}
    time = sum(seconds for category, seconds in work.items() if category not in listed)
    last = _last_touched(items, work)
    if last < 0:
        return time, False
    for item in items[:last]:
        time += max(item.minutes * MINUTE, work.get(item.category, 0.0))
    item = items[last]
    asked = item.minutes * MINUTE
    taken = work[item.category] / follow.get(item.category, FOLLOW)
    at_least = last == len(items) - 1 and taken > 0.7 * asked
    return time + max(min(taken, asked), work[item.category]), at_least


def _capacity(
    days: Sequence[_Day], reading: Reading, unit_cost: Mapping[str, float]
) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Mean time by weekday, the same of the days with any work, and the relative spread."""
    implied = min(_implied(reading, unit_cost), 10 * HOUR)
    worked = [day for day in days if day.time > 0]
    seen = [day.time for day in worked]
    mean, room, spread = implied, [implied] * 7, SPREAD
    for _ in range(3):
        mean = _shrunk(
            ((d.weight, t) for d, t in zip(worked, seen, strict=True)), implied, TO_TARGETS
        )
        prior = _stated_prior(worked, seen, reading.available, mean)
        room = [
            _shrunk(
                ((d.weight, t) for d, t in zip(worked, seen, strict=True) if d.weekday == weekday),
                prior[weekday],
                TO_MEAN,
            )
            for weekday in range(7)
        ]
        spread = _spread(worked, seen, room)
        seen = [
            _beyond(day.time, room[day.weekday], spread * room[day.weekday])
            if day.at_least
            else day.time
            for day in worked
        ]
    present = _shrunk(((day.weight, float(day.time > 0)) for day in days), 0.9, TO_TARGETS)
    presence = [
        _shrunk(
            ((day.weight, float(day.time > 0)) for day in days if day.weekday == weekday),
            present,
            TO_MEAN,
        )
        for weekday in range(7)
    ]
    capacity = tuple(share * time for share, time in zip(presence, room, strict=True))
    # A day without work is spread too: of the whole, not of the days with work alone.
    whole = sqrt(max((1 + spread**2) / max(present, 0.1) - 1, 0.0))
    return capacity, tuple(room), whole


def _implied(reading: Reading, unit_cost: Mapping[str, float]) -> float:
    """The seconds a day that the standing targets ask for; 2 hours where there are none."""
    week = sum(
        target.per_week
        if target.unit == Unit.HOURS
        else target.per_week * unit_cost.get(target.category, UNIT_COST)
        for target in reading.targets
        if target.week is None and target.per_week > 0
    )
    return week / 7 if week else 2.0 * HOUR


def _stated_prior(
    days: Sequence[_Day], seen: Sequence[float], stated: Sequence[int | None], mean: float
) -> list[float]:
    """What to expect of each weekday before its own days: the time stated for it, as far as
    stated time has been true so far, else the person's mean.
    """
    pairs = [
        (day.weight, time, hours)
        for day, time in zip(days, seen, strict=True)
        if (hours := stated[day.weekday])
    ]
    amounts = [hours for hours in stated if hours]
    trust = TO_TARGETS * sum(amounts) / len(amounts) if amounts else 0.0
    truth = (
        (sum(w * t for w, t, _ in pairs) + trust) / (sum(w * s for w, _, s in pairs) + trust)
        if amounts
        else 1.0
    )
    return [mean if hours is None else min(hours * truth, WAKING) for hours in stated]


def _shrunk(observed: Iterable[tuple[float, float]], prior: float, pseudo: float) -> float:
    """The weighted mean of (weight, value), as if `pseudo` observations of the prior were in it."""
    weight, total = pseudo, pseudo * prior
    for w, value in observed:
        weight += w
        total += w * value
    return total / weight


def _spread(days: Sequence[_Day], seen: Sequence[float], room: Sequence[float]) -> float:
    squares = (
        (day.weight, (time / max(room[day.weekday], MINUTE) - 1) ** 2)
        for day, time in zip(days, seen, strict=True)
    )
    return min(max(sqrt(_shrunk(squares, SPREAD**2, SPREAD_WEIGHT)), 0.1), 1.5)


def _beyond(least: float, mean: float, deviation: float) -> float:
    """The mean of a normal variable of which only is known that it is at least `least`."""
    if deviation <= 0:
        return max(least, mean)
    z = (least - mean) / deviation
    if z > 5:
        return least
    tail = erfc(z / sqrt(2)) / 2
    return mean + deviation * exp(-z * z / 2) / sqrt(2 * pi) / tail
