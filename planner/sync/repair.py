"""What a batch wrote over without having seen it, put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model import CellRef
from planner.sheets.grid import EMPTY, Cell, Formula, Show, TakeBack, Value, Write

if TYPE_CHECKING:
    from planner.sheets.grid import Edit, Snapshot


def repairs(snapshot: Snapshot) -> tuple[Edit, ...]:
    """The edits that give people their text back and take the batches' writes out again.

    A cell that has changed since then is left: somebody has seen to it.
    """
    marks: list[Edit] = []
    writes: dict[CellRef, Edit] = {}
    for overwritten in snapshot.overwritten:
        marks.append(TakeBack(overwritten.generation))
        for ref, (found, wrote) in overwritten.cells.items():
            place = _where(snapshot, ref, wrote)
            if place is not None and found.typed != wrote.typed:
                value, show = value_of(found)
                writes[place] = Write(place, _at(snapshot, place), value, show)
    return (*marks, *writes.values())


def value_of(cell: Cell) -> tuple[Value, Show | None]:
    """What to write so that the cell becomes this one again."""
    if cell.formula:
        known = cell.value if isinstance(cell.value, (int, float, str)) else None
        return Formula(cell.formula, known), None
    number = isinstance(cell.value, (int, float))
    return cell.value, cell.show if number and cell.show is not Show.NUMBER else None


def _where(snapshot: Snapshot, ref: CellRef, wrote: Cell) -> CellRef | None:
    """Where the written text stands now: at its place, else where alone in its column it does."""
    if _at(snapshot, ref).typed == wrote.typed:
        return ref
    tab = snapshot.tab(ref.tab)
    if tab is None or not wrote.typed:
        return None
    rows = [n for n in range(len(tab.rows)) if tab.at(n, ref.column).typed == wrote.typed]
    return CellRef(ref.tab, rows[0], ref.column) if len(rows) == 1 else None


def _at(snapshot: Snapshot, ref: CellRef) -> Cell:
    tab = snapshot.tab(ref.tab)
    return tab.at(ref.row, ref.column) if tab else EMPTY
