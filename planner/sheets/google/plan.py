"""What a batch becomes: the requests of one batchUpdate, and what its pre-images must say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.model import CellRef, column_letters
from planner.sheets.google import fences, requests
from planner.sheets.google.cells import entered
from planner.sheets.google.dress import dress
from planner.sheets.google.preimages import NEW, TAB, Record, digest
from planner.sheets.grid import AddTab, Append, Replace, TakeBack, Unchanged, Write

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from planner.sheets.google.book import Book, Grid
    from planner.sheets.grid import Batch, Edit, NewRow

JSON = dict[str, Any]
Rows = dict[int, dict[int, JSON]]
"""Row → column → the ExtendedValue that is written; no columns: the row is only compared."""


@dataclass
class Plan:
    """A batchUpdate in the making, and what its pre-images will be held against.

    names: of the tabs in the records, by id. ranges: where the pre-images come back from.
    """

    batch: Batch
    book: Book
    chance: random.Random
    records: list[Record] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    requests: list[JSON] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._taken = self.book.numbers
        self._touched: defaultdict[str, Rows] = defaultdict(dict)
        self._single: defaultdict[str, dict[tuple[int, int], JSON]] = defaultdict(dict)
        self._sizes: dict[str, tuple[int, int]] = {}
        self._back = {e.generation for e in self.batch.edits if isinstance(e, TakeBack)}
        self._waiting = [r for r in self.book.store.records if r.generation not in self._back]

    def make(self, now: float) -> None:
        """The fence first, then the pre-images, then the edits. now: seconds since 1970."""
        marks, waiting = self.book.marks, {r.generation for r in self._waiting}
        edits = [request for edit in self.batch.edits for request in self._edit(edit)]
        self.requests = [
            fences.create(fences.Mark(self.batch.fence, int(now))),
            *(fences.take_back(mark) for mark in marks if mark.fence.generation in self._back),
            *fences.prune(marks, now, keep=self._back | waiting),
        ]
        for name, (height, width) in self._sizes.items():
            grid = self.book.grids[name]
            self.requests += requests.lengthen(grid.number, "ROWS", height - grid.height)
            self.requests += requests.lengthen(grid.number, "COLUMNS", width - grid.width)
        for name, rows in self._touched.items():
            self._copy(self.book.grids[name], rows)
        self._write_index()
        self._forget_mirrors()
        for name, values in self._single.items():
            self.requests += requests.cells(self.book.grids[name].number, values)
        self.requests += edits

    def _edit(self, edit: Edit) -> list[JSON]:
        """The requests of an edit; the rows that they touch are remembered."""
        match edit:
            case Write():
                grid, at = self.book.grids[edit.cell.tab], edit.cell
                value = self._single[grid.name][at.column, at.row] = entered(edit.value)
                self._touched[grid.name].setdefault(at.row, {})[at.column] = value
                self._reach(grid, at.row + 1, at.column + 1)
                if edit.show is None:
                    return []
                area = requests.span(grid.number, (at.row, at.row + 1), (at.column, at.column + 1))
                return [requests.number_format(area, edit.show)]
            case Append():
                grid = self.book.grids[edit.tab]
                first = edit.after + 1
                if edit.after >= 0:
                    self._touched[grid.name].setdefault(edit.after, {})
                self._touched[grid.name] |= _written(first, edit.rows)
                self._reach(grid, first + len(edit.rows), _width(edit.rows))
                return requests.rows(grid.number, first, edit.rows)
            case Replace():
                return self._replace(edit)
            case AddTab():
                number = self._new_number()
                self.names[number] = edit.tab
                made = _written(0, edit.rows).items()
                self.records += [self._record(number, row, NEW, w) for row, w in made if row > 0]
                return new_tab(number, edit.tab, edit.rows)
            case Unchanged():
                self._touched[edit.tab].setdefault(edit.row, {})
                self._reach(self.book.grids[edit.tab], edit.row + 1, 1)
                return []
            case TakeBack():
                return []

    def _record(self, tab: int, row: int, expected: str, wrote: dict[int, JSON]) -> Record:
        return Record(self.batch.fence.generation, tab, row, expected, wrote)

    def _new_number(self) -> int:
        while (number := self.chance.randrange(1, 2**31 - 1)) in self._taken:
            pass
        self._taken.add(number)
        return number

    def _reach(self, grid: Grid, height: int, width: int) -> None:
        """Let a tab be at least so high and so wide."""
        high, wide = self._sizes.get(grid.name, (grid.height, grid.width))
        self._sizes[grid.name] = max(high, height), max(wide, width)

    def _replace(self, edit: Replace) -> list[JSON]:
        width = max(edit.width, _width(edit.rows))
        grid = self.book.grids.get(edit.tab)
        if grid is None:
            number, height = self._new_number(), max(1000, len(edit.rows))
            made = requests.add_tab(number, edit.tab, height, max(26, width))
        else:
            number = grid.number
            self._reach(grid, len(edit.rows), width)
            area = requests.span(number, columns=(0, width))
            made = requests.clear(area, "userEnteredValue,userEnteredFormat")
        return [made, *requests.rows(number, 0, edit.rows)]

    def _copy(self, grid: Grid, rows: Rows) -> None:
        """The pre-images of the rows: copied to their own place in the tab's hidden twin."""
        height, width = self._sizes[grid.name]
        title = f"{TAB} {grid.number}"
        mirror = self.book.store.mirrors.get(grid.number)
        kept = {r.row for r in self._waiting if r.tab == grid.number and r.digest != NEW}
        if kept & set(rows):
            raise ValueError(f"{grid.name}: what an earlier batch overwrote was not taken back")
        if mirror is None:
            number = self._new_number()
            self.requests.append(requests.add_tab(number, title, height, width, hidden=True))
        else:
            number = mirror.number
            if mirror.height < height or mirror.width < width:
                larger = max(mirror.height, height), max(mirror.width, width)
                self.requests.append(requests.resize(number, *larger))
            if mirror.rows and not kept:
                self.requests.append(requests.clear(requests.span(number)))
        for first, end in requests.runs_of(rows):
            self.requests.append(requests.copy_rows(grid.number, number, first, end, width))
            self.ranges.append(f"'{title}'!A{first + 1}:{column_letters(width - 1)}{end}")
        self.names[grid.number] = grid.name
        put_back = {
            ref
            for overwritten in self.book.snapshot.overwritten
            if overwritten.generation in self._back
            for ref in overwritten.cells
        }
        for row, wrote in sorted(rows.items()):
            seen = grid.row(row)
            record = self._record(grid.number, row, digest(seen), wrote)
            for column in wrote:
                if CellRef(grid.name, row, column) in put_back:
                    record.back[column] = seen[column] if column < len(seen) else {}
            self.records.append(record)

    def _write_index(self) -> None:
        """The tab `_planner` with the records that count from now on, and no others."""
        index, records = self.book.store.index, [*self._waiting, *self.records]
        if not records and (index is None or not index.rows):
            return
        height, width = max(100, len(records)), 6
        if index is None:
            number = self._new_number()
            self.requests.append(requests.add_tab(number, TAB, height, width, hidden=True))
        else:
            number = index.number
            if index.height < height or index.width < width:
                larger = max(index.height, height), max(index.width, width)
                self.requests.append(requests.resize(number, *larger))
            self.requests.append(requests.clear(requests.span(number)))
        self.requests += requests.texts(number, [record.cells() for record in records])

    def _forget_mirrors(self) -> None:
        """Drop the hidden twins of tabs that are gone."""
        there = {grid.number for grid in self.book.grids.values()}
        there |= {record.tab for record in self._waiting}
        self.requests += [
            {"deleteSheet": {"sheetId": mirror.number}}
            for number, mirror in self.book.store.mirrors.items()
            if number not in there
        ]


def plan(batch: Batch, book: Book, now: float, chance: random.Random) -> Plan:
    """The one batchUpdate that a batch becomes. now: seconds since 1970.

    Errors: ValueError where the batch would bury a person's text that an earlier one overwrote:
    that must be taken back first.
    """
    made = Plan(batch, book, chance)
    made.make(now)
    return made


def _width(rows: Sequence[NewRow]) -> int:
    return max((len(row.cells) for row in rows), default=0)


def _written(first: int, rows: Sequence[NewRow]) -> Rows:
    """What new rows write: every cell of their width, those that they empty too."""
    width = _width(rows)
    return {
        row: dict(enumerate(requests.values_of(new, width))) for row, new in enumerate(rows, first)
    }


def new_tab(number: int, title: str, rows: Sequence[NewRow]) -> list[JSON]:
    """A tab of ours: its frozen header, its rows, and what helps to fill it in."""
    height, width = max(1000, len(rows) + 100), max(26, _width(rows))
    header = [cell.value for cell in rows[0].cells] if rows else []
    return [
        requests.add_tab(number, title, height, width, frozenRowCount=1),
        *requests.rows(number, 0, rows),
        *dress(number, header, height),
    ]
