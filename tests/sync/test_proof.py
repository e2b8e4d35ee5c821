"""The promises, at every step with every fault, and by chance; and the oracle proved itself."""

from __future__ import annotations

import itertools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from planner.cache.cache import Cache
from planner.sync import guards
from tests.sync.memory import MemorySheet
from tests.sync.people import ACTS
from tests.sync.scheduler import (
    DAYS,
    FAULTS,
    ViolationError,
    World,
    by_chance,
    name_of,
    pair,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tests.sync.people import Act
    from tests.sync.scheduler import Fault

SEEDS = range(20)


def steps_of_a_sync(folder: Path) -> int:
    folder.mkdir()
    return pair(folder, -1, FAULTS[0])[1]


def pairs(folder: Path) -> list[tuple[int, int]]:
    """Every step of a sync with every fault, by their numbers."""
    return list(itertools.product(range(steps_of_a_sync(folder / "count")), range(len(FAULTS))))


def test_no_fault_at_any_step_breaks_a_promise(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    tried = pairs(tmp_path)
    for step, number in tried:
        folder = tmp_path / f"{step}-{number}"
        folder.mkdir()
        world, _ = pair(folder, step, FAULTS[number])
        world.check()
    record_property("pairs", len(tried))
    assert len(tried) >= 6 * len(FAULTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_schedule_breaks_a_promise(tmp_path: Path, seed: int) -> None:
    by_chance(tmp_path, seed).check()


# The oracle, proved: with any one of its guards taken out, the same tries find a violation.


@pytest.fixture
def without_fence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemorySheet, "fenced", False)


@pytest.fixture
def without_preimage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemorySheet, "preimage", False)


@pytest.fixture
def without_outbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """No batch is written down, and the fence alone does not tell it again either."""
    monkeypatch.setattr(Cache, "send", lambda *_: None)
    monkeypatch.setattr(Cache, "knows", lambda *_: True)


@pytest.fixture
def without_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "faults", lambda *_: [])


def retried(world: World, fault: str) -> None:
    """A fault at the write, a retry that lands, an undo, and what is late arrives."""
    machine = world.machines[0]
    world.log(machine, DAYS[1], 1)
    (what,) = [f for f in FAULTS if name_of(f) == fault]
    for step in range(8):
        world.sync(machine, step, what)
    world.undo(machine)
    world.sync(machine)
    world.sheet.arrive()


def at_every_step(world: World, fault: str) -> None:
    """An operation and a sync for each step, with the fault there."""
    (what,) = [f for f in FAULTS if name_of(f) == fault]
    for step in range(8):
        world.log(world.machines[0], DAYS[1], 1, "Tries")
        world.sync(world.machines[0], step, what)


@pytest.mark.parametrize(
    ("taken_out", "schedule", "fault", "promise"),
    [
        ("without_fence", retried, "the request arrives later", "sums are not what was done"),
        ("without_preimage", at_every_step, "a person types beside it", "word is lost"),
        ("without_preimage", at_every_step, "a person inserts a row within", "sums are not"),
        ("without_outbox", at_every_step, "killed", "sums are not what was done"),
        ("without_guards", at_every_step, "a person deletes the tab", "emptied the cache"),
    ],
)
def test_without_one_of_its_guards_a_promise_is_broken(
    tmp_path: Path,
    request: pytest.FixtureRequest,
    taken_out: str,
    schedule: Callable[[World, str], None],
    fault: str,
    promise: str,
) -> None:
    world = World(tmp_path, devices=2)
    schedule(world, fault)
    world.check()
    again = tmp_path / "again"
    again.mkdir()
    request.getfixturevalue(taken_out)
    with pytest.raises(ViolationError, match=promise):
        world = World(again, devices=2)
        schedule(world, fault)
        world.check()


class Schedules(RuleBasedStateMachine):
    """Acts in any order, shrunk to the fewest that break a promise."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.world = World(Path(self.folder.name), devices=2)

    @rule(device=st.integers(0, 1), day=st.sampled_from(DAYS), quarters=st.integers(1, 8))
    def log(self, device: int, day: date, quarters: int) -> None:
        self.world.log(self.world.machines[device], day, quarters / 4)

    @rule(device=st.integers(0, 1))
    def undo(self, device: int) -> None:
        self.world.undo(self.world.machines[device])

    @rule(
        device=st.integers(0, 1),
        step=st.integers(0, 9),
        fault=st.sampled_from((None, *FAULTS)),
    )
    def sync(self, device: int, step: int, fault: Fault | None) -> None:
        self.world.sync(self.world.machines[device], step, fault)

    @rule(act=st.sampled_from(ACTS))
    def person(self, act: Act) -> None:
        self.world.person(act)

    @rule()
    def arrive(self) -> None:
        self.world.sheet.arrive()

    def teardown(self) -> None:
        try:
            self.world.check()
        finally:
            self.folder.cleanup()


FEW = settings(max_examples=12, stateful_step_count=10, deadline=None, derandomize=True,
               suppress_health_check=list(HealthCheck))  # fmt: skip


def test_no_sequence_of_acts_breaks_a_promise() -> None:
    run_state_machine_as_test(Schedules, settings=FEW)
