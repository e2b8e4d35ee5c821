"""What people typed: every cell of a snapshot, and what changed between two."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.cache.cells import Typed
from planner.cache.outbox import Change
from planner.layouts import read
from planner.layouts.draft import Draft
from planner.model import CellRef

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping
    from datetime import date

    from planner.config import Rules
    from planner.model import Reading
    from planner.sheets.grid import Snapshot

Row = tuple[str, int]
Cells = dict[int, Typed]


@dataclass
class View:
    """A snapshot as it is read: each thing that is asked of it is worked out once."""

    snapshot: Snapshot
    rules: Rules
    today: date

    @cached_property
    def reading(self) -> Reading:
        """All that it says."""
        return read(self.snapshot, self.rules, self.today)

    @cached_property
    def draft(self) -> Draft:
        """Its tables and their days."""
        return Draft(self.snapshot, self.rules, self.today)

    @cached_property
    def shape(self) -> dict[str, int]:
        """How many tables each tab holds."""
        return dict(Counter(table.tab.name for table in self.draft.tables))

    @cached_property
    def typed(self) -> dict[CellRef, Typed]:
        """Every typed cell with the day and category that it is about; without the Report tab."""
        about = {entry.cell: (entry.date, entry.category) for entry in self.reading.entries}
        days: dict[Row, date] = {
            (table.tab.name, row): day
            for table, found in self.draft.dated
            for row, day in found.dates.items()
        }
        typed = {}
        for tab in self.snapshot.tabs:
            if tab.hidden or tab.name == self.rules.report_tab:
                continue
            for number, row in enumerate(tab.rows):
                for column, cell in enumerate(row):
                    if text := cell.typed:
                        ref = CellRef(tab.name, number, column)
                        day, category = about.get(ref, (days.get((tab.name, number)), None))
                        typed[ref] = Typed(text, day, category)
        return typed


def changes(old: Mapping[CellRef, Typed], new: Mapping[CellRef, Typed]) -> list[Change]:
    """What changed from one to the other, cell by cell; a row that only moved did not change."""
    before, after = _rows(old), _rows(new)
    for row in before.keys() & after.keys():
        if _texts(before[row]) == _texts(after[row]):
            del before[row], after[row]
    changed: list[Change] = []
    for key in (_as_a_whole, _by_its_day, _by_its_place):
        for old_row, new_row in _pairs(before, after, key):
            changed += _in_row(new_row, before.pop(old_row), after.pop(new_row))
    for row, cells in before.items():
        changed += _in_row(row, cells, {})
    for row, cells in after.items():
        changed += _in_row(row, {}, cells)
    return sorted(changed, key=lambda c: (c.cell.tab, c.cell.row, c.cell.column))


def _pairs(
    before: Mapping[Row, Cells],
    after: Mapping[Row, Cells],
    key: Callable[[Row, Cells], Hashable | None],
) -> list[tuple[Row, Row]]:
    """Rows of the same key, in their order."""
    waiting: dict[Hashable, list[Row]] = defaultdict(list)
    for row in sorted(after, reverse=True):
        waiting[key(row, after[row])].append(row)
    pairs = []
    for row in sorted(before):
        found = key(row, before[row])
        if found is not None and waiting[found]:
            pairs.append((row, waiting[found].pop()))
    return pairs


def _as_a_whole(row: Row, cells: Cells) -> Hashable:
    return row[0], _texts(cells)


def _by_its_day(row: Row, cells: Cells) -> Hashable | None:
    day = next((cell.date for cell in cells.values() if cell.date), None)
    return None if day is None else (row[0], day)


def _by_its_place(row: Row, _: Cells) -> Hashable:
    return row


def _rows(typed: Mapping[CellRef, Typed]) -> dict[Row, Cells]:
    rows: dict[Row, Cells] = defaultdict(dict)
    for ref, cell in typed.items():
        rows[ref.tab, ref.row][ref.column] = cell
    return dict(rows)


def _texts(cells: Cells) -> tuple[tuple[int, str], ...]:
    return tuple((column, cell.text) for column, cell in sorted(cells.items()))


def _in_row(row: Row, before: Cells, after: Cells) -> Iterator[Change]:
    for column in before.keys() | after.keys():
        old, new = before.get(column), after.get(column)
        if old and (old.ours or (new and old.text == new.text)):
            continue
        known = new or old
        if known:
            yield Change(
                CellRef(*row, column),
                old.text if old else "",
                new.text if new else "",
                known.date,
                known.category,
            )
