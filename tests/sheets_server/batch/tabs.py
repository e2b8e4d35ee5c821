"""Requests on tabs and on the spreadsheet itself."""

from __future__ import annotations

import copy
from typing import Any
from zoneinfo import available_timezones

from tests.sheets_server import formats
from tests.sheets_server.batch.dimensions import resize
from tests.sheets_server.batch.draft import Draft, mask_of, without_defaults
from tests.sheets_server.errors import ApiError
from tests.sheets_server.references import renamed
from tests.sheets_server.spreadsheet import Sheet, Spreadsheet, new_sheet

JSON = dict[str, Any]


def add_sheet(draft: Draft, request: JSON) -> JSON:
    """Adds a tab, with the usual size, title and place where none is given."""
    given = request.get("properties", {})
    sheets = draft.book.sheets
    title = given.get("title") or _free_title(draft.book)
    _check_title(draft.book, title)
    sheet_id = given.get("sheetId")
    if sheet_id is None:
        sheet_id = draft.book.new_sheet_id(draft.chance)
    elif sheet_id < 0 or any(sheet.id == sheet_id for sheet in sheets):
        raise ApiError(400, f"Sheet with ID {sheet_id} already exists.")
    sheet = new_sheet(sheet_id, title)
    sheets.insert(given.get("index", len(sheets)), sheet)
    grid = given.get("gridProperties", {})
    resize(draft.book, sheet, grid.get("rowCount", 1000), grid.get("columnCount", 26))
    others = {n: v for n, v in given.items() if n not in ("gridProperties", "index", "sheetId")}
    sheet.properties |= without_defaults(formats.with_styles(others)) | {"title": title}
    sheet.grid.update({name: value for name, value in grid.items() if value})
    draft.book.number_sheets()
    return {"addSheet": {"properties": sheet.properties}}


def _free_title(book: Spreadsheet) -> str:
    number = len(book.sheets) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _check_title(book: Spreadsheet, title: str, *, but: Sheet | None = None) -> None:
    if not title:
        raise ApiError(400, "Sheet name cannot be empty.")
    found = book.titled(title)
    if found is not None and found is not but:
        raise ApiError(
            400, f'A sheet with the name "{title}" already exists. Please enter another name.'
        )


def delete_sheet(draft: Draft, request: JSON) -> None:
    """Deletes a tab with all that stands on it."""
    sheet = draft.sheet(request)
    visible = [s for s in draft.book.sheets if s is not sheet and not s.properties.get("hidden")]
    if not visible:
        raise ApiError(400, "You can't remove all the visible sheets in a document.")
    forget(draft.book, sheet)
    draft.book.sheets.remove(sheet)
    draft.book.number_sheets()


def forget(book: Spreadsheet, sheet: Sheet) -> None:
    """Drops the named ranges and the metadata that stand on a tab."""
    book.named_ranges[:] = [
        named for named in book.named_ranges if named["range"].get("sheetId", 0) != sheet.id
    ]
    kept = []
    for item in book.metadata:
        location = item["location"]
        if location.get("dimensionRange", location).get("sheetId") != sheet.id:
            kept.append(item)
    book.metadata[:] = kept


def duplicate_sheet(draft: Draft, request: JSON) -> JSON:
    """Copies a tab within its spreadsheet."""
    source = draft.book.sheet(request.get("sourceSheetId", 0))
    title = request.get("newSheetName") or copy_title(draft.book, source.title)
    _check_title(draft.book, title)
    sheet_id = request.get("newSheetId") or draft.book.new_sheet_id(draft.chance)
    if any(sheet.id == sheet_id for sheet in draft.book.sheets):
        raise ApiError(400, f"Sheet with ID {sheet_id} already exists.")
    sheet = copied_sheet(draft, source, sheet_id, title)
    draft.book.sheets.insert(request.get("insertSheetIndex", 0), sheet)
    draft.book.number_sheets()
    return {"duplicateSheet": {"properties": sheet.properties}}


def copy_title(book: Spreadsheet, title: str) -> str:
    """A free title for a copy of a tab."""
    wanted, number = f"Copy of {title}", 2
    while book.titled(wanted):
        wanted, number = f"Copy of {title} {number}", number + 1
    return wanted


def copied_sheet(draft: Draft, source: Sheet, sheet_id: int, title: str) -> Sheet:
    """A copy of a tab under another id, with new ids for the things on it."""
    sheet = source.copy()
    sheet.properties |= {"sheetId": sheet_id, "title": title}
    sheet.things = _with_sheet_id(copy.deepcopy(source.things), source.id, sheet_id)
    sheet.basic_filter = _with_sheet_id(sheet.basic_filter, source.id, sheet_id)
    for things in sheet.things.values():
        for thing in things:
            for name in ("protectedRangeId", "filterViewId", "chartId", "bandedRangeId"):
                if name in thing:
                    thing[name] = draft.new_id()
    return sheet


def _with_sheet_id(value: Any, old: int, new: int) -> Any:
    if isinstance(value, list):
        return [_with_sheet_id(item, old, new) for item in value]
    if not isinstance(value, dict):
        return value
    changed = {name: _with_sheet_id(inner, old, new) for name, inner in value.items()}
    return changed | ({"sheetId": new} if value.get("sheetId") == old else {})


def update_sheet_properties(draft: Draft, request: JSON) -> None:
    """Renames, moves, sizes, hides, freezes or colors a tab."""
    mask = mask_of(request, "SheetProperties")
    given = formats.with_styles(request.get("properties", {}))
    sheet = draft.sheet(given)
    old = dict(sheet.properties)
    if "tabColorStyle" in mask.children or "tabColor" in mask.children:
        for name in ("tabColor", "tabColorStyle"):
            mask.children[name] = type(mask)()
    changed = mask.write(old, given)
    grid = changed.get("gridProperties", {})
    rows = grid.get("rowCount", sheet.row_count)
    columns = grid.get("columnCount", sheet.column_count)
    if grid.get("frozenRowCount", 0) >= rows or grid.get("frozenColumnCount", 0) >= columns:
        raise ApiError(400, "You can't freeze all visible rows or columns on the sheet.")
    if changed.get("title") != sheet.title:
        _rename(draft.book, sheet, changed.get("title", ""))
    resize(draft.book, sheet, rows, columns)
    kept = {name: value for name, value in grid.items() if value}
    if changed.get("tabColorStyle") == {}:
        del changed["tabColorStyle"]
    sheet.properties = without_defaults(changed) | {
        "sheetId": sheet.id,
        "title": changed["title"],
        "gridProperties": kept | {"rowCount": rows, "columnCount": columns},
    }
    if all(s.properties.get("hidden") for s in draft.book.sheets):
        raise ApiError(400, "You can't hide all the sheets in a document.")
    if mask.child("index") is not None and "index" in given:
        _move(draft.book, sheet, given["index"])
    draft.book.number_sheets()


def _rename(book: Spreadsheet, sheet: Sheet, title: str) -> None:
    _check_title(book, title, but=sheet)
    for home in book.sheets:
        for at, cell in list(home.cells.items()):
            formula = cell.get("userEnteredValue", {}).get("formulaValue")
            if formula:
                changed = renamed(formula, sheet.title, title)
                home.cells[at] = cell | {"userEnteredValue": {"formulaValue": changed}}


def _move(book: Spreadsheet, sheet: Sheet, index: int) -> None:
    """Google counts the new place before the move."""
    now = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > now else index, sheet)


def update_spreadsheet_properties(draft: Draft, request: JSON) -> None:
    """Changes title, locale, time zone and the like."""
    mask = mask_of(request, "SpreadsheetProperties")
    changed = mask.write(draft.book.properties, request.get("properties", {}))
    if not changed.get("title") or not changed.get("locale") or not changed.get("timeZone"):
        raise ApiError(400, "A spreadsheet must have a title, a locale and a time zone.")
    check_time_zone(changed["timeZone"])
    usual = draft.book.properties["defaultFormat"]  # nobody but Google changes it
    draft.book.properties = formats.with_styles(changed | {"defaultFormat": usual})


def check_time_zone(name: str) -> None:
    """Raises ApiError for one that is not in the CLDR's list."""
    if name not in available_timezones():
        raise ApiError(400, f"Invalid time zone: {name}")


KINDS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
