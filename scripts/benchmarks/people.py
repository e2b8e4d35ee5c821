"""Simulated people: how much time their days have, and what they do with a list of suggestions.

All luck of a person is drawn from the seed before any policy speaks, so that policies are compared
on the same days. A person works through a list in its order until the day ends; of each block a
share gets done (follow-through), and a list longer than the day discourages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from planner.model import HOUR, MINUTE, CellRef, Entry, LostDay, Target, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

WEEKS = 26
START = date(2025, 1, 5)  # a Sunday
FIRST = 6
NOWHERE = CellRef("Log", 0, 0)
DISCOURAGED = 0.4  # of a day's follow-through, where the list is twice as long as the day


@dataclass(frozen=True)
class Person:
    """A person and all of their luck. Days count from START; seconds and the unit's grain.

    capacity, follow, cost: what the days hold [day], what gets done [day, category], and what one
    of the grain takes [day, category]; chance rounds the pieces of a count. mean_capacity,
    mean_follow, mean_cost: their true means.
    """

    targets: tuple[Target, ...]
    stated: tuple[int | None, ...]
    capacity: np.ndarray
    follow: np.ndarray
    cost: np.ndarray
    chance: np.ndarray
    mean_capacity: np.ndarray
    present: float
    mean_follow: np.ndarray
    mean_cost: np.ndarray
    lost: frozenset[int]
    load: float

    def day(self, index: int) -> date:
        return START + timedelta(days=index)

    def lost_days(self, before: int) -> tuple[LostDay, ...]:
        return tuple(LostDay(self.day(d), "Sick", NOWHERE) for d in sorted(self.lost) if d < before)

    def work(self, index: int, blocks: Sequence[tuple[int, int]]) -> list[Entry]:
        """The entries of a day on which (category, seconds) were suggested in that order."""
        left = self.capacity[index]
        listed = sum(seconds for _, seconds in blocks)
        over = min(max(listed / left - 1, 0.0), 1.0) if left > 0 else 0.0
        entries = []
        for category, seconds in blocks:
            slot = min(seconds, left)
            left -= slot
            done = slot * self.follow[index, category] * (1 - DISCOURAGED * over)
            target = self.targets[category]
            if target.unit == Unit.HOURS:
                amount, cost = round(done), None
            else:
                pieces = done / self.cost[index, category]
                amount, cost = int(pieces + self.chance[index, category]), round(done)
            if amount > 0:
                cell = CellRef("Log", index, category)
                entries.append(
                    Entry(self.day(index), target.category, target.unit, amount, "", cell, cost)
                )
        return entries


def person(seed: int) -> Person:
    """The person of that seed."""
    luck = np.random.default_rng(seed)
    days = WEEKS * 7
    number = int(luck.integers(2, 8))
    by_weekday = luck.uniform(1.5, 7) * luck.lognormal(0, 0.3, 7)
    drift = 1 + luck.uniform(-0.3, 0.3) * np.linspace(-1, 1, days)
    # Day 0 is a Sunday, and Python's weekdays begin on Monday.
    mean = np.minimum(by_weekday[(np.arange(days) + 6) % 7] * drift, 12) * HOUR
    noise = luck.uniform(0.15, 0.45)
    off = luck.uniform(0.02, 0.12)
    capacity = mean * luck.lognormal(-(noise**2) / 2, noise, days) * (luck.random(days) > off)
    lost: set[int] = set()
    for first in np.flatnonzero(luck.random(days) < 1 / 90):
        lost.update(range(int(first), min(int(first) + int(luck.integers(2, 7)), days)))
    capacity[sorted(lost)] = 0
    load = luck.uniform(0.5, 1.9)
    week = by_weekday.sum() * HOUR * (1 - off) * load
    spent = np.maximum(luck.dirichlet(np.full(number, 6.0)) * week, HOUR)
    counted = luck.random(number) < 0.25
    each = np.where(counted, luck.lognormal(np.log(35), 0.5, number) * MINUTE, 1.0)
    follow = luck.uniform(0.3, 1.0, number)
    times = spent * follow  # what so much time allows
    limited = luck.random(number) < 0.4
    targets = tuple(
        Target(
            f"c{c}",
            Unit.COUNT if counted[c] else Unit.HOURS,
            (amount := max(round(times[c] / each[c]), 2)),
            priority=float(luck.integers(1, 4)),
            max_per_day=max(round(amount * luck.uniform(0.25, 0.6)), 1) if limited[c] else None,
        )
        for c in range(number)
    )
    steady = luck.uniform(10, 40)
    truth = luck.uniform(0.3, 1.2) if luck.random() < 0.5 else None
    return Person(
        targets=targets,
        stated=tuple(None if truth is None else int(h * HOUR / truth) for h in by_weekday),
        capacity=capacity,
        follow=luck.beta(follow * steady, (1 - follow) * steady + 1e-6, (days, number)),
        chance=luck.random((days, number)),
        cost=each * np.where(counted, luck.lognormal(0, 0.2, (days, number)), 1.0),
        mean_capacity=mean,
        present=1 - off,
        mean_follow=follow,
        mean_cost=each,
        lost=frozenset(lost),
        load=load,
    )
