"""Policies that suggest a day's list: ours, and what people do without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.allocate import plan
from planner.gap import gaps
from planner.learn import Estimates, Suggested, learn
from planner.model import HOUR, MINUTE, Reading, Unit
from planner.week import week_of
from scripts.benchmarks.people import FIRST, WEEKS, Person

if TYPE_CHECKING:
    from datetime import date

STEP = 5 * MINUTE


@dataclass(frozen=True)
class Morning:
    """What a policy sees: the log so far, what it suggested, and the day."""

    reading: Reading
    suggested: list[Suggested]
    index: int
    day: date
    person: Person  # for the reference that knows the true parameters, and for nobody else
    hours: float | None = None


Suggest = Callable[[Morning, float], list[tuple[int, int]]]
Estimate = Callable[[Morning], Estimates]


def learned(morning: Morning) -> Estimates:
    return learn(morning.reading, morning.suggested, morning.day)


def unlearned(morning: Morning) -> Estimates:
    """What the sheet states; where it states nothing, what the targets imply."""
    return learn(replace(morning.reading, entries=()), (), morning.day)


def true(morning: Morning) -> Estimates:
    """A person's true means, without their luck."""
    person, index = morning.person, morning.index
    means = [0.0] * 7
    for ahead in range(7):
        at = min(index + ahead, WEEKS * 7 - 1)
        means[person.day(index + ahead).weekday()] = float(person.mean_capacity[at])
    names = [target.category for target in person.targets]
    return Estimates(
        capacity=tuple(mean * person.present for mean in means),
        room=tuple(means),
        follow=dict(zip(names, person.mean_follow.tolist(), strict=True)),
        unit_cost={
            target.category: float(cost)
            for target, cost in zip(person.targets, person.mean_cost, strict=True)
            if target.unit == Unit.COUNT
        },
        days=180,
    )


def ours(estimate: Estimate) -> Suggest:
    def suggest(morning: Morning, balance: float) -> list[tuple[int, int]]:
        estimates = estimate(morning)
        chosen = plan(
            morning.reading, estimates, morning.day, FIRST, hours=morning.hours, balance=balance
        )
        return [(int(block.category[1:]), block.minutes * MINUTE) for block in chosen.blocks]

    return suggest


def _rival(
    share: Callable[[list[_Open], float, int], list[float]],
) -> Callable[[Estimate], Suggest]:
    """A rival: `share` deals the day's time among what is open, in seconds."""

    def with_estimate(estimate: Estimate) -> Suggest:
        def suggest(morning: Morning, _: float) -> list[tuple[int, int]]:
            estimates = estimate(morning)
            start = week_of(morning.day, FIRST)
            wants = [
                _Open(number, line.gap * cost, line.target * cost, target.priority, limit)
                for number, (line, target) in enumerate(
                    zip(
                        gaps(morning.reading, start, morning.day),
                        morning.person.targets,
                        strict=False,
                    )
                )
                for cost in [estimates.cost(line.category, line.unit)]
                for limit in [(target.max_per_day or line.target) * cost]
                if line.gap
            ]
            weekday = morning.day.weekday()
            stated = estimates.stated[weekday]
            room = (
                estimates.room[weekday] if stated is None else min(estimates.room[weekday], stated)
            )
            room = morning.hours * HOUR if morning.hours is not None else room
            times = share(wants, room, 7 - (morning.day - start).days)
            return [
                (want.number, int(time // STEP * STEP))
                for want, time in sorted(zip(wants, times, strict=True), key=lambda p: -p[1])
                if time >= STEP
            ]

        return suggest

    return with_estimate


@dataclass(frozen=True)
class _Open:
    """A category with a gap: seconds, and its most a day."""

    number: int
    gap: float
    target: float
    priority: float
    limit: float

    @property
    def most(self) -> float:
        return min(self.gap, self.limit)


def _fit(times: list[float], room: float) -> list[float]:
    total = sum(times)
    return [time * room / total for time in times] if total > room else times


def _even(wants: list[_Open], room: float, days: int) -> list[float]:
    return _fit([min(want.gap / days, want.most) for want in wants], room)


def _proportional(wants: list[_Open], room: float, _: int) -> list[float]:
    total = sum(want.gap for want in wants)
    return [min(room * want.gap / total, want.most) for want in wants]


def _first(key: Callable[[_Open], float]) -> Callable[[list[_Open], float, int], list[float]]:
    def share(wants: list[_Open], room: float, _: int) -> list[float]:
        times = {}
        for want in sorted(wants, key=key):
            times[want.number] = min(want.most, room)
            room -= times[want.number]
        return [times[want.number] for want in wants]

    return share


RIVALS = {
    "even split over the days left": _rival(_even),
    "in proportion to what is missing": _rival(_proportional),
    "largest gap first": _rival(_first(lambda want: -want.gap)),
    "priority a target hour first": _rival(_first(lambda want: -want.priority / want.target)),
    "lowest attained first": _rival(_first(lambda want: 1 - want.gap / want.target)),
}
