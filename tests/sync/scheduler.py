"""A world that owns time, network and disk: devices, a person, faults at every step, an oracle.

A sync goes through steps: everything between two of them is the planner's own code, and whatever
can happen in the world happens at one of them. They are counted while a sync runs, so that a new
step is tried with every fault from the day it is written.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NoReturn

from planner.cache.cache import Cache
from planner.errors import (
    ConfigError,
    DataError,
    PermissionDeniedError,
    PlannerError,
    TryAgainError,
    UnreachableError,
)
from planner.layouts import read
from planner.model import HOUR, Log, Unit, Unlog
from planner.sync import sync
from tests.sync.memory import Device, Killed, LateRequestError
from tests.sync.people import ACTS, log_tab
from tests.sync.worlds import NOW, RULES, journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from planner.model import Reading
    from planner.sheets.grid import Tab
    from tests.sync.memory import MemorySheet
    from tests.sync.people import Act

    Fault = Callable[["World", "Machine"], None]

DAYS = (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 10))


class ViolationError(AssertionError):
    """A promise was broken; says which, and the schedule that led there.

    lost, twice: how many words and operations are missing, and how many were done once more.
    """

    def __init__(self, said: str, lost: int = 0, twice: int = 0) -> None:
        super().__init__(said)
        self.lost, self.twice = lost, twice


class WatchedCache(Cache):
    """A cache whose transactions are steps; without waiting for a real disk."""

    step: Callable[[str], None]

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        outermost = not self.db.in_transaction
        with super().transaction() as db:
            yield db
            if outermost:
                self.step("before commit")
        if outermost:
            self.step("after commit")


@dataclass
class Machine(Device):
    """A device: its cache on a disk, its way to the sheet, its clock."""

    path: Path = None  # type: ignore[assignment]
    tap: Callable[[str], None] = lambda _: None
    late_by: timedelta = timedelta()

    def _step(self, name: str) -> None:
        self.tap(name)


@dataclass
class World:
    """Up to three devices, a person, and what must be true of the sheet in the end."""

    folder: Path
    sheet: MemorySheet = field(default_factory=journal)
    shadow: MemorySheet = field(default_factory=journal)
    machines: list[Machine] = field(default_factory=list)
    expected: Counter[tuple[date, str]] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    deleted: Tab | None = None
    counted: Counter[str] = field(default_factory=Counter)
    step: str = ""
    devices: int = 3
    stopped: int = 0

    def __post_init__(self) -> None:
        self.expected = sums(self.reading())
        self.machines = [
            Machine(self.sheet, path=self.folder / f"{n}.sqlite3") for n in range(self.devices)
        ]
        for machine in self.machines:
            self.open(machine).db.close()
            self.sync(machine)
        self.said.clear()

    def reading(self) -> Reading:
        return read(self.sheet.now, RULES, NOW.date())

    def open(self, machine: Machine) -> WatchedCache:
        cache = WatchedCache(machine.path)
        cache.step = lambda name: machine.tap(name)  # noqa: PLW0108 - the tap changes
        cache.db.execute("PRAGMA synchronous = OFF")
        return cache

    # What the actors do.

    def log(self, machine: Machine, day: date, hours: float, activity: str = "") -> None:
        self._say(machine, f"logs {hours} h on {day}")
        with self.open(machine) as cache:
            cache.record(Log(day, "Coding", Unit.HOURS, round(hours * HOUR), activity), NOW)
        self.expected[day, "Coding"] += round(hours * HOUR)
        self.counted["operations"] += 1

    def undo(self, machine: Machine) -> None:
        with self.open(machine) as cache:
            made = [i for i in cache.operations() if i.state != "withdrawn" and not i.undoes]
            undone = {item.undoes for item in cache.operations()}
            last = next((i for i in reversed(made) if i.number not in undone), None)
            if last is None or last.state in ("conflict", "doubtful"):
                return
            self._say(machine, f"takes back operation {last.number}")
            cache.undo(last, NOW)
            assert isinstance(last.operation, Log)
            self.expected[last.operation.date, "Coding"] -= last.operation.amount
        self.counted["operations"] += 1

    def person(self, act: Act) -> None:
        """A person acts; what this adds to the sheet's sums is theirs."""
        self.counted["human edits"] += 1
        word = f"p{self.counted['human edits']}"
        self.said.append(f"a person {act.__name__.replace('_', ' ')}")
        if act.__name__ == "deletes_the_tab":
            if self.deleted is not None or not log_tab(self.sheet):
                return
            self.deleted = self.sheet.now.tab(log_tab(self.sheet))
            act(self.sheet, word)
            return
        if self.deleted is not None:
            return  # there is no log to do it to
        before, there = sums(self.reading()), text_of(self.sheet)
        act(self.sheet, word)
        act(self.shadow, word)
        after, now = sums(self.reading()), text_of(self.sheet)
        for key in before.keys() | after.keys():
            self.expected[key] += after[key] - before[key]
        self.words = {w for w in self.words if f" {w}" in now or f" {w}" not in there}
        if f" {word}" in now:
            self.words.add(word)

    def sync(
        self,
        machine: Machine,
        at: int | None = None,
        fault: Fault | None = None,
        accept: bool = False,
    ) -> int:
        """One sync, with a fault at its step of that number; answers how many steps there were."""
        steps = 0

        def tap(name: str) -> None:
            nonlocal steps
            steps += 1
            if fault and steps - 1 == at:
                machine.tap = lambda _: None
                self.said.append(f"    at step {at} ({name}): {name_of(fault)}")
                self.counted["faults"] += 1
                self.step = name
                fault(self, machine)
                machine.tap = tap

        self._say(machine, "syncs")
        cache = self.open(machine)
        known = len(cache.reading().entries)
        machine.tap = tap
        try:
            sync(cache, machine, RULES, NOW + machine.late_by, accept=accept)
        except (PlannerError, Killed) as error:
            self.said.append(f"    it ends with {type(error).__name__}: {error}")
            self.stopped += 1
        finally:
            machine.tap = lambda _: None
            cache.db.close()
        with self.open(machine) as cache:
            if self.deleted and not accept and len(cache.reading().entries) < known / 2:
                self.violated("a sheet without its tab emptied the cache")
        return steps

    def quiet(self) -> None:
        """The person puts back what was deleted; what is on its way arrives; everybody syncs."""
        self.sheet.arrive()
        if self.deleted is not None:
            self.said.append("a person puts the deleted tab back")
            self.sheet.now = replace(self.sheet.now, tabs=(*self.sheet.now.tabs, self.deleted))
            self.deleted = None
        for machine in self.machines:
            machine.late_by = timedelta()
        for turn in range(6):
            swaps, stopped = self.sheet.swaps, self.stopped
            for machine in self.machines:
                self.sync(machine, accept=turn > 1)
            if (swaps, stopped) == (self.sheet.swaps, self.stopped):
                return

    # What must be true in the end.

    def check(self) -> None:
        """The oracle: nothing lost, nothing twice, all the same, nothing else touched."""
        self.quiet()
        reading, swaps = self.reading(), self.sheet.swaps
        held = text_of(self.sheet)
        expected = Counter(self.expected)
        for machine in self.machines:
            with self.open(machine) as cache:
                history = " ".join(f"{s.change.before} {s.change.after}" for s in cache.history())
                held += " " + history
                for item in cache.outbox():
                    if not item.why:
                        self.violated(f"operation {item.number} still waits")
                    if isinstance(item.operation, (Log, Unlog)):
                        sign = 1 if isinstance(item.operation, Log) else -1
                        key = (item.operation.date, item.operation.category)
                        expected[key] -= sign * item.operation.amount
                if set(cache.reading().entries) != set(reading.entries):
                    self.violated("a cache does not say what the sheet says")
        for machine in self.machines:
            self.sync(machine)
        if self.sheet.swaps != swaps:
            self.violated("a sync with nothing to say wrote something")
        for word in self.words:
            if f" {word}" not in held:
                self.violated(f"a person's word is lost: {word}", lost=1)
        found = sums(reading)
        wrong = {k: (found[k], expected[k]) for k in found | expected if found[k] != expected[k]}
        if wrong:
            self.violated(
                f"the sheet's sums are not what was done (found, expected): {wrong}",
                lost=sum(there < due for there, due in wrong.values()),
                twice=sum(there > due for there, due in wrong.values()),
            )
        if untouched(self.sheet) != untouched(self.shadow):
            self.violated("a cell that no operation is about has changed")

    def violated(self, what: str, lost: int = 0, twice: int = 0) -> NoReturn:
        raise ViolationError("\n".join([what, *self.said]), lost, twice)

    def _say(self, machine: Machine, what: str) -> None:
        self.said.append(f"{machine.path.stem}: {what}")


def sums(reading: Reading) -> Counter[tuple[date, str]]:
    """Amounts by day and category."""
    total: Counter[tuple[date, str]] = Counter()
    for entry in reading.entries:
        total[entry.date, entry.category] += entry.amount
    return total


def text_of(sheet: MemorySheet) -> str:
    """All that is typed in the sheet, in one text."""
    return " ".join(c.typed for t in sheet.now.tabs for row in t.rows for c in row) + " "


def untouched(sheet: MemorySheet) -> list[tuple[str, ...]]:
    """The rows of days that no operation is about, and all that are of no day."""
    ours = {f"Mar {day.day}" for day in DAYS}
    return [
        tuple(c.typed for c in row if c.typed)
        for t in sheet.now.tabs
        for row in t.rows
        if not (len(row) > 1 and row[1].text in ours)
    ]


# Faults: what may happen at a step.


def _raises(error: Callable[[], BaseException], name: str) -> Fault:
    def fault(_: World, __: Machine) -> None:
        raise error()

    fault.__name__ = name
    return fault


def _acts(act: Act) -> Fault:
    def fault(world: World, _: Machine) -> None:
        world.person(act)

    fault.__name__ = f"a person {act.__name__}"
    return fault


def another_device_syncs(world: World, machine: Machine) -> None:
    world.sync(next(m for m in world.machines if m is not machine))


def an_undo_here(world: World, machine: Machine) -> None:
    if not _writing(machine):
        world.undo(machine)


def a_log_here(world: World, machine: Machine) -> None:
    if not _writing(machine):
        world.log(machine, DAYS[2], 0.75)


def _writing(machine: Machine) -> bool:
    """Whether a transaction is open: SQLite keeps everybody else out of it, the test too."""
    with sqlite3.connect(machine.path, timeout=0) as db:
        try:
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return True
    return False


def a_second_sync_here(world: World, machine: Machine) -> None:
    tap, machine.tap = machine.tap, lambda _: None
    try:
        with world.open(machine) as cache:
            sync(cache, machine, RULES, NOW)
    except TryAgainError:
        machine.tap = tap
        return
    world.violated("two syncs of one cache ran at once")


def the_clock_is_an_hour_off(_: World, machine: Machine) -> None:
    machine.late_by = timedelta(hours=-1)


def late_requests_arrive(world: World, _: Machine) -> None:
    world.sheet.arrive()


def the_disk_is_full(world: World, _: Machine) -> None:
    if world.step != "before commit":
        return
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error


FAULTS: tuple[Fault, ...] = (
    _raises(Killed, "killed"),
    _raises(lambda: TryAgainError("no answer"), "time out, 429, 500, 503, a body cut short"),
    _raises(lambda: LateRequestError("no answer"), "the request arrives later"),
    _raises(lambda: ConfigError("401"), "401: the token has expired"),
    _raises(lambda: PermissionDeniedError("403"), "403: a protected range"),
    _raises(lambda: UnreachableError("404"), "404"),
    _raises(lambda: DataError("a body that makes no sense"), "a body that makes no sense"),
    the_disk_is_full,
    another_device_syncs,
    an_undo_here,
    a_log_here,
    a_second_sync_here,
    the_clock_is_an_hour_off,
    late_requests_arrive,
    *(_acts(act) for act in ACTS),
)


def name_of(fault: Fault) -> str:
    """How the fault is called in a schedule."""
    return fault.__name__.replace("_", " ")


# Schedules.


def pair(folder: Path, step: int, fault: Fault) -> tuple[World, int]:
    """A sync with two operations to bring, and one of another device, with a fault at a step."""
    world = World(folder, devices=2)
    first, second = world.machines
    world.log(first, DAYS[1], 1, "Tries")
    world.log(first, DAYS[0], 0.5)
    world.log(second, DAYS[1], 2)
    steps = world.sync(first, step, fault)
    return world, steps


def by_chance(folder: Path, seed: int, length: int = 14) -> World:
    """A world after a schedule by chance, up to the oracle's look at it."""
    world = World(folder)
    play(world, seed, length)
    return world


def play(world: World, seed: int, length: int = 14) -> None:
    """That many acts, all by chance from the seed."""
    draw = random.Random(seed)
    acts = ("log", "undo", "sync", "person", "copy", "arrive")
    for _ in range(length):
        machine = draw.choice(world.machines)
        match draw.choices(acts, (6, 2, 8, 4, 1, 1))[0]:
            case "log":
                world.log(machine, draw.choice(DAYS), draw.randrange(1, 9) / 4)
            case "undo":
                world.undo(machine)
            case "sync":
                fault = draw.choice((None, *FAULTS))
                world.sync(machine, draw.randrange(12), fault)
            case "person":
                world.person(draw.choice(ACTS))
            case "copy":
                clone(world, machine, draw.choice(world.machines))
            case "arrive":
                world.sheet.arrive()


def clone(world: World, one: Machine, other: Machine) -> None:
    """A device that has nothing waiting gets another's cache, as from a moved home folder."""
    with world.open(one) as source, world.open(other) as target:
        if one is other or source.outbox() or source.sent() or target.outbox() or target.sent():
            return
    world.said.append(f"{other.path.stem}: gets a copy of the cache of {one.path.stem}")
    shutil.copy(one.path, other.path)
