"""The stand-in server with the words that these tests use."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.config import Google
from planner.model import CellRef
from planner.sheets.google import GoogleSheet, Patience
from planner.sheets.grid import Batch, Fence, Snapshot, Write
from tests.sheets_server import Fault, admin

if TYPE_CHECKING:
    from pathlib import Path

    from planner.sheets.grid import Cell, Edit, Value
    from tests.sheets_server import App

NOW = 1_780_000_000.0
LOG: list[list[Any]] = [
    ["Date", "Category", "Amount", "Activity"],
    ["2026-11-02", "Coding", "1.5", "Arrays"],
    ["2026-11-03", "Coding", "=1+1", "Trees"],
]


@dataclass
class Watch:
    """A clock that only sleeping moves."""

    time: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.slept.append(seconds)


@dataclass
class StandIn:
    """A server, the robot's key, and a person at the sheet."""

    app: App
    key: Path
    watch: Watch = field(default_factory=Watch)
    said: list[str] = field(default_factory=list)

    def make(self, tabs: dict[str, list[list[Any]]], **more: Any) -> str:
        """A spreadsheet that is shared with the robot; more: as POST /_admin/spreadsheets."""
        made = admin.make(self.app.world, {"title": "Plan", "tabs": tabs, **more})
        return str(made["id"])

    def config(self, spreadsheet: str) -> Google:
        return Google(spreadsheet, self.key, self.app.url)

    def patience(self) -> Patience:
        watch = self.watch
        return Patience(
            sleep=watch.sleep, clock=lambda: watch.time, chance=random.Random(7),
            say=self.said.append,
        )  # fmt: skip

    def open(self, spreadsheet: str, now: float = NOW) -> GoogleSheet:
        """A device's own connection to the sheet."""
        return GoogleSheet(self.config(spreadsheet), self.patience(), lambda: now)

    def faults(self, *kinds: str, code: int = 503, after: int = 1) -> None:
        """What happens to the next requests, one after the other."""
        self.app.faults.plan(Fault(kind, code, after) for kind in kinds)

    def types(self, spreadsheet: str, where: str, value: Any, when: str = "now") -> None:
        """A person types into a cell."""
        told = {"id": spreadsheet, "range": where, "value": value, "when": when}
        admin.edit(self.app.world, self.app.person, told)

    def rows(self, spreadsheet: str, action: str, at: int, **more: Any) -> None:
        """A person inserts, deletes or sorts rows of the log just before the next write."""
        told = {"id": spreadsheet, "tab": "Log", "action": action, "at": at, **more}
        admin.rows(self.app.world, self.app.person, {"when": "before-next-write", **told})

    def seen(self, spreadsheet: str) -> dict[str, list[list[str]]]:
        """The tabs that a person sees, without the hidden ones."""
        tabs: dict[str, list[list[str]]] = admin.seen(self.app.world, spreadsheet)
        return {name: rows for name, rows in tabs.items() if not name.startswith("_planner")}

    @property
    def calls(self) -> dict[str, int]:
        """How many requests of each kind have come."""
        return dict(self.app.stats.json()["by_call"])


def at(snapshot: Snapshot, where: str) -> tuple[CellRef, Cell]:
    """A cell by a name as "Log!C2"."""
    name, _, place = where.partition("!")
    ref = CellRef(name, int(place[1:]) - 1, ord(place[0]) - ord("A"))
    tab = snapshot.tab(name)
    assert tab is not None
    return ref, tab.at(ref.row, ref.column)


def write(snapshot: Snapshot, where: str, value: Value) -> Write:
    """Write a value where the snapshot has what it has."""
    return Write(*at(snapshot, where), value)


def batch(snapshot: Snapshot, *edits: Edit, device: str = "laptop", digest: str = "") -> Batch:
    """The next batch of a device."""
    generation = snapshot.generation + 1
    fence = Fence(generation, device, digest or f"{device} {generation}", str(generation))
    return Batch(fence, edits)
