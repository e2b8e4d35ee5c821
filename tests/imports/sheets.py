"""A sheet that files are imported into, without a backend: placed, applied and read again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date
from typing import TYPE_CHECKING

from planner.config import CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
from planner.imports import Given, additions, read_file
from planner.layouts import apply, place, read
from tests.grids import Content, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from planner.imports import Addition, Imported
    from planner.model import Reading

TODAY = date(2026, 3, 1)
RULES = Rules(categories=CATEGORIES, lost_words=LOST_WORDS, open_words=OPEN_WORDS)
TARGETS: list[list[Content]] = [
    ["Category", "Unit", "Per week"],
    ["Coding", "hours", 15],
    ["Algo", "hours", 10],
    ["Networking", "hours", 5],
    ["Applications", "count", 10],
]
LOG: list[list[Content]] = [["Date", "Category", "Amount", "Activity"]]


@dataclass
class Imports:
    """The sheet; `take` imports a file into it."""

    log: list[list[Content]] = field(default_factory=lambda: LOG)

    def __post_init__(self) -> None:
        self.snapshot = snapshot({"Targets": TARGETS, "Log": self.log})

    def reading(self) -> Reading:
        return read(self.snapshot, RULES, TODAY)

    def see(self, path: Path) -> Imported:
        given = Given(TODAY, RULES, self.reading().targets, zone=UTC)
        return read_file(path, given)

    def take(self, path: Path) -> Addition:
        new = additions(self.see(path).reading, self.reading(), RULES)
        placement = place(self.snapshot, new.operations, RULES, TODAY)
        assert not placement.refused
        self.snapshot = apply(self.snapshot, placement.edits)
        return new
