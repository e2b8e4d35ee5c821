"""A spreadsheet as `spreadsheets.get` answers it: the ranges and fields that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server import a1, formats, metadata
from tests.sheets_server.engine import effective, inherited_format
from tests.sheets_server.fields import EVERYTHING, Mask
from tests.sheets_server.formatting import shown
from tests.sheets_server.locales import locale_of
from tests.sheets_server.spreadsheet import COLUMN_WIDTH, ROW_HEIGHT

if TYPE_CHECKING:
    from tests.sheets_server.spreadsheet import Sheet, Spreadsheet

JSON = dict[str, Any]
GRID_KEYS = {"startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"}


def spreadsheet_json(
    book: Spreadsheet,
    *,
    mask: Mask = EVERYTHING,
    areas: list[a1.Area] | None = None,
    grid: bool = False,
    project: str = "",
    url: str = "",
) -> JSON:
    """The Spreadsheet resource. areas: the ranges asked for, None for all of every tab.

    grid: whether cells come along where the mask does not name them.
    """
    answer: JSON = {"spreadsheetId": book.id, "properties": book.properties}
    if mask.child("sheets") is not None:
        answer["sheets"] = [
            _sheet_json(book, sheet, mask.child("sheets") or EVERYTHING, areas, grid, project)
            for sheet in book.sheets
            if areas is None or any(area.sheet_id == sheet.id for area in areas)
        ]
    if book.named_ranges:
        answer["namedRanges"] = [_named(item) for item in book.named_ranges]
    answer["spreadsheetUrl"] = f"{url}/spreadsheets/d/{book.id}/edit"
    items = [m for m in metadata.visible(book, project) if metadata.sheet_of(m) is None]
    if items:
        answer["developerMetadata"] = [metadata.shown(item) for item in items]
    picked: JSON = mask.pick(without_first_id(answer))
    return picked


def _named(item: JSON) -> JSON:
    return {"namedRangeId": item["namedRangeId"], "name": item["name"], "range": item["range"]}


def without_first_id(value: Any) -> Any:
    """Ranges do not name the tab whose id is 0."""
    if isinstance(value, list):
        return [without_first_id(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_range = not GRID_KEYS.isdisjoint(value) or ("dimension" in value and "endIndex" in value)
    skip = "sheetId" if is_range and value.get("sheetId") == 0 else ""
    return {name: without_first_id(inner) for name, inner in value.items() if name != skip}


def _sheet_json(
    book: Spreadsheet,
    sheet: Sheet,
    mask: Mask,
    areas: list[a1.Area] | None,
    grid: bool,
    project: str,
) -> JSON:
    answer: JSON = {"properties": sheet.properties}
    boxes = [sheet.whole]
    if areas is not None:
        mine = [area for area in areas if area.sheet_id == sheet.id]
        boxes = [area.within(sheet.row_count, sheet.column_count) for area in mine]
    for kind, things in sheet.things.items():
        kept = things if areas is None or kind != "merges" else _meeting(things, boxes)
        if kept:
            answer[kind] = kept
    if sheet.basic_filter:
        answer["basicFilter"] = sheet.basic_filter
    items = [m for m in metadata.visible(book, project) if m["location"].get("sheetId") == sheet.id]
    if items:
        answer["developerMetadata"] = [metadata.shown(item) for item in items]
    if grid or mask.names("data"):
        wanted = mask.child("data") or EVERYTHING
        answer["data"] = [_grid_data(book, sheet, box, wanted, project) for box in boxes]
    return answer


def _meeting(merges: list[JSON], boxes: list[a1.Box]) -> list[JSON]:
    """The merges that a requested range touches."""
    limit = 2**31
    spans = [(merge, a1.area_of(merge).within(limit, limit)) for merge in merges]
    return [merge for merge, span in spans if any(span.meets(box) for box in boxes)]


def _grid_data(book: Spreadsheet, sheet: Sheet, box: a1.Box, mask: Mask, project: str) -> JSON:
    answer: JSON = {}
    if box.row:
        answer["startRow"] = box.row
    if box.column:
        answer["startColumn"] = box.column
    if (wanted := mask.child("rowData", "values")) is not None and box.width:
        rows = _rows(book, sheet, box, wanted)
        if rows:
            answer["rowData"] = rows
    for name, dimension, start, end in (
        ("rowMetadata", "ROWS", box.row, box.end_row),
        ("columnMetadata", "COLUMNS", box.column, box.end_column),
    ):
        if mask.child(name) is not None and start < end:
            answer[name] = _dimension(book, sheet, dimension, range(start, end), project)
    return answer


def _dimension(
    book: Spreadsheet, sheet: Sheet, dimension: str, indices: range, project: str
) -> list[JSON]:
    usual = {"pixelSize": ROW_HEIGHT if dimension == "ROWS" else COLUMN_WIDTH}
    changed = sheet.dimension(dimension)
    pinned: dict[int, list[JSON]] = {}
    for item in metadata.visible(book, project):
        place = item["location"].get("dimensionRange", {})
        if place.get("sheetId") == sheet.id and place.get("dimension") == dimension:
            pinned.setdefault(place["startIndex"], []).append(metadata.shown(item))
    return [
        usual
        | changed.get(index, {})
        | ({"developerMetadata": pinned[index]} if index in pinned else {})
        for index in indices
    ]


def _rows(book: Spreadsheet, sheet: Sheet, box: a1.Box, mask: Mask) -> list[JSON]:
    """RowData of a range, without what is empty at its right and its foot."""
    by_row: dict[int, dict[int, JSON]] = {}
    positions = sheet.cells if box.height * box.width > len(sheet.cells) else box.positions()
    for row, column in positions:
        if (row, column) in sheet.cells and box.holds(row, column):
            cell = mask.pick(cell_json(book, sheet, row, column, mask))
            if cell:
                by_row.setdefault(row, {})[column] = cell
    rows = []
    for row in range(box.row, max(by_row, default=-1) + 1):
        cells = by_row.get(row, {})
        last = max(cells, default=-1)
        values = [cells.get(column, {}) for column in range(box.column, last + 1)]
        rows.append({"values": values} if values else {})
    return rows


def cell_json(
    book: Spreadsheet, sheet: Sheet, row: int, column: int, mask: Mask = EVERYTHING
) -> JSON:
    """The CellData: what was typed, and, where it is asked for, what Google derives from it."""
    cell = dict(sheet.cells.get((row, column), {}))
    typed = cell.get("userEnteredValue")
    derived = [n for n in ("effectiveValue", "formattedValue", "effectiveFormat") if mask.child(n)]
    if not derived:
        return cell
    if typed is not None:
        value = effective(book, sheet, row, column)
        cell["effectiveValue"] = value
        cell["formattedValue"] = formatted(book, sheet, row, column)
    if "effectiveFormat" in derived and cell:
        own = cell.get("userEnteredFormat", {})
        if typed is not None and (number := number_format(book, sheet, row, column)):
            own = own | {"numberFormat": number}
        cell["effectiveFormat"] = formats.effective(book.properties["defaultFormat"], own)
    return cell


def number_format(book: Spreadsheet, sheet: Sheet, row: int, column: int) -> JSON:
    """The number format that a cell shows; a formula has its operands' where it has none itself."""
    cell = sheet.cells.get((row, column), {})
    own: JSON = cell.get("userEnteredFormat", {}).get("numberFormat", {})
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    if not own and formula:
        return inherited_format(book, sheet, formula)
    return own


def formatted(book: Spreadsheet, sheet: Sheet, row: int, column: int) -> str:
    """A cell as a person sees it."""
    value = effective(book, sheet, row, column)
    return shown(value, number_format(book, sheet, row, column), locale_of(book.locale))
