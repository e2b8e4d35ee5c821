"""Rows and columns that get new places, and everything that has to follow them.

Inserting, deleting and moving are one thing here: a function from the old index to the new one, or
to None where the row or column goes. Cells, sizes, merges, filters, protections, groups, charts,
metadata, named ranges and the references in every formula follow it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.sheets_server.references import Corner, Reference, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server.spreadsheet import Sheet, Spreadsheet

JSON = dict[str, Any]
Moved = "Callable[[int], int | None]"
BOUNDS = {
    "ROWS": ("startRowIndex", "endRowIndex"),
    "COLUMNS": ("startColumnIndex", "endColumnIndex"),
}
ANCHOR = {"ROWS": "rowIndex", "COLUMNS": "columnIndex"}


def inserted(at: int, count: int) -> Callable[[int], int | None]:
    return lambda index: index + count if index >= at else index


def deleted(start: int, end: int) -> Callable[[int], int | None]:
    def moved(index: int) -> int | None:
        if start <= index < end:
            return None
        return index if index < start else index - (end - start)

    return moved


def moved_to(start: int, end: int, before: int) -> Callable[[int], int | None]:
    """`before`: the index, counted before the move, that the moved ones come to stand before."""
    count = end - start

    def moved(index: int) -> int:
        if start <= index < end:
            return index - start + (before if before < start else before - count)
        if before <= index < start:
            return index + count
        if end <= index < before:
            return index - count
        return index

    return moved


def shift(
    book: Spreadsheet, sheet: Sheet, dimension: str, moved: Callable[[int], int | None]
) -> None:
    """Gives every row or column of a tab its new place. The tab's size is the caller's to set."""
    rows = dimension == "ROWS"
    cells = {}
    for (row, column), cell in sheet.cells.items():
        place = moved(row if rows else column)
        if place is not None:
            cells[(place, column) if rows else (row, place)] = cell
    sheet.cells = cells
    sizes = sheet.dimension(dimension)
    kept = {moved(index): size for index, size in sizes.items()}
    sizes.clear()
    sizes.update({index: size for index, size in kept.items() if index is not None})
    _shift_things(book, sheet, dimension, moved)
    _shift_metadata(book, sheet, dimension, moved)
    shift_formulas(book, sheet, dimension, moved)


def _shift_things(
    book: Spreadsheet, sheet: Sheet, dimension: str, moved: Callable[[int], int | None]
) -> None:
    for kind, things in sheet.things.items():
        shifted = [_in_json(thing, sheet.id, dimension, moved) for thing in things]
        sheet.things[kind] = [thing for thing in shifted if thing is not None]
    if sheet.basic_filter:
        sheet.basic_filter = _in_json(sheet.basic_filter, sheet.id, dimension, moved)
    named = [_in_json(n, sheet.id, dimension, moved) for n in book.named_ranges]
    book.named_ranges[:] = [n for n in named if n is not None]


def _in_json(value: Any, sheet_id: int, dimension: str, moved: Callable[[int], int | None]) -> Any:
    """The same JSON with its ranges shifted; None where what it stands on is gone."""
    if isinstance(value, list):
        items = [_in_json(item, sheet_id, dimension, moved) for item in value]
        return [item for item in items if item is not None] or None
    if not isinstance(value, dict):
        return value
    start, end = BOUNDS[dimension]
    if value.get("sheetId", sheet_id) == sheet_id:
        if start in value or end in value:
            return _bounds(value, start, end, moved)
        if value.get("dimension") == dimension and "startIndex" in value:
            return _bounds(value, "startIndex", "endIndex", moved)
        if ANCHOR[dimension] in value:
            place = moved(value[ANCHOR[dimension]])
            return value | {ANCHOR[dimension]: 0 if place is None else place}
    shifted = {n: _in_json(inner, sheet_id, dimension, moved) for n, inner in value.items()}
    lost_range = any(shifted[name] is None for name in ("range", "ranges") if name in value)
    return None if lost_range else {n: inner for n, inner in shifted.items() if inner is not None}


def _bounds(value: JSON, start: str, end: str, moved: Callable[[int], int | None]) -> JSON | None:
    if end not in value:
        place = _first(value[start], value[start] + 10_000, moved)
        return value if place is None else value | {start: place}
    span = _span(value.get(start, 0), value[end], moved)
    return None if span is None else value | {start: span[0], end: span[1]}


def _first(start: int, end: int, moved: Callable[[int], int | None]) -> int | None:
    return next((place for i in range(start, end) if (place := moved(i)) is not None), None)


def _span(start: int, end: int, moved: Callable[[int], int | None]) -> tuple[int, int] | None:
    """Where the rows from start up to end are now; None where none of them is left."""
    first = _first(start, end, moved)
    last = next((p for i in range(end - 1, start - 1, -1) if (p := moved(i)) is not None), None)
    if first is None or last is None:
        return None
    return min(first, last), max(first, last) + 1


def _shift_metadata(
    book: Spreadsheet, sheet: Sheet, dimension: str, moved: Callable[[int], int | None]
) -> None:
    kept = []
    for item in book.metadata:
        place = item["location"].get("dimensionRange")
        if place and place["sheetId"] == sheet.id and place["dimension"] == dimension:
            span = _bounds(place, "startIndex", "endIndex", moved)
            if span is None:
                continue
            kept.append(item | {"location": {"dimensionRange": span}})
        else:
            kept.append(item)
    book.metadata[:] = kept


def shift_formulas(
    book: Spreadsheet, sheet: Sheet, dimension: str, moved: Callable[[int], int | None]
) -> None:
    """Lets every formula's references to the tab follow."""
    for home in book.sheets:
        for at, cell in list(home.cells.items()):
            typed = cell.get("userEnteredValue", {})
            if "formulaValue" not in typed:
                continue

            def change(found: Reference, home: Sheet = home) -> Reference | None:
                target = home if found.tab is None else book.titled(found.tab)
                return _moved_reference(found, dimension, moved) if target is sheet else found

            formula = rewrite(typed["formulaValue"], change)
            if formula != typed["formulaValue"]:
                home.cells[at] = cell | {"userEnteredValue": {"formulaValue": formula}}


def _moved_reference(
    found: Reference, dimension: str, moved: Callable[[int], int | None]
) -> Reference | None:
    first, last = _index(found.first, dimension), None
    if found.last is None:
        place = None if first is None else moved(first)
        if place is None:
            return None
        return replace(found, first=_at(found.first, dimension, place))
    last = _index(found.last, dimension)
    if first is None:
        return found
    if last is None:
        place = _first(first, first + 10_000, moved)
        return None if place is None else replace(found, first=_at(found.first, dimension, place))
    span = _span(min(first, last), max(first, last) + 1, moved)
    if span is None:
        return None
    return Reference(
        found.tab, _at(found.first, dimension, span[0]), _at(found.last, dimension, span[1] - 1)
    )


def _index(corner: Corner, dimension: str) -> int | None:
    return corner.row if dimension == "ROWS" else corner.column


def _at(corner: Corner, dimension: str, index: int) -> Corner:
    return replace(corner, row=index) if dimension == "ROWS" else replace(corner, column=index)
