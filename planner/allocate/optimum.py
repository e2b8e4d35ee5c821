"""The best use of the rest of a week: a greedy choice of blocks that is exact.

    maximise  Σ w · (1 − (1 − z)^p),   z = min(1, (done + gain · blocks) / target)

subject to each day's room and each category's most a day. The value is concave in each category's
time alone, and the times that fit form a polymatroid (a transport problem from categories to
days); so giving the next block to the largest marginal value a second, and moving earlier blocks
to other days where that makes room (an augmenting path), is optimal [Fox 1966; Federgruen and
Groenevelt 1986]. A category that once finds no room never finds any later.

Exactness ends where blocks differ in length (rooms then are knapsacks), and where follow-through
would depend on the day: `gain` is one number for a category.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Want:
    """What a category asks of the rest of the week.

    weight: its priority; target, done, gain: in its unit, gain being what one block brings.
    block: seconds; blocks: the most that it can use; most: the seconds it may take on each day.
    """

    weight: float
    target: float
    done: float
    gain: float
    block: int
    blocks: int
    most: tuple[int, ...]

    def value(self, blocks: int, balance: float) -> float:
        """The value that the category adds with so many blocks more."""
        missing = max(0.0, 1 - (self.done + self.gain * blocks) / self.target)
        return float(self.weight * (1 - missing**balance))

    def marginal(self, blocks: int, balance: float) -> float:
        """The value a second that the next block after `blocks` adds."""
        return (self.value(blocks + 1, balance) - self.value(blocks, balance)) / self.block


@dataclass(slots=True)
class Schedule:
    """Blocks by want and day; sequence: the wants in the order in which their blocks were given."""

    blocks: list[list[int]]
    free: list[int]
    sequence: list[int]

    def total(self, want: int) -> int:
        return sum(self.blocks[want])


def optimum(wants: Sequence[Want], rooms: Sequence[int], balance: float) -> Schedule:
    """The schedule of greatest value. rooms: the seconds of each day."""
    schedule = Schedule([[0] * len(rooms) for _ in wants], list(rooms), [])
    marginals = {
        index: want.marginal(0, balance)
        for index, want in enumerate(wants)
        if want.blocks > 0 and want.weight > 0
    }
    given = [0] * len(wants)
    while marginals:
        best = max(marginals, key=lambda index: (marginals[index], -index))
        if marginals[best] <= 0 or not _give(best, wants, schedule):
            del marginals[best]
            continue
        given[best] += 1
        schedule.sequence.append(best)
        if given[best] == wants[best].blocks:
            del marginals[best]
        else:
            marginals[best] = wants[best].marginal(given[best], balance)
    return schedule


def _fits(want: int, day: int, wants: Sequence[Want], schedule: Schedule) -> bool:
    """Whether the category may take one more block on that day, whatever room there is."""
    used = schedule.blocks[want][day] * wants[want].block
    return used + wants[want].block <= wants[want].most[day]


def _give(want: int, wants: Sequence[Want], schedule: Schedule) -> bool:
    """Place one more block of a category on the first day that has room, or that can make room by
    moving others' blocks on: the shortest augmenting path.
    """
    block = wants[want].block
    allowed = [d for d in range(len(schedule.free)) if _fits(want, d, wants, schedule)]
    for day in allowed:
        if schedule.free[day] >= block:
            schedule.blocks[want][day] += 1
            schedule.free[day] -= block
            return True
    # arrivals[day] = (the category whose block arrives there, the day it leaves; None: it is new)
    arrivals: dict[int, tuple[int, int | None]] = dict.fromkeys(allowed, (want, None))
    queue = deque(allowed)
    while queue:
        day = queue.popleft()
        lacking = wants[arrivals[day][0]].block - schedule.free[day]
        for other, held in enumerate(schedule.blocks):
            if not held[day] or wants[other].block < lacking:
                continue
            for to in range(len(schedule.free)):
                if to in arrivals or not _fits(other, to, wants, schedule):
                    continue
                arrivals[to] = (other, day)
                if schedule.free[to] >= wants[other].block:
                    _move_along(to, arrivals, wants, schedule)
                    return True
                queue.append(to)
    return False


def _move_along(
    to: int,
    arrivals: dict[int, tuple[int, int | None]],
    wants: Sequence[Want],
    schedule: Schedule,
) -> None:
    day: int | None = to
    while day is not None:
        moving, left = arrivals[day]
        schedule.blocks[moving][day] += 1
        schedule.free[day] -= wants[moving].block
        if left is not None:
            schedule.blocks[moving][left] -= 1
            schedule.free[left] += wants[moving].block
        day = left


def gather(wants: Sequence[Want], schedule: Schedule, order: Sequence[int]) -> None:
    """Exchange blocks between the first day and later ones, so that the first day holds as much
    as it can of what stands first in `order`: fewer categories a day and longer sittings, at the
    same value.
    """
    for rank, want in enumerate(order):
        for other in reversed(order[rank + 1 :]):
            while schedule.blocks[other][0] and _exchange(want, other, wants, schedule):
                pass


def _exchange(want: int, other: int, wants: Sequence[Want], schedule: Schedule) -> bool:
    """Swap a block of `other` on the first day for one of `want` on a later day, if both fit."""
    ours, theirs = wants[want].block, wants[other].block
    if not _fits(want, 0, wants, schedule) or schedule.free[0] + theirs < ours:
        return False
    for day in range(len(schedule.free) - 1, 0, -1):
        if (
            schedule.blocks[want][day]
            and _fits(other, day, wants, schedule)
            and schedule.free[day] + ours >= theirs
        ):
            for moving, to, left in ((want, 0, day), (other, day, 0)):
                schedule.blocks[moving][to] += 1
                schedule.blocks[moving][left] -= 1
                schedule.free[to] -= wants[moving].block
                schedule.free[left] += wants[moving].block
            return True
    return False
