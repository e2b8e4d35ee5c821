"""Requests on whole rows and columns: insert, delete, append, move, size, hide, group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server import shifting
from tests.sheets_server.batch.draft import Draft, mask_of
from tests.sheets_server.errors import ApiError
from tests.sheets_server.spreadsheet import COLUMN_WIDTH, MAX_CELLS, ROW_HEIGHT

if TYPE_CHECKING:
    from tests.sheets_server.spreadsheet import Sheet, Spreadsheet

JSON = dict[str, Any]
COUNT = {"ROWS": "rowCount", "COLUMNS": "columnCount"}
FROZEN = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}
CHARACTER = 7  # pixels, about


def grow(book: Spreadsheet, sheet: Sheet, rows: int, columns: int) -> None:
    """Makes a tab at least that large."""
    resize(book, sheet, max(rows, sheet.row_count), max(columns, sheet.column_count))


def resize(book: Spreadsheet, sheet: Sheet, rows: int, columns: int) -> None:
    """Gives a tab that size; cells beyond it are gone. Raises ApiError past Google's limits."""
    if rows < 1 or columns < 1:
        raise ApiError(400, "A sheet must have at least one row and one column.")
    others = sum(s.row_count * s.column_count for s in book.sheets if s is not sheet)
    if others + rows * columns > MAX_CELLS:
        raise ApiError(
            400,
            "This action would increase the number of cells in the workbook above the limit of "
            f"{MAX_CELLS} cells.",
        )
    for dimension, count in (("ROWS", rows), ("COLUMNS", columns)):
        old = sheet.count(dimension)
        if count < old:
            shifting.shift(book, sheet, dimension, shifting.deleted(count, old))
        sheet.grid[COUNT[dimension]] = count


def _span(draft: Draft, given: JSON) -> tuple[Sheet, str, int, int]:
    """The tab, dimension, start and end of a DimensionRange. Raises ApiError."""
    sheet = draft.sheet(given)
    dimension = given.get("dimension", "")
    if dimension not in COUNT:
        raise ApiError(400, "No dimension specified.")
    start = given.get("startIndex", 0)
    end = given.get("endIndex", sheet.count(dimension))
    if start < 0 or end <= start:
        raise ApiError(400, f"Invalid range: startIndex {start} must be less than endIndex {end}.")
    return sheet, dimension, start, end


def insert_dimension(draft: Draft, request: JSON) -> None:
    """Inserts empty rows or columns, formatted as those before or behind them."""
    sheet, dimension, start, end = _span(draft, request.get("range", {}))
    before = request.get("inheritFromBefore", False)
    if start > sheet.count(dimension):
        raise ApiError(400, f"range.startIndex[{start}] is beyond the grid.")
    if before and start == 0:
        raise ApiError(400, "Cannot inherit from before at index 0.")
    insert(draft.book, sheet, dimension, start, end - start)
    source = start - 1 if before else end
    by_place = {"ROWS": 0, "COLUMNS": 1}[dimension]
    for at, cell in list(sheet.cells.items()):
        if at[by_place] == source and "userEnteredFormat" in cell:
            for index in range(start, end):
                place = (index, at[1]) if dimension == "ROWS" else (at[0], index)
                sheet.put(place, {"userEnteredFormat": cell["userEnteredFormat"]})


def insert(book: Spreadsheet, sheet: Sheet, dimension: str, at: int, count: int) -> None:
    """Makes room for new rows or columns; what stood there moves on."""
    sizes = {"ROWS": sheet.row_count, "COLUMNS": sheet.column_count}
    sizes[dimension] += count
    resize(book, sheet, sizes["ROWS"], sizes["COLUMNS"])
    shifting.shift(book, sheet, dimension, shifting.inserted(at, count))


def delete_dimension(draft: Draft, request: JSON) -> None:
    """Deletes rows or columns with all that is in them."""
    sheet, dimension, start, end = _span(draft, request.get("range", {}))
    delete(draft.book, sheet, dimension, start, end)


def delete(book: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    count = sheet.count(dimension)
    if start >= count or end > count:
        raise ApiError(400, f"Cannot delete a {dimension.lower()[:-1]} that doesn't exist.")
    if end - start >= count:
        raise ApiError(400, f"You can't delete all the {dimension.lower()} on the sheet.")
    frozen = sheet.grid.get(FROZEN[dimension], 0)
    if frozen and start <= frozen and end >= count:
        raise ApiError(400, f"You can't delete all the non-frozen {dimension.lower()}.")
    shifting.shift(book, sheet, dimension, shifting.deleted(start, end))
    sheet.grid[COUNT[dimension]] = count - (end - start)
    if frozen:
        sheet.grid[FROZEN[dimension]] = frozen - max(0, min(end, frozen) - start)


def append_dimension(draft: Draft, request: JSON) -> None:
    """Adds rows or columns at the end."""
    sheet, dimension = draft.sheet(request), request.get("dimension", "")
    if dimension not in COUNT or request.get("length", 0) < 1:
        raise ApiError(400, "A dimension and a length above 0 must be specified.")
    rows, columns = sheet.row_count, sheet.column_count
    more = request["length"]
    resize(
        draft.book,
        sheet,
        rows + (more if dimension == "ROWS" else 0),
        columns + (more if dimension == "COLUMNS" else 0),
    )


def move_dimension(draft: Draft, request: JSON) -> None:
    """Moves rows or columns before the index that is counted before the move."""
    sheet, dimension, start, end = _span(draft, request.get("source", {}))
    before = request.get("destinationIndex", 0)
    if end > sheet.count(dimension) or before > sheet.count(dimension):
        raise ApiError(400, "The source or the destination is beyond the grid.")
    if start <= before <= end:
        raise ApiError(400, "The destination must not be within the source.")
    shifting.shift(draft.book, sheet, dimension, shifting.moved_to(start, end, before))


def update_dimension_properties(draft: Draft, request: JSON) -> None:
    """Sizes or hides rows or columns."""
    mask = mask_of(request, "DimensionProperties")
    sheet, dimension, start, end = _span(draft, request.get("range", {}))
    if end > sheet.count(dimension):
        raise ApiError(400, f"range.endIndex[{end}] is beyond the grid.")
    sizes = sheet.dimension(dimension)
    for index in range(start, end):
        size = mask.write(sizes.get(index, {}), request.get("properties", {}))
        sizes[index] = {name: value for name, value in size.items() if value is not False}


def auto_resize_dimensions(draft: Draft, request: JSON) -> None:
    """Sizes columns by their longest text, rows as usual."""
    sheet, dimension, start, end = _span(draft, request.get("dimensions", {}))
    longest: dict[int, int] = {}
    if dimension == "COLUMNS":
        for (_, column), cell in sheet.cells.items():
            typed = cell.get("userEnteredValue", {})
            length = max((len(str(value)) for value in typed.values()), default=0)
            longest[column] = max(length, longest.get(column, 0))
    sizes = sheet.dimension(dimension)
    for index in range(start, min(end, sheet.count(dimension))):
        usual = ROW_HEIGHT if dimension == "ROWS" else COLUMN_WIDTH
        width = longest.get(index, 0) * CHARACTER
        sizes[index] = sizes.get(index, {}) | {"pixelSize": width or usual}


def add_dimension_group(draft: Draft, request: JSON) -> JSON:
    """Groups rows or columns; a group within another is one deeper."""
    sheet, dimension, start, end = _span(draft, request.get("range", {}))
    groups = sheet.list_of(_group_kind(dimension))
    around = [g for g in groups if g["range"]["startIndex"] <= start < g["range"]["endIndex"]]
    span = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    sheet.grid["rowGroupControlAfter" if dimension == "ROWS" else "columnGroupControlAfter"] = True
    groups.append({"range": span, "depth": len(around) + 1})
    groups.sort(key=lambda group: (group["depth"], group["range"]["startIndex"]))
    return {"addDimensionGroup": {"dimensionGroups": groups}}


def delete_dimension_group(draft: Draft, request: JSON) -> JSON:
    """Takes the deepest group of exactly that range away."""
    sheet, dimension, start, end = _span(draft, request.get("range", {}))
    groups = sheet.list_of(_group_kind(dimension))
    span = (start, end)
    found = [g for g in groups if (g["range"]["startIndex"], g["range"]["endIndex"]) == span]
    if not found:
        raise ApiError(400, "There is no dimension group of that range.")
    groups.remove(max(found, key=lambda group: int(group["depth"])))
    return {"deleteDimensionGroup": {"dimensionGroups": groups} if groups else {}}


def update_dimension_group(draft: Draft, request: JSON) -> None:
    """Opens or closes a group."""
    given = request.get("dimensionGroup", {})
    sheet, dimension, start, end = _span(draft, given.get("range", {}))
    groups = sheet.list_of(_group_kind(dimension))
    for index, group in enumerate(groups):
        if (group["range"]["startIndex"], group["range"]["endIndex"]) == (start, end):
            groups[index] = group | {"collapsed": given.get("collapsed", False)}
            return
    raise ApiError(400, "There is no dimension group of that range.")


def _group_kind(dimension: str) -> str:
    return "rowGroups" if dimension == "ROWS" else "columnGroups"


KINDS = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "appendDimension": append_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
    "addDimensionGroup": add_dimension_group,
    "deleteDimensionGroup": delete_dimension_group,
    "updateDimensionGroup": update_dimension_group,
}
