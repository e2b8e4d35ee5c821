"""spreadsheets.values.*: reading and writing cells as plain lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server import a1
from tests.sheets_server.batch.dimensions import grow, insert
from tests.sheets_server.engine import effective
from tests.sheets_server.entering import entered, raw
from tests.sheets_server.errors import ApiError, bad_request
from tests.sheets_server.formatting import DATE_TYPES, shown
from tests.sheets_server.locales import locale_of
from tests.sheets_server.reading import formatted, number_format
from tests.sheets_server.spreadsheet import Sheet, Spreadsheet, exceeds_grid

if TYPE_CHECKING:
    import datetime as dt

JSON = dict[str, Any]


def get(book: Spreadsheet, text: str, options: JSON) -> JSON:
    """A ValueRange: without the empty cells at the right of each row and at the foot."""
    area = book.area(text)
    sheet = book.sheet(area.sheet_id)
    if (area.row or 0) >= sheet.row_count or (area.column or 0) >= sheet.column_count:
        raise exceeds_grid(sheet, area)
    return get_box(book, sheet, area.within(sheet.row_count, sheet.column_count), options)


def get_box(book: Spreadsheet, sheet: Sheet, box: a1.Box, options: JSON) -> JSON:
    """A ValueRange of cells that are known to be on the tab."""
    across = options.get("majorDimension") == "COLUMNS"
    filled: dict[int, dict[int, Any]] = {}
    places = sheet.cells if box.height * box.width > len(sheet.cells) else box.positions()
    for row, column in places:
        if "userEnteredValue" in sheet.cells.get((row, column), ()) and box.holds(row, column):
            value = _rendered(book, sheet, row, column, options)
            line, place = (column, row) if across else (row, column)
            filled.setdefault(line, {})[place] = value
    start, first = (box.column, box.row) if across else (box.row, box.column)
    lines = [
        [filled[line].get(place, "") for place in range(first, max(filled[line]) + 1)]
        if line in filled
        else []
        for line in range(start, max(filled, default=-1) + 1)
    ]
    answer: JSON = {
        "range": book.range_name(sheet, box),
        "majorDimension": "COLUMNS" if across else "ROWS",
    }
    return answer | ({"values": lines} if lines else {})


def _rendered(book: Spreadsheet, sheet: Sheet, row: int, column: int, options: JSON) -> Any:
    render = options.get("valueRenderOption", "FORMATTED_VALUE")
    typed = sheet.typed(row, column) or {}
    if render == "FORMATTED_VALUE":
        return formatted(book, sheet, row, column)
    if render == "FORMULA" and "formulaValue" in typed:
        return typed["formulaValue"]
    value = effective(book, sheet, row, column) or {}
    form = number_format(book, sheet, row, column)
    dates_as_text = options.get("dateTimeRenderOption") == "FORMATTED_STRING"
    if "numberValue" in value and dates_as_text and form.get("type") in DATE_TYPES:
        return formatted(book, sheet, row, column)
    if "errorValue" in value:
        return shown(value, None, locale_of(book.locale))
    return next(iter(value.values()), "")


def update(book: Spreadsheet, text: str, given: JSON, option: str, today: dt.date) -> JSON:
    """Writes lists of values; null leaves a cell as it is, "" empties it."""
    sheet, box, rows = _target(book, text, given)
    write(book, sheet, (box.row, box.column), rows, option, today)
    return {
        "spreadsheetId": book.id,
        "updatedRange": book.range_name(sheet, box),
        **_counts(rows),
    }


def _counts(rows: list[list[Any]]) -> JSON:
    """How many cells are written, in how many rows and columns; a null writes nothing."""
    cells = [
        (r, c) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None
    ]
    counts = {
        "updatedRows": len({row for row, _ in cells}),
        "updatedColumns": len({column for _, column in cells}),
        "updatedCells": len(cells),
    }
    return {name: count for name, count in counts.items() if count}


def _target(book: Spreadsheet, text: str, given: JSON) -> tuple[Sheet, a1.Box, list[list[Any]]]:
    """The tab, the cells that are written, and the values in rows. Raises ApiError."""
    area = book.area(text)
    sheet = book.sheet(area.sheet_id)
    rows: list[list[Any]] = given.get("values", [])
    if given.get("majorDimension") == "COLUMNS":
        rows = _turned(rows)
    box = area.within(sheet.row_count, sheet.column_count)
    if max(area.row or 0, (area.end_row or 1) - 1) >= sheet.row_count or (
        max(area.column or 0, (area.end_column or 1) - 1) >= sheet.column_count
    ):
        raise exceeds_grid(sheet, area)
    width = max((len(row) for row in rows), default=0)
    one_cell = box.height == 1 and box.width == 1
    if one_cell:
        box = a1.Box(box.row, box.row + max(1, len(rows)), box.column, box.column + max(1, width))
        if box.end_row > sheet.row_count or box.end_column > sheet.column_count:
            raise exceeds_grid(sheet, box.area(sheet.id))
    wrote = f"Requested writing within range [{book.range_name(sheet, box)}], but tried writing to"
    if len(rows) > box.height:
        raise ApiError(400, f"{wrote} row [{box.end_row + 1}]")
    if width > box.width:
        raise ApiError(400, f"{wrote} column [{a1.column_name(box.end_column)}]")
    if rows:
        box = a1.Box(box.row, box.row + len(rows), box.column, box.column + max(1, width))
    return sheet, box, rows


def _turned(columns: list[list[Any]]) -> list[list[Any]]:
    height = max((len(column) for column in columns), default=0)
    return [
        [column[row] if row < len(column) else None for column in columns] for row in range(height)
    ]


def write(
    book: Spreadsheet,
    sheet: Sheet,
    at: tuple[int, int],
    rows: list[list[Any]],
    option: str,
    today: dt.date,
) -> None:
    """Puts values into cells from a corner on: RAW as they are, USER_ENTERED as if typed."""
    if option not in ("RAW", "USER_ENTERED"):
        message = "'valueInputOption' is required but not specified"
        raise bad_request(message, ("valueInputOption", message))
    for row, values in enumerate(rows, at[0]):
        for column, value in enumerate(values, at[1]):
            if value is None:
                continue
            if isinstance(value, list | dict):
                message = f"Invalid values[{row - at[0]}][{column - at[1]}]: {_kind(value)}"
                raise ApiError(400, message)
            if option == "RAW":
                cell = sheet.cells.get((row, column), {})
                sheet.put((row, column), cell | {"userEnteredValue": raw(value)})
            else:
                type_in(book, sheet, (row, column), value, today)


def _kind(value: object) -> str:
    return "list_value" if isinstance(value, list) else "struct_value"


def type_in(
    book: Spreadsheet, sheet: Sheet, at: tuple[int, int], value: object, today: dt.date
) -> None:
    """Enters a value as a person types it: it brings its number format where the cell has none."""
    cell = sheet.cells.get(at, {})
    form = cell.get("userEnteredFormat", {})
    own = form.get("numberFormat", {})
    plain = own.get("type") == "TEXT"
    typed, number = entered(value, locale_of(book.locale), today, as_text=plain)
    if number is not None and not own:
        form = form | {"numberFormat": number}
    sheet.put(at, cell | {"userEnteredValue": typed, "userEnteredFormat": form})


def append(
    book: Spreadsheet, text: str, given: JSON, option: str, insert_rows: bool, today: dt.date
) -> JSON:
    """Writes rows under the table that the range touches, making the tab larger where needed."""
    area = book.area(text)
    sheet = book.sheet(area.sheet_id)
    box = area.within(sheet.row_count, sheet.column_count)
    if not box.height or not box.width:
        raise exceeds_grid(sheet, area)
    rows: list[list[Any]] = given.get("values", [])
    if given.get("majorDimension") == "COLUMNS":
        rows = _turned(rows)
    table = _table(sheet, box)
    row, column = (table.end_row, table.column) if table else (box.row, box.column)
    width = max((len(values) for values in rows), default=0)
    if insert_rows and rows and row < sheet.row_count:
        insert(book, sheet, "ROWS", row, len(rows))
    grow(book, sheet, row + len(rows), column + width)
    write(book, sheet, (row, column), rows, option, today)
    answer: JSON = {"spreadsheetId": book.id}
    if table:
        answer["tableRange"] = book.range_name(sheet, table)
    cells = a1.Box(row, row + max(1, len(rows)), column, column + max(1, width))
    updates = {
        "spreadsheetId": book.id,
        "updatedRange": book.range_name(sheet, cells),
        **_counts(rows),
    }
    return answer | {"updates": updates}


def _table(sheet: Sheet, box: a1.Box) -> a1.Box | None:
    """The last block of neighbouring cells with values that has a cell in the range."""
    filled = {at for at, cell in sheet.cells.items() if "userEnteredValue" in cell}
    inside = [at for at in filled if box.holds(*at)]
    if not inside:
        return None
    row, column = max(inside)
    table = a1.Box(row, row + 1, column, column + 1)
    while True:
        near = a1.Box(table.row - 1, table.end_row + 1, table.column - 1, table.end_column + 1)
        block = [at for at in filled if near.holds(*at)]
        grown = a1.Box(
            min(row for row, _ in block),
            max(row for row, _ in block) + 1,
            min(column for _, column in block),
            max(column for _, column in block) + 1,
        )
        if grown == table:
            return table
        table = grown


def clear(book: Spreadsheet, text: str) -> str:
    """Empties the cells of a range but for their formats; gives the range as it is named."""
    area = book.area(text)
    sheet = book.sheet(area.sheet_id)
    if (area.row or 0) >= sheet.row_count or (area.column or 0) >= sheet.column_count:
        raise exceeds_grid(sheet, area)
    box = area.within(sheet.row_count, sheet.column_count)
    for at in [at for at in sheet.cells if box.holds(*at)]:
        cell = sheet.cells[at]
        sheet.put(at, {n: v for n, v in cell.items() if n != "userEnteredValue"})
    return book.range_name(sheet, box)
