"""The calls of the Sheets API on spreadsheets as a whole, their tabs and their metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server import a1, batch, formats, metadata
from tests.sheets_server.batch.tabs import check_time_zone, copied_sheet, copy_title
from tests.sheets_server.errors import ApiError
from tests.sheets_server.fields import EVERYTHING
from tests.sheets_server.files import new_book
from tests.sheets_server.opening import book_of, draft_of, drafted, keep, mask
from tests.sheets_server.reading import spreadsheet_json, without_first_id
from tests.sheets_server.spreadsheet import new_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.sheets_server.call import Call
    from tests.sheets_server.files import World
    from tests.sheets_server.spreadsheet import Spreadsheet

JSON = dict[str, Any]
URL = "https://docs.google.com"


def create(world: World, call: Call) -> JSON:
    """A new spreadsheet, with the tabs and the cells of the one that was sent."""
    given = call.body or {}
    asked = given.get("properties", {})
    check_time_zone(asked.get("timeZone", "Etc/GMT"))
    name = asked.get("title", "Untitled spreadsheet")
    book = new_book(world.drive.new_id(), name)
    book.properties = book.properties | formats.with_styles(asked) | {"title": name}
    draft = draft_of(world, call, book)
    if given.get("sheets"):
        book.sheets.clear()
    for index, sheet in enumerate(given.get("sheets", [])):
        properties = {"sheetId": 0 if index == 0 else None, "title": f"Sheet{index + 1}"}
        properties |= sheet.get("properties", {})
        request = {n: v for n, v in properties.items() if v is not None}
        batch.apply(draft, [{"addSheet": {"properties": request}}])
        for grid in sheet.get("data", []):
            start = {
                "sheetId": book.sheets[-1].id,
                "rowIndex": grid.get("startRow", 0),
                "columnIndex": grid.get("startColumn", 0),
            }
            rows = {"start": start, "rows": grid.get("rowData", []), "fields": "*"}
            batch.apply(draft, [{"updateCells": rows}])
    if not book.sheets:
        book.sheets.append(new_sheet(0, "Sheet1"))
    world.drive.add(name, call.user, file_id=book.id, book=book)
    return spreadsheet_json(book, mask=mask(call), project=call.project, url=URL)


def get(world: World, call: Call) -> JSON:
    book = book_of(world, call)
    areas = [book.area(text) for text in call.query.get("ranges", [])] or None
    return spreadsheet_json(
        book,
        mask=mask(call),
        areas=areas,
        grid=call.flag("includeGridData") and not call.one("fields"),
        project=call.project,
        url=URL,
    )


def get_by_data_filter(world: World, call: Call) -> JSON:
    book = book_of(world, call)
    filters = call.body.get("dataFilters", [])
    return spreadsheet_json(
        book,
        mask=mask(call),
        areas=[area for f in filters for area in _areas(book, f, call)] if filters else None,
        grid=call.body.get("includeGridData", False) and not call.one("fields"),
        project=call.project,
        url=URL,
    )


def _areas(book: Spreadsheet, data_filter: JSON, call: Call) -> Iterable[a1.Area]:
    """The cells that a DataFilter selects."""
    if "a1Range" in data_filter:
        return [book.area(data_filter["a1Range"])]
    if "gridRange" in data_filter:
        return [a1.area_of(data_filter["gridRange"])]
    areas = []
    for item in metadata.found(book, data_filter, call.project):
        place = item["location"].get("dimensionRange")
        number = metadata.sheet_of(item)
        if place and place["dimension"] == "ROWS":
            areas.append(a1.Area(place["sheetId"], place["startIndex"], place["endIndex"]))
        elif place:
            areas.append(
                a1.Area(place["sheetId"], None, None, place["startIndex"], place["endIndex"])
            )
        elif number is not None:
            areas.append(a1.Area(number))
        else:
            areas += [a1.Area(sheet.id) for sheet in book.sheets]
    return areas


def batch_update(world: World, call: Call) -> JSON:
    """All requests or none; on request the spreadsheet as it is afterwards."""
    file, draft = drafted(world, call)
    replies = batch.apply(draft, call.body.get("requests", []))
    answer: JSON = {"spreadsheetId": draft.book.id, "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        book = draft.book
        ranges = call.body.get("responseRanges", [])
        inner = mask(call).child("updatedSpreadsheet") or EVERYTHING
        answer["updatedSpreadsheet"] = spreadsheet_json(
            book,
            mask=inner,
            areas=[book.area(text) for text in ranges] or None,
            grid=call.body.get("responseIncludeGridData", False),
            project=call.project,
            url=URL,
        )
    keep(world, call, file, draft.book)
    picked: JSON = mask(call).pick(without_first_id(answer))
    return picked


def copy_to(world: World, call: Call) -> JSON:
    """Copies a tab to another spreadsheet."""
    source = world.drive.opened(call.path["spreadsheetId"], call.user, to_write=False)
    target = world.drive.opened(
        call.body.get("destinationSpreadsheetId", ""), call.user, to_write=True
    )
    assert source.book is not None
    assert target.book is not None
    book = target.book.copy()
    sheet = source.book.sheet(int(call.path["sheetId"]))
    new_id = book.new_sheet_id(world.drive.chance)
    draft = draft_of(world, call, book)
    book.sheets.append(copied_sheet(draft, sheet, new_id, copy_title(book, sheet.title)))
    book.number_sheets()
    world.drive.changed(target, book)
    return book.sheets[-1].properties


def metadata_get(world: World, call: Call) -> JSON:
    for item in metadata.visible(book_of(world, call), call.project):
        if str(item["metadataId"]) == call.path["metadataId"]:
            picked: JSON = mask(call).pick(metadata.shown(item))
            return picked
    raise ApiError(404, "Requested entity was not found.")


def metadata_search(world: World, call: Call) -> JSON:
    book = book_of(world, call)
    matched: dict[int, JSON] = {}
    for data_filter in call.body.get("dataFilters", []):
        for item in metadata.found(book, data_filter, call.project):
            entry = {"developerMetadata": metadata.shown(item), "dataFilters": []}
            matched.setdefault(item["metadataId"], entry)["dataFilters"].append(data_filter)
    return {"matchedDeveloperMetadata": list(matched.values())} if matched else {}


CALLS: dict[str, Callable[[World, Call], JSON]] = {
    "spreadsheets.create": create,
    "spreadsheets.get": get,
    "spreadsheets.getByDataFilter": get_by_data_filter,
    "spreadsheets.batchUpdate": batch_update,
    "spreadsheets.sheets.copyTo": copy_to,
    "spreadsheets.developerMetadata.get": metadata_get,
    "spreadsheets.developerMetadata.search": metadata_search,
}
