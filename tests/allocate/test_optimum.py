"""The greedy choice against every other choice, and against an exact solver."""

from __future__ import annotations

from itertools import product
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from planner.allocate.optimum import Want, gather, optimum

BLOCK = 1800


@st.composite
def weeks(draw: st.DrawFn, days: int, categories: int, room: int) -> tuple[list[Want], list[int]]:
    """Wants with blocks of one length, limits by day, and the days' rooms."""
    number = draw(st.integers(1, days))
    wants = [
        Want(
            weight=draw(st.sampled_from([1.0, 2.0, 3.0])),
            target=target,
            done=draw(st.floats(0, target * 0.9)),
            gain=draw(st.floats(0.1, 1.0)),
            block=BLOCK,
            blocks=draw(st.integers(1, 2 * room)),
            most=tuple(BLOCK * draw(st.integers(0, room)) for _ in range(number)),
        )
        for target in draw(st.lists(st.floats(1.0, 8.0), min_size=1, max_size=categories))
    ]
    return wants, [BLOCK * draw(st.integers(0, room)) for _ in range(number)]


def value(wants: list[Want], totals: list[int], balance: float) -> float:
    """Σ w · (1 − (1 − z)^p), written out apart from the code that is tested."""
    total = 0.0
    for want, blocks in zip(wants, totals, strict=True):
        z = min(1.0, (want.done + want.gain * blocks) / want.target)
        total += want.weight * (1 - (1 - z) ** balance)
    return total


def best_by_trying_all(wants: list[Want], rooms: list[int], balance: float) -> float:
    """The best value of every way to give blocks, day by day."""
    reachable = {tuple(0 for _ in wants)}
    for day, room in enumerate(rooms):
        choices = [
            choice
            for choice in product(*(range(want.most[day] // BLOCK + 1) for want in wants))
            if sum(choice) * BLOCK <= room
        ]
        reachable = {
            tuple(min(a + b, want.blocks) for a, b, want in zip(held, choice, wants, strict=True))
            for held in reachable
            for choice in choices
        }
    return max(value(wants, list(totals), balance) for totals in reachable)


def best_by_solver(wants: list[Want], rooms: list[int], balance: float) -> float:
    """The best value by integer programming: one variable for the n-th block of each want.

    Marginal values fall, so a solver takes the blocks of a want in order by itself.
    """
    steps = [(w, n) for w, want in enumerate(wants) for n in range(want.blocks)]
    cells = [(w, d) for w in range(len(wants)) for d in range(len(rooms))]
    size = len(steps) + len(cells)
    gains = np.zeros(size)
    for index, (w, n) in enumerate(steps):
        gains[index] = value([wants[w]], [n + 1], balance) - value([wants[w]], [n], balance)
    rows, low, high = [], [], []
    for w in range(len(wants)):  # the blocks valued are blocks placed
        row = np.zeros(size)
        row[[i for i, step in enumerate(steps) if step[0] == w]] = 1
        row[[len(steps) + i for i, cell in enumerate(cells) if cell[0] == w]] = -1
        rows.append(row)
        low.append(-inf)
        high.append(0.0)
    for d, room in enumerate(rooms):
        row = np.zeros(size)
        row[[len(steps) + i for i, cell in enumerate(cells) if cell[1] == d]] = 1
        rows.append(row)
        low.append(-inf)
        high.append(room / BLOCK)
    upper = [1.0] * len(steps) + [wants[w].most[d] / BLOCK for w, d in cells]
    answer = milp(
        -gains,
        integrality=np.ones(size, dtype=np.int64),
        bounds=Bounds(np.zeros(size), np.array(upper)),
        constraints=LinearConstraint(np.array(rows), low, high),
    )
    return value(wants, [0] * len(wants), balance) - float(answer.fun or 0.0)


@settings(max_examples=150, deadline=None)
@given(weeks(days=3, categories=3, room=2), st.sampled_from([1.0, 2.0, 4.0]))
def test_no_other_choice_is_worth_more(week: tuple[list[Want], list[int]], p: float) -> None:
    wants, rooms = week
    schedule = optimum(wants, rooms, p)
    totals = [schedule.total(index) for index in range(len(wants))]
    assert value(wants, totals, p) == pytest.approx(best_by_trying_all(wants, rooms, p))


@settings(max_examples=40, deadline=None)
@given(weeks(days=7, categories=6, room=6), st.sampled_from([1.0, 2.0, 3.0]))
def test_an_exact_solver_finds_nothing_better(week: tuple[list[Want], list[int]], p: float) -> None:
    wants, rooms = week
    schedule = optimum(wants, rooms, p)
    totals = [schedule.total(index) for index in range(len(wants))]
    assert value(wants, totals, p) == pytest.approx(best_by_solver(wants, rooms, p), rel=1e-4)


@settings(max_examples=150, deadline=None)
@given(weeks(days=4, categories=4, room=4), st.permutations(range(4)))
def test_gathering_keeps_every_total_and_every_limit(
    week: tuple[list[Want], list[int]], ranks: list[int]
) -> None:
    wants, rooms = week
    schedule = optimum(wants, rooms, 2.0)
    totals = [schedule.total(index) for index in range(len(wants))]
    order = [rank for rank in ranks if rank < len(wants)]
    before = schedule.blocks[order[0]][0]
    gather(wants, schedule, order)
    assert [schedule.total(index) for index in range(len(wants))] == totals
    assert schedule.blocks[order[0]][0] >= before
    for day, room in enumerate(rooms):
        used = [held[day] * BLOCK for held in schedule.blocks]
        assert sum(used) + schedule.free[day] == room
        assert schedule.free[day] >= 0
        assert all(time <= want.most[day] for time, want in zip(used, wants, strict=True))


def test_gathering_gives_the_first_day_to_few_categories() -> None:
    """Of two equals the greedy choice takes turns, so that both would stand on every day."""
    wants = [Want(1.0, 4.0, 0.0, 1.0, BLOCK, 4, (4 * BLOCK,) * 2) for _ in range(2)]
    schedule = optimum(wants, [4 * BLOCK] * 2, 2.0)
    assert [held[0] for held in schedule.blocks] == [2, 2]
    gather(wants, schedule, [1, 0])
    assert schedule.blocks == [[0, 4], [4, 0]]


def test_a_block_moves_to_another_day_where_that_makes_room() -> None:
    anywhere = Want(3.0, 10.0, 0.0, 1.0, BLOCK, 1, (BLOCK, BLOCK))
    today_only = Want(1.0, 10.0, 0.0, 1.0, BLOCK, 1, (BLOCK, 0))
    schedule = optimum([anywhere, today_only], [BLOCK, BLOCK], 2.0)
    assert schedule.blocks == [[0, 1], [1, 0]]
