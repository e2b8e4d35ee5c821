"""Requests that change what texts say: findReplace, trimWhitespace; and developer metadata."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.sheets_server import metadata
from tests.sheets_server.batch.draft import Draft, mask_of
from tests.sheets_server.entering import entered
from tests.sheets_server.errors import ApiError
from tests.sheets_server.formatting import shown
from tests.sheets_server.locales import locale_of
from tests.sheets_server.reading import number_format

if TYPE_CHECKING:
    from tests.sheets_server.spreadsheet import Sheet

JSON = dict[str, Any]


def find_replace(draft: Draft, request: JSON) -> JSON:
    """Replaces text in values, and in formulas where it is asked to."""
    places = _searched(draft, request)
    pattern = _pattern(request)
    replacement = request.get("replacement", "")
    if not request.get("searchByRegex"):
        replacement = replacement.replace("\\", r"\\")
    changed: dict[str, list[tuple[int, int, int]]] = {"values": [], "formulas": []}
    occurrences = 0
    for sheet, at in places:
        cell = sheet.cells[at]
        formula = cell["userEnteredValue"].get("formulaValue")
        if formula and not request.get("includeFormulas"):
            continue
        old = formula or _typed_text(draft, sheet, at)
        new, count = pattern.subn(re.sub(r"\$(\d)", r"\\\1", replacement), old)
        if count:
            occurrences += count
            changed["formulas" if formula else "values"].append((sheet.id, *at))
            value, _ = entered(new, locale_of(draft.book.locale), draft.today)
            sheet.put(at, cell | {"userEnteredValue": value})
    both = changed["values"] + changed["formulas"]
    counts = {
        "valuesChanged": len(changed["values"]),
        "formulasChanged": len(changed["formulas"]),
        "rowsChanged": len({(sheet, row) for sheet, row, _ in both}),
        "sheetsChanged": len({sheet for sheet, _, _ in both}),
        "occurrencesChanged": occurrences,
    }
    return {"findReplace": {name: count for name, count in counts.items() if count}}


def _searched(draft: Draft, request: JSON) -> list[tuple[Sheet, tuple[int, int]]]:
    if request.get("allSheets"):
        sheets, box = draft.book.sheets, None
    elif "range" in request:
        sheet, box = draft.book.box(request["range"])
        sheets = [sheet]
    elif "sheetId" in request:
        sheets, box = [draft.sheet(request)], None
    else:
        raise ApiError(400, "One of range, sheetId or allSheets must be specified.")
    return [
        (sheet, at)
        for sheet in sheets
        for at in sorted(sheet.cells)
        if "userEnteredValue" in sheet.cells[at] and (box is None or box.holds(*at))
    ]


def _pattern(request: JSON) -> re.Pattern[str]:
    text = request.get("find", "")
    if not text:
        raise ApiError(400, "The find string must not be empty.")
    if not request.get("searchByRegex"):
        text = re.escape(text)
    if request.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    return re.compile(text, 0 if request.get("matchCase") else re.IGNORECASE)


def _typed_text(draft: Draft, sheet: Sheet, at: tuple[int, int]) -> str:
    value = sheet.typed(*at)
    return shown(value, number_format(draft.book, sheet, *at), locale_of(draft.book.locale))


def trim_whitespace(draft: Draft, request: JSON) -> JSON:
    """Takes blanks off the ends of texts, and doubled ones out of them."""
    sheet, box = draft.book.box(request.get("range", {}))
    count = 0
    for at in box.positions():
        text = (sheet.typed(*at) or {}).get("stringValue")
        trimmed = re.sub(r"\s+", " ", text).strip() if text else text
        if text != trimmed:
            count += 1
            sheet.put(at, sheet.cells[at] | {"userEnteredValue": {"stringValue": trimmed}})
    return {"trimWhitespace": {"cellsChangedCount": count} if count else {}}


def create_developer_metadata(draft: Draft, request: JSON) -> JSON:
    """Pins metadata; refused where its id is in use."""
    given = request.get("developerMetadata", {})
    item = metadata.created(draft.book, given, draft.project, draft.chance)
    return {"createDeveloperMetadata": {"developerMetadata": metadata.shown(item)}}


def update_developer_metadata(draft: Draft, request: JSON) -> JSON:
    """Changes the masked fields of all metadata that the filters select."""
    mask = mask_of(request, "DeveloperMetadata")
    chosen = _chosen(draft, request.get("dataFilters", []))
    changed = []
    for item in chosen:
        number = item["metadataId"]
        new = mask.write(item, request.get("developerMetadata", {}))
        metadata.updated(draft.book, item, new)
        number = new.get("metadataId", number)
        changed += [m for m in draft.book.metadata if m["metadataId"] == number]
    shown_items = [metadata.shown(item) for item in changed]
    reply = {"developerMetadata": shown_items} if shown_items else {}
    return {"updateDeveloperMetadata": reply}


def delete_developer_metadata(draft: Draft, request: JSON) -> JSON:
    """Deletes all metadata that the filter selects."""
    chosen = _chosen(draft, [request.get("dataFilter", {})])
    draft.book.metadata[:] = [item for item in draft.book.metadata if item not in chosen]
    gone = [metadata.shown(item) for item in chosen]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": gone} if gone else {}}


def _chosen(draft: Draft, filters: list[JSON]) -> list[JSON]:
    chosen: list[JSON] = []
    for data_filter in filters:
        found = metadata.found(draft.book, data_filter, draft.project)
        chosen += [item for item in found if item not in chosen]
    return chosen


KINDS = {
    "findReplace": find_replace,
    "trimWhitespace": trim_whitespace,
    "createDeveloperMetadata": create_developer_metadata,
    "updateDeveloperMetadata": update_developer_metadata,
    "deleteDeveloperMetadata": delete_developer_metadata,
}
