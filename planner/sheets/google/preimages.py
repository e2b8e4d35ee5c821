"""The pre-images: rows as they stood at the instant of a batch, kept in hidden tabs of the sheet.

A batch copies each row that it writes to, on the server, before it writes. The copy lies at the
row's own place in a hidden tab of the row's own tab (`_planner 17` for the tab with the id 17), so
that formulas come through letter by letter. The hidden tab `_planner` says of each such row which
batch copied it, a digest of what was expected there, and what was written in its stead. So any
device can tell from a snapshot alone whether a batch overtook a person, and put their text back.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.model import CellRef
from planner.sheets.google.cells import cell_of_entered
from planner.sheets.grid import Overwritten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from planner.sheets.google.book import Grid
    from planner.sheets.google.fences import Mark
    from planner.sheets.grid import Cell, Snapshot

JSON = dict[str, Any]
TAB = "_planner"
NEW = "new"
"""The digest of a row of a tab that the batch itself made: nothing stood there."""

_LONGEST = 2000  # characters of a written text that are kept to know it again


@dataclass(frozen=True, slots=True)
class Record:
    """What a batch did to a row. tab: its id; wrote: the ExtendedValue put into each column.

    back: for columns where the batch put a person's text back, what it meant to find there.
    """

    generation: int
    tab: int
    row: int
    digest: str
    wrote: dict[int, JSON] = field(default_factory=dict)
    back: dict[int, JSON] = field(default_factory=dict)

    def cells(self) -> list[str]:
        """The record as the texts of a row of `_planner`."""
        head = [str(n) for n in (self.generation, self.tab, self.row)]
        return [*head, self.digest, _said(self.wrote), _said(self.back)]

    def undone(self, copied: list[JSON]) -> dict[int, JSON]:
        """What stood in each column that the batch must give back, given the row's copy.

        A person's text that the batch itself put back where it meant to stays where it is.
        """
        found = {column: _at(copied, column) for column in self.wrote}
        return {
            column: value
            for column, value in found.items()
            if column not in self.back or _short(value) != _short(self.back[column])
        }


@dataclass(frozen=True)
class Store:
    """The hidden tabs. index: `_planner` itself; mirrors: the copies, by the id of their tab.

    records: of the batches that overtook somebody and were not taken back.
    """

    index: Grid | None
    mirrors: dict[int, Grid]
    records: tuple[Record, ...]

    @property
    def numbers(self) -> set[int]:
        """The ids of the hidden tabs."""
        return {g.number for g in (*self.mirrors.values(), *([self.index] if self.index else ()))}

    def overwritten(self, grids: Mapping[int, Grid], now: Snapshot) -> tuple[Overwritten, ...]:
        """What those batches wrote over, in tabs that are still there."""
        found: dict[int, dict[CellRef, tuple[Cell, Cell]]] = {}
        for record in self.records:
            cells = found.setdefault(record.generation, {})
            grid = grids.get(record.tab)
            tab = now.tab(grid.name) if grid else None
            if grid is None or tab is None:
                continue
            copied = self.mirrors[record.tab].row(record.row) if record.digest != NEW else []
            typed = grid.row(record.row)
            for column, stood in record.undone(copied).items():
                ref, cell = CellRef(grid.name, record.row, column), tab.at(record.row, column)
                # A cell that holds what we wrote is said as it stands: so they compare equal.
                same = _short(_at(typed, column)) == record.wrote[column]
                wrote = cell if same else cell_of_entered(record.wrote[column])
                cells[ref] = cell_of_entered(stood, cell.show), wrote
        return tuple(Overwritten(generation, cells) for generation, cells in sorted(found.items()))


def read_store(hidden: Mapping[str, Grid], marks: Iterable[Mark]) -> Store:
    """The store in the hidden tabs; what a person typed into them counts for nothing."""
    mirrors = {}
    for name, grid in hidden.items():
        number = name.removeprefix(TAB).strip()
        if number.isdecimal():
            mirrors[int(number)] = grid
    index = hidden.get(TAB)
    records = [r for r in map(_record, index.rows if index else ()) if r]
    open_ = {m.fence.generation for m in marks if not m.fence.taken_back}
    kept = [r for r in records if r.generation in open_ and (r.digest == NEW or r.tab in mirrors)]
    overtaken = {
        r.generation
        for r in kept
        if r.digest not in (NEW, digest(mirrors[r.tab].row(r.row) if r.tab in mirrors else []))
    }
    return Store(index, mirrors, tuple(r for r in kept if r.generation in overtaken))


def _record(row: list[JSON]) -> Record | None:
    texts = [str(cell.get("stringValue", "")) for cell in row]
    try:
        generation, tab, number, expected, wrote, back = texts
        place = int(generation), int(tab), int(number)
        return Record(*place, expected, _columns(wrote), _columns(back))
    except (ValueError, AttributeError):
        return None


def _said(values: Mapping[int, JSON]) -> str:
    said = {str(column): _short(value) for column, value in values.items()}
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def _columns(said: str) -> dict[int, JSON]:
    return {int(column): value for column, value in json.loads(said).items()}


def digest(row: Collection[JSON]) -> str:
    """A digest of what was typed into a row, the same however numbers are written in JSON."""
    plain = [_plain(value) for value in row]
    text = json.dumps(plain, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: JSON) -> JSON:
    return {k: float(v) if k == "numberValue" else v for k, v in value.items()}


def _short(value: JSON) -> JSON:
    """A value that is kept to be known again; a long text by its beginning and its digest."""
    text = value.get("stringValue", "")
    if len(text) > _LONGEST:
        whole = hashlib.sha256(text.encode()).hexdigest()[:16]
        return {"stringValue": f"{text[:_LONGEST]}… {whole}"}
    return _plain(value)


def _at(row: list[JSON], column: int) -> JSON:
    return row[column] if column < len(row) else {}
