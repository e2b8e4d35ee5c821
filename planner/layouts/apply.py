"""What a snapshot will be once edits have landed, worked out without asking the sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.layouts.dates import from_serial
from planner.sheets.grid import (
    EMPTY,
    AddTab,
    Append,
    Cell,
    Formula,
    Replace,
    Show,
    Snapshot,
    Tab,
    Value,
    Write,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.sheets.grid import Edit, NewRow

Rows = list[list[Cell]]


def apply(snapshot: Snapshot, edits: Iterable[Edit]) -> Snapshot:
    """The snapshot with the edits in it. A new formula's value is None where it is not known."""
    tabs: dict[str, Rows] = {}
    names = [tab.name for tab in snapshot.tabs]

    def rows_of(name: str) -> Rows:
        if name not in tabs:
            found = snapshot.tab(name)
            tabs[name] = [list(row) for row in found.rows] if found else []
            if found is None:
                names.append(name)
        return tabs[name]

    for edit in edits:
        match edit:
            case Write():
                rows = rows_of(edit.cell.tab)
                cell = cell_of(edit.value, edit.show or edit.before.show)
                _put(rows, edit.cell.row, edit.cell.column, cell)
            case Append():
                _extend(rows_of(edit.tab), edit.after + 1, edit.rows)
            case AddTab():
                _extend(rows_of(edit.tab), 0, edit.rows)
            case Replace():
                _replace(rows_of(edit.tab), edit.width, edit.rows)
    changed = {name: tuple(tuple(row) for row in rows) for name, rows in tabs.items()}
    return replace(
        snapshot,
        tabs=tuple(
            replace(found, rows=changed.get(name, found.rows))
            if (found := snapshot.tab(name))
            else Tab(name, changed[name])
            for name in names
        ),
    )


def cell_of(value: Value, show: Show | None) -> Cell:
    """The cell that a written value makes."""
    shown = show or Show.NUMBER
    if value is None or value == "":
        return EMPTY
    if isinstance(value, Formula):
        known = value.value
        text = number_text(known, shown) if isinstance(known, (int, float)) else known or ""
        return Cell(value.value, text, value.text, shown)
    if isinstance(value, str):
        return Cell(value, value)
    return Cell(value, number_text(value, shown), "", shown)


def number_text(value: float, show: Show) -> str:
    """A number about as a spreadsheet shows it."""
    if show in (Show.DATE, Show.DATE_TIME) and (day := from_serial(value)):
        return day.isoformat()
    if show in (Show.TIME, Show.DURATION):
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return f"{value:.10g}"


def _put(rows: Rows, row: int, column: int, cell: Cell) -> None:
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend(EMPTY for _ in range(column + 1 - len(rows[row])))
    rows[row][column] = cell


def _extend(rows: Rows, at: int, new: Sequence[NewRow]) -> None:
    for offset, row in enumerate(new):
        for column, cell in enumerate(row.cells):
            _put(rows, at + offset, column, cell_of(cell.value, cell.show))


def _replace(rows: Rows, width: int, new: Sequence[NewRow]) -> None:
    for row in rows:
        row[:width] = [EMPTY] * min(width, len(row))
    _extend(rows, 0, new)
