"""A spreadsheets.get answer: the snapshot in it, and what a swap needs to know beside that."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from planner.errors import TryAgainError
from planner.sheets.google import preimages
from planner.sheets.google.cells import read_cell
from planner.sheets.google.fences import Mark, read_marks
from planner.sheets.grid import Snapshot, Tab

if TYPE_CHECKING:
    from planner.sheets.grid import Cell

JSON = dict[str, Any]

FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),"
    "developerMetadata(metadataId,metadataKey,metadataValue),"
    "sheets(properties(sheetId,title,hidden,sheetType,gridProperties(rowCount,columnCount)),merges,"
    "data(rowData(values(userEnteredValue,effectiveValue,formattedValue,"
    "effectiveFormat(numberFormat)))))"
)
"""All that is read, and no more: what makes a sync's one request small."""


@dataclass(frozen=True)
class Grid:
    """A tab as the API knows it: rows holds the userEnteredValue of each cell, {} where empty."""

    number: int
    name: str
    height: int
    width: int
    rows: list[list[JSON]] = field(default_factory=list, repr=False)

    def row(self, index: int) -> list[JSON]:
        """What was typed into a row, without the empty cells at its end."""
        return self.rows[index] if index < len(self.rows) else []


@dataclass(frozen=True)
class Book:
    """A spreadsheet at one moment."""

    snapshot: Snapshot
    marks: tuple[Mark, ...]
    grids: dict[str, Grid]
    store: preimages.Store

    @property
    def numbers(self) -> set[int]:
        """The ids of the tabs, ours and hidden ones too."""
        return {grid.number for grid in self.grids.values()} | self.store.numbers


def read_book(answer: JSON) -> Book:
    """The book in an answer. Errors: TryAgainError where the answer is none: never empty tabs."""
    try:
        properties = answer["properties"]
        sheets = [s for s in answer["sheets"] if s["properties"].get("sheetType") != "OBJECT"]
        grids, tabs = {}, []
        for sheet in sheets:
            rows = [row.get("values", []) for row in _row_data(sheet)]
            grid = _grid(sheet["properties"], rows)
            grids[grid.name] = grid
            if not grid.name.startswith(preimages.TAB):
                tabs.append(_tab(sheet, grid, rows))
        marks = read_marks(answer.get("developerMetadata", ()))
        title, sheet_id = properties["title"], answer["spreadsheetId"]
    except (KeyError, TypeError, AttributeError, IndexError):
        raise TryAgainError(
            "Google's answer is no spreadsheet", todo="Nothing was lost. Try again later."
        ) from None
    hidden = {name: grid for name, grid in grids.items() if name.startswith(preimages.TAB)}
    store = preimages.read_store(hidden, marks)
    snapshot = Snapshot(
        sheet=sheet_id,
        title=title,
        locale=properties.get("locale", ""),
        time_zone=properties.get("timeZone", ""),
        tabs=tuple(tabs),
        fences=tuple(mark.fence for mark in marks),
    )
    seen = {grid.number: grid for name, grid in grids.items() if name not in hidden}
    overwritten = store.overwritten(seen, snapshot)
    return Book(
        replace(snapshot, overwritten=overwritten),
        marks,
        {name: grid for name, grid in grids.items() if name not in hidden},
        store,
    )


def _row_data(sheet: JSON) -> list[JSON]:
    data = sheet.get("data") or [{}]
    rows: list[JSON] = data[0].get("rowData", [])
    return rows


def _grid(properties: JSON, rows: list[list[JSON]]) -> Grid:
    size = properties.get("gridProperties", {})
    typed = [entered_row(cells) for cells in rows]
    return Grid(
        properties.get("sheetId", 0),
        properties["title"],
        size.get("rowCount", 0),
        size.get("columnCount", 0),
        typed,
    )


def entered_row(cells: list[JSON]) -> list[JSON]:
    """The userEnteredValue of each cell, without the empty ones at the end."""
    typed: list[JSON] = [cell.get("userEnteredValue", {}) for cell in cells]
    while typed and not typed[-1]:
        typed.pop()
    return typed


def _tab(sheet: JSON, grid: Grid, rows: list[list[JSON]]) -> Tab:
    return Tab(
        grid.name,
        tuple(_cells(cells) for cells in _without_end(rows)),
        grid.number,
        bool(sheet["properties"].get("hidden", False)),
        tuple(_span(merge, grid) for merge in sheet.get("merges", ())),
    )


def _cells(cells: list[JSON]) -> tuple[Cell, ...]:
    return tuple(read_cell(data) for data in cells)


def _without_end(rows: list[list[JSON]]) -> list[list[JSON]]:
    """The rows down to the last that has a value: formats alone make no row."""
    count = len(rows)
    while count and not any("effectiveValue" in cell for cell in rows[count - 1]):
        count -= 1
    return rows[:count]


def _span(merge: JSON, grid: Grid) -> tuple[int, int, int, int]:
    return (
        merge.get("startRowIndex", 0),
        merge.get("startColumnIndex", 0),
        merge.get("endRowIndex", grid.height) - 1,
        merge.get("endColumnIndex", grid.width) - 1,
    )
