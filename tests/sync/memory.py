"""A sheet in memory that keeps a backend's promises, and a person who edits it at any moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from planner.errors import TryAgainError
from planner.layouts import apply
from planner.layouts.apply import cell_of
from planner.model import CellRef
from planner.sheets.grid import (
    EMPTY,
    AddTab,
    Append,
    Batch,
    Beaten,
    Cell,
    Landed,
    Overtaken,
    Overwritten,
    Replace,
    Snapshot,
    TakeBack,
    Unchanged,
    Write,
)
from tests.grids import cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.grids import Content

Row = tuple[Cell, ...]


@dataclass
class Late:
    """A request that is still somewhere on the network."""

    batch: Batch
    seen: Snapshot


@dataclass
class MemorySheet:
    """The spreadsheet itself, whoever opens it. Rows are compared whole, as the pre-image is.

    fenced, preimage: taken away where a test is to see what they are there for.
    """

    fenced: ClassVar[bool] = True
    preimage: ClassVar[bool] = True

    now: Snapshot
    snapshots: int = 0
    swaps: int = 0
    late: list[Late] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)

    def open(self) -> Device:
        """A device's way to it."""
        return Device(self)

    def text(self, where: str) -> str:
        """What is typed in a cell, as in "Log!D4"."""
        return self._at(_ref(where)).typed

    def type(self, where: str, content: Content) -> None:
        """A person types into a cell."""
        ref = _ref(where)
        rows = self.rows(ref.tab)
        rows.extend([] for _ in range(ref.row + 1 - len(rows)))
        rows[ref.row].extend(EMPTY for _ in range(ref.column + 1 - len(rows[ref.row])))
        rows[ref.row][ref.column] = cell(content)
        self.set_rows(ref.tab, rows)

    def rows(self, tab: str) -> list[list[Cell]]:
        found = self.now.tab(tab)
        return [list(row) for row in found.rows] if found else []

    def set_rows(self, tab: str, rows: list[list[Cell]]) -> None:
        """Whatever a person does to rows: sorts, inserts, deletes."""
        fixed = tuple(tuple(row) for row in rows)
        self.now = replace(
            self.now,
            tabs=tuple(replace(t, rows=fixed) if t.name == tab else t for t in self.now.tabs),
        )

    def drop_tab(self, name: str) -> None:
        self.now = replace(self.now, tabs=tuple(t for t in self.now.tabs if t.name != name))

    def rename_tab(self, name: str, new: str) -> None:
        tabs = tuple(replace(t, name=new) if t.name == name else t for t in self.now.tabs)
        self.now = replace(self.now, tabs=tabs)

    def land(self, batch: Batch, seen: Snapshot) -> Landed | Beaten | Overtaken:
        """What the server does with a request, whenever it arrives."""
        taken = next((f for f in self.now.fences if f.generation == batch.fence.generation), None)
        if self.fenced and taken is not None:
            return Landed() if taken.digest == batch.fence.digest else Beaten()
        names = {tab.name for tab in self.now.tabs}
        aims = {e.cell.tab if isinstance(e, Write) else getattr(e, "tab", "") for e in batch.edits}
        aims -= {e.tab for e in batch.edits if isinstance(e, (AddTab, Replace))}
        if aims - names - {""}:
            return Beaten("a tab is gone")
        found: dict[CellRef, tuple[Cell, Cell]] = {}
        moved = False
        for edit in batch.edits:
            if isinstance(edit, Write):
                ref = edit.cell
                found[ref] = (self._at(ref), cell_of(edit.value, edit.show or edit.before.show))
                moved |= _row(self.now, ref) != _row(seen, ref)
            if isinstance(edit, Unchanged):
                ref = CellRef(edit.tab, edit.row, 0)
                moved |= _row(self.now, ref) != _row(seen, ref)
            if isinstance(edit, Append):
                # Rows go where the snapshot had room; what stands there by now is overtaken.
                moved |= _row(self.now, CellRef(edit.tab, edit.after, 0)) != _row(
                    seen, CellRef(edit.tab, edit.after, 0)
                )
                for row, new in enumerate(edit.rows, edit.after + 1):
                    moved |= any(_row(self.now, CellRef(edit.tab, row, 0)))
                    for column, made in enumerate(new.cells):
                        ref = CellRef(edit.tab, row, column)
                        found[ref] = (self._at(ref), cell_of(made.value, made.show))
        settled = {e.generation for e in batch.edits if isinstance(e, TakeBack)}
        fences = tuple(
            replace(f, taken_back=True) if f.generation in settled else f for f in self.now.fences
        )
        overwritten = tuple(o for o in self.now.overwritten if o.generation not in settled)
        if moved and self.preimage:
            overwritten += (Overwritten(batch.fence.generation, found),)
        self.now = replace(
            apply(self.now, batch.edits), fences=(*fences, batch.fence), overwritten=overwritten
        )
        self.digests.append(batch.fence.digest)
        if moved and self.preimage:
            return Overtaken({ref: cell for ref, (cell, _) in found.items()})
        return Landed()

    def arrive(self) -> None:
        """What is still on the network arrives."""
        while self.late:
            request = self.late.pop(0)
            self.land(request.batch, request.seen)

    def _at(self, ref: CellRef) -> Cell:
        tab = self.now.tab(ref.tab)
        return tab.at(ref.row, ref.column) if tab else EMPTY


class Killed(BaseException):
    """The process is gone, at once."""


@dataclass
class Device:
    """One device's view of the sheet: the Sheet protocol, with faults at every step of it."""

    sheet: MemorySheet
    faults: dict[str, Callable[[], object]] = field(default_factory=dict)
    seen: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        self._step("before snapshot")
        self.sheet.snapshots += 1
        self.seen = self.sheet.now
        self._step("after snapshot")
        return self.seen

    def swap(self, batch: Batch) -> Landed | Beaten | Overtaken:
        assert self.seen is not None
        self.sheet.swaps += 1
        try:
            self._step("before swap")
        except LateRequestError:
            self.sheet.late.append(Late(batch, self.seen))
            raise
        answer = self.sheet.land(batch, self.seen)
        self._step("after swap")
        return answer

    def _step(self, name: str) -> None:
        fault = self.faults.pop(name, None)
        if fault:
            fault()


class LateRequestError(TryAgainError):
    """The answer did not come in time, and the request itself is still on its way."""


def _row(snapshot: Snapshot, ref: CellRef) -> tuple[str, ...]:
    tab = snapshot.tab(ref.tab)
    cells = tab.rows[ref.row] if tab and ref.row < len(tab.rows) else ()
    texts = [c.typed for c in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _ref(where: str) -> CellRef:
    tab, _, place = where.partition("!")
    return CellRef(tab, int(place[1:]) - 1, ord(place[0]) - 65)


__all__ = ["Device", "Killed", "LateRequestError", "MemorySheet"]
