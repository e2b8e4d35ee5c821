"""The calls of the Sheets API on plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server import values
from tests.sheets_server.errors import ApiError
from tests.sheets_server.opening import book_of, drafted, keep, mask

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server.call import Call
    from tests.sheets_server.files import World
    from tests.sheets_server.spreadsheet import Spreadsheet

JSON = dict[str, Any]


def _options(source: JSON) -> JSON:
    names = ("majorDimension", "valueRenderOption", "dateTimeRenderOption")
    return {name: source[name] for name in names if source.get(name)}


def _query(call: Call) -> JSON:
    return {name: texts[-1] for name, texts in call.query.items() if texts}


def values_get(world: World, call: Call) -> JSON:
    found = values.get(book_of(world, call), call.path["range"], _options(_query(call)))
    picked: JSON = mask(call).pick(found)
    return picked


def values_batch_get(world: World, call: Call) -> JSON:
    book = book_of(world, call)
    options = _options(_query(call))
    found = [values.get(book, text, options) for text in call.query.get("ranges", [])]
    answer = {"spreadsheetId": book.id, "valueRanges": found}
    picked: JSON = mask(call).pick(answer)
    return picked


def values_update(world: World, call: Call) -> JSON:
    file, draft = drafted(world, call)
    text = call.path["range"]
    _check_same_range(draft.book, call.body, text)
    answer = values.update(draft.book, text, call.body, call.one("valueInputOption"), draft.today)
    keep(world, call, file, draft.book)
    if call.flag("includeValuesInResponse"):
        options = {
            "valueRenderOption": call.one("responseValueRenderOption", "FORMATTED_VALUE"),
            "dateTimeRenderOption": call.one("responseDateTimeRenderOption", "SERIAL_NUMBER"),
        }
        answer["updatedData"] = values.get(draft.book, answer["updatedRange"], options)
    return answer


def _check_same_range(book: Spreadsheet, body: JSON, text: str) -> None:
    if body.get("range") and book.area(body["range"]) != book.area(text):
        raise ApiError(400, f"Requested writing within range [{text}], but the body names another.")


def values_batch_update(world: World, call: Call) -> JSON:
    file, draft = drafted(world, call)
    option = call.body.get("valueInputOption", "")
    responses = [
        values.update(draft.book, data.get("range", ""), data, option, draft.today)
        for data in call.body.get("data", [])
    ]
    keep(world, call, file, draft.book)
    areas = [draft.book.area(r["updatedRange"]) for r in responses if r.get("updatedCells")]
    rows = {(a.sheet_id, r) for a in areas for r in range(a.row or 0, a.end_row or 0)}
    columns = {(a.sheet_id, c) for a in areas for c in range(a.column or 0, a.end_column or 0)}
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(r.get("updatedCells", 0) for r in responses),
        "totalUpdatedSheets": len({area.sheet_id for area in areas}),
    }
    kept = {name: total for name, total in totals.items() if total}
    return {"spreadsheetId": draft.book.id, **kept, "responses": responses}


def values_append(world: World, call: Call) -> JSON:
    file, draft = drafted(world, call)
    answer = values.append(
        draft.book,
        call.path["range"],
        call.body,
        call.one("valueInputOption"),
        call.one("insertDataOption") == "INSERT_ROWS",
        draft.today,
    )
    keep(world, call, file, draft.book)
    if call.flag("includeValuesInResponse"):
        written = answer["updates"]["updatedRange"]
        answer["updates"]["updatedData"] = values.get(draft.book, written, {})
    return answer


def values_clear(world: World, call: Call) -> JSON:
    file, draft = drafted(world, call)
    cleared = values.clear(draft.book, call.path["range"])
    keep(world, call, file, draft.book)
    return {"spreadsheetId": draft.book.id, "clearedRange": cleared}


def values_batch_clear(world: World, call: Call) -> JSON:
    file, draft = drafted(world, call)
    cleared = [values.clear(draft.book, text) for text in call.body.get("ranges", [])]
    keep(world, call, file, draft.book)
    return {"spreadsheetId": draft.book.id, "clearedRanges": cleared}


CALLS: dict[str, Callable[[World, Call], JSON]] = {
    "spreadsheets.values.get": values_get,
    "spreadsheets.values.batchGet": values_batch_get,
    "spreadsheets.values.update": values_update,
    "spreadsheets.values.batchUpdate": values_batch_update,
    "spreadsheets.values.append": values_append,
    "spreadsheets.values.clear": values_clear,
    "spreadsheets.values.batchClear": values_batch_clear,
}
