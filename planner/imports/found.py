"""What another tool's file says, gathered line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.imports.given import Imported
from planner.layouts.phrases import lost_reason, open_items
from planner.model import (
    CellRef,
    Entry,
    Finding,
    LostDay,
    OpenItem,
    Reading,
    Severity,
    Target,
    Unit,
)
from planner.quantity import format_hours, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.imports.given import Given


class Found:
    """The entries and findings of one file so far. Lines are counted from 0."""

    def __init__(self, name: str, given: Given) -> None:
        self.name = name
        self.given = given
        self.names = given.names
        self.targets: list[Target] = []
        self.entries: list[Entry] = []
        self.lost_days: list[LostDay] = []
        self.open_items: list[OpenItem] = []
        self.findings: list[Finding] = []

    def category(self, labels: Sequence[str]) -> str:
        """The first label that names a known category, else the first, else the default one."""
        known = (
            name for label in labels if (name := self.names.resolve(label)) in self.names.units
        )
        first = next((label for label in labels if label), self.given.category)
        return next(known, self.names.resolve(first))

    def hours(self, line: int, day: date, category: str, seconds: int, words: str) -> None:
        """Time spent on a category; a finding where it cannot count."""
        if not category:
            self.trouble(
                line,
                "no-category",
                f"{format_hours(seconds)} on {day} have no category; --category names one",
            )
        elif self.names.unit(category) is Unit.COUNT:
            self.trouble(
                line,
                "unreadable-amount",
                f"{category} is counted, and {format_hours(seconds)} on {day} say no number; "
                "they are not counted",
            )
        elif seconds > 0:
            self._add(line, day, category, Unit.HOURS, seconds, words)

    def count(
        self, line: int, day: date, category: str, number: int, words: str, cost: int | None
    ) -> None:
        """A number of a category, and the seconds that it took."""
        if category and number > 0:
            self._add(line, day, category, Unit.COUNT, number, words, cost or None)

    def _add(
        self,
        line: int,
        day: date,
        category: str,
        unit: Unit,
        amount: int,
        words: str,
        cost: int | None = None,
    ) -> None:
        cell = CellRef(self.name, line, 0)
        self.entries.append(Entry(day, category, unit, amount, plain(words), cell, cost))

    def words(self, line: int, day: date, text: str) -> None:
        """Words on a day: a reason that it was lost, or something still to be done."""
        cell, rules = CellRef(self.name, line, 0), self.given.rules
        if reason := lost_reason(text, rules.lost_words):
            self.lost_days.append(LostDay(day, reason, cell))
        self.open_items += [
            OpenItem(day, item, cell) for item in open_items(text, rules.open_words)
        ]

    def trouble(self, line: int, kind: str, message: str) -> None:
        """Something on that line that a person should look at."""
        where = str(CellRef(self.name, line, 0))
        self.findings.append(Finding(kind, Severity.WARNING, where, message))

    def imported(self) -> Imported:
        """All of it."""
        return Imported(
            Reading(
                targets=tuple(self.targets),
                entries=tuple(self.entries),
                lost_days=tuple(self.lost_days),
                open_items=tuple(self.open_items),
                findings=tuple(self.findings),
            )
        )
