"""Requests that take cells from one place to another: copyPaste, cutPaste, sortRange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server import a1
from tests.sheets_server.engine import effective
from tests.sheets_server.errors import ApiError
from tests.sheets_server.references import Reference, copied, rewrite
from tests.sheets_server.spreadsheet import exceeds_grid

if TYPE_CHECKING:
    from tests.sheets_server.batch.draft import Draft
    from tests.sheets_server.spreadsheet import Sheet

JSON = dict[str, Any]

# What each kind of paste brings along; what it does not name stays as it is in the destination.
ALL = (
    "userEnteredValue",
    "userEnteredFormat",
    "note",
    "dataValidation",
    "textFormatRuns",
    "chipRuns",
)
BROUGHT = {
    "PASTE_NORMAL": ALL,
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_FORMAT": ("userEnteredFormat", "dataValidation"),
    "PASTE_NO_BORDERS": ALL,
    "PASTE_DATA_VALIDATION": ("dataValidation",),
    "PASTE_CONDITIONAL_FORMATTING": (),
}


def copy_paste(draft: Draft, request: JSON) -> None:
    """Copies a range; a destination that is a multiple of the source is filled all over."""
    source, box = draft.book.box(request.get("source", {}))
    target, there = draft.book.box(request.get("destination", {}))
    if not box.height or not box.width:
        raise ApiError(400, "The source range must not be empty.")
    kind = request.get("pasteType", "PASTE_NORMAL")
    turned = request.get("pasteOrientation", "NORMAL") == "TRANSPOSE"
    taken = {at: source.cells.get(at, {}) for at in box.positions()}
    if kind == "PASTE_VALUES":
        taken = {at: _value_alone(draft, source, at) for at in taken}
    height, width = (box.width, box.height) if turned else (box.height, box.width)
    down = max(1, there.height // height) if there.height % height == 0 else 1
    right = max(1, there.width // width) if there.width % width == 0 else 1
    whole = a1.Box(there.row, there.row + down * height, there.column, there.column + right * width)
    if whole.end_row > target.row_count or whole.end_column > target.column_count:
        raise exceeds_grid(target, whole.area(target.id))
    for row, column in whole.positions():
        at = _source(box, (row - there.row) % height, (column - there.column) % width, turned)
        _paste(target, (row, column), taken[at], at, kind)
    if kind in ("PASTE_NORMAL", "PASTE_FORMAT", "PASTE_NO_BORDERS") and not turned:
        _copy_merges(source, box, target, whole)


def _source(box: a1.Box, row: int, column: int, turned: bool) -> tuple[int, int]:
    return (box.row + column, box.column + row) if turned else (box.row + row, box.column + column)


def _value_alone(draft: Draft, sheet: Sheet, at: tuple[int, int]) -> JSON:
    value = effective(draft.book, sheet, *at)
    if value is not None and "errorValue" in value:
        value = {"stringValue": value["errorValue"]["type"]}
    return {} if value is None else {"userEnteredValue": value}


def _paste(
    sheet: Sheet, at: tuple[int, int], cell: JSON, source: tuple[int, int], kind: str
) -> None:
    brought = BROUGHT.get(kind)
    if brought is None:
        raise ApiError(400, f"Unknown paste type: {kind}")
    new = {n: v for n, v in sheet.cells.get(at, {}).items() if n not in brought}
    new |= {name: cell[name] for name in brought if name in cell}
    formula = new.get("userEnteredValue", {}).get("formulaValue")
    if formula and "userEnteredValue" in brought:
        there = copied(formula, at[0] - source[0], at[1] - source[1])
        new["userEnteredValue"] = {"formulaValue": there}
    if kind == "PASTE_NO_BORDERS" and "userEnteredFormat" in new:
        form = new["userEnteredFormat"]
        new["userEnteredFormat"] = {n: v for n, v in form.items() if n != "borders"}
    sheet.put(at, new)


def _copy_merges(source: Sheet, box: a1.Box, target: Sheet, whole: a1.Box) -> None:
    limit = 2**31
    within = [m for m in source.list_of("merges") if a1.area_of(m).within(limit, limit).meets(box)]
    for row in range(whole.row, whole.end_row, box.height):
        for column in range(whole.column, whole.end_column, box.width):
            for merge in within:
                down, right = row - box.row, column - box.column
                copy = {
                    "sheetId": target.id,
                    "startRowIndex": merge["startRowIndex"] + down,
                    "endRowIndex": merge["endRowIndex"] + down,
                    "startColumnIndex": merge["startColumnIndex"] + right,
                    "endColumnIndex": merge["endColumnIndex"] + right,
                }
                if copy not in target.list_of("merges"):
                    target.list_of("merges").append(copy)


def cut_paste(draft: Draft, request: JSON) -> None:
    """Moves a range; formulas that refer to its cells refer to their new place."""
    source, box = draft.book.box(request.get("source", {}))
    corner = request.get("destination", {})
    target = draft.sheet(corner)
    down = corner.get("rowIndex", 0) - box.row
    right = corner.get("columnIndex", 0) - box.column
    there = a1.Box(box.row + down, box.end_row + down, box.column + right, box.end_column + right)
    if there.end_row > target.row_count or there.end_column > target.column_count:
        raise exceeds_grid(target, there.area(target.id))
    kind = request.get("pasteType", "PASTE_NORMAL")
    taken = {at: source.cells.get(at, {}) for at in box.positions()}
    brought = BROUGHT.get(kind, ALL)
    for at, cell in taken.items():
        source.put(at, {n: v for n, v in cell.items() if n not in brought})
    for (row, column), cell in taken.items():
        _paste(target, (row + down, column + right), cell, (row + down, column + right), kind)
    _follow(draft, source, box, target, (down, right))


def _follow(draft: Draft, source: Sheet, box: a1.Box, target: Sheet, by: tuple[int, int]) -> None:
    for home in draft.book.sheets:
        for at, cell in list(home.cells.items()):
            formula = cell.get("userEnteredValue", {}).get("formulaValue")
            if not formula:
                continue

            def change(found: Reference, home: Sheet = home) -> Reference | None:
                on = home if found.tab is None else draft.book.titled(found.tab)
                corners = [corner for corner in (found.first, found.last) if corner]
                if on is not source or not all(
                    c.row is not None and c.column is not None and box.holds(c.row, c.column)
                    for c in corners
                ):
                    return found
                moved = copied("=" + Reference(None, *_loose(corners)).text(), *by)
                tab = found.tab if target is source else target.title
                return Reference(tab, *_corners(moved, corners))

            changed = rewrite(formula, change)
            if changed != formula:
                home.cells[at] = cell | {"userEnteredValue": {"formulaValue": changed}}


def _loose(corners: list[Any]) -> list[Any]:
    return [type(corner)(corner.row, corner.column) for corner in corners]


def _corners(formula: str, like: list[Any]) -> list[Any]:
    """The corners of a moved reference, fixed where the old ones were."""
    from tests.sheets_server.references import references

    found = references(formula)[0]
    corners = [corner for corner in (found.first, found.last) if corner]
    return [
        type(old)(new.row, new.column, old.row_fixed, old.column_fixed)
        for new, old in zip(corners, like, strict=True)
    ]


def sort_range(draft: Draft, request: JSON) -> None:
    """Sorts rows with values, formats and notes; empty cells come last either way."""
    sheet, box = draft.book.box(request.get("range", {}))
    limit = 2**31
    for merge in sheet.list_of("merges"):
        if a1.area_of(merge).within(limit, limit).meets(box):
            raise ApiError(400, "You can't sort a range with vertical merges.")
    order = list(range(box.row, box.end_row))
    for spec in reversed(request.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0)
        down = spec.get("sortOrder", "ASCENDING") == "DESCENDING"
        keys = {row: sort_key(effective(draft.book, sheet, row, column)) for row in order}
        filled = [row for row in order if keys[row] is not None]
        filled.sort(key=lambda row: keys[row] or (0, 0), reverse=down)
        order = filled + [row for row in order if keys[row] is None]
    taken = {at: sheet.cells.get(at, {}) for at in box.positions()}
    for place, row in zip(range(box.row, box.end_row), order, strict=True):
        for column in range(box.column, box.end_column):
            cell = taken[row, column]
            formula = cell.get("userEnteredValue", {}).get("formulaValue")
            if formula:
                there = {"formulaValue": copied(formula, place - row, 0)}
                cell = cell | {"userEnteredValue": there}
            sheet.put((place, column), cell)


def sort_key(value: JSON | None) -> tuple[int, Any] | None:
    """Numbers before text before truth values before errors; None for an empty cell."""
    if not value or value.get("stringValue") == "":
        return None
    if "numberValue" in value:
        return 0, value["numberValue"]
    if "stringValue" in value:
        return 1, value["stringValue"].casefold()
    if "boolValue" in value:
        return 2, value["boolValue"]
    return 3, ""


KINDS = {"copyPaste": copy_paste, "cutPaste": cut_paste, "sortRange": sort_range}
