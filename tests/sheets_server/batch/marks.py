"""Requests on what stands over cells: merges, filters, protections, colors, names, charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server import a1, formats
from tests.sheets_server.batch.draft import Draft, mask_of, without_defaults
from tests.sheets_server.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server.spreadsheet import Sheet

JSON = dict[str, Any]
LIMIT = 2**31


def merge_cells(draft: Draft, request: JSON) -> None:
    """Merges a range whole, by columns or by rows; only the first cell of each keeps its value."""
    sheet, box = draft.book.box(request.get("range", {}))
    unmerge_cells(draft, request)
    kind = request.get("mergeType", "MERGE_ALL")
    if kind == "MERGE_ROWS":
        rows = range(box.row, box.end_row)
        parts = [a1.Box(row, row + 1, box.column, box.end_column) for row in rows]
    elif kind == "MERGE_COLUMNS":
        columns = range(box.column, box.end_column)
        parts = [a1.Box(box.row, box.end_row, c, c + 1) for c in columns]
    else:
        parts = [box]
    for part in parts:
        if part.height * part.width > 1:
            sheet.list_of("merges").append(part.area(sheet.id).json())
            for at in part.positions()[1:]:
                cell = sheet.cells.get(at, {})
                sheet.put(at, {n: v for n, v in cell.items() if n != "userEnteredValue"})


def unmerge_cells(draft: Draft, request: JSON) -> None:
    """Takes every merge in a range apart. Raises ApiError where one is only partly in it."""
    sheet, box = draft.book.box(request.get("range", {}))
    kept = []
    for merge in sheet.list_of("merges"):
        span = a1.area_of(merge).within(LIMIT, LIMIT)
        if not span.meets(box):
            kept.append(merge)
        elif not (
            box.holds(span.row, span.column) and box.holds(span.end_row - 1, span.end_column - 1)
        ):
            raise ApiError(
                400, "You must select all cells in a merged range to merge or unmerge them."
            )
    sheet.things["merges"] = kept


def set_basic_filter(draft: Draft, request: JSON) -> None:
    """Puts the tab's one filter over a range."""
    given = request.get("filter", {})
    sheet, box = draft.book.box(given.get("range", {}))
    sheet.basic_filter = given | {"range": box.area(sheet.id).json()}


def clear_basic_filter(draft: Draft, request: JSON) -> None:
    """Takes the tab's filter away."""
    draft.sheet(request).basic_filter = None


def add_protected_range(draft: Draft, request: JSON) -> JSON:
    """Protects a range, or warns before it is changed."""
    given = dict(request.get("protectedRange", {}))
    if "namedRangeId" in given and "range" not in given:
        given["range"] = _named(draft, given["namedRangeId"])["range"]
    sheet = draft.sheet(given.get("range", {}))
    said = {
        "protectedRangeId": draft.new_id(),
        **without_defaults(given),
        "range": {"sheetId": sheet.id} | given.get("range", {}),
        "requestingUserCanEdit": True,
        "editors": without_defaults(given.get("editors", {})),
    }
    users = said["editors"].get("users", [])
    everyone = users if draft.user in users else [*users, draft.user]
    sheet.list_of("protectedRanges").append(
        said | {"editors": said["editors"] | {"users": everyone}}
    )
    return {"addProtectedRange": {"protectedRange": said}}  # who asked is not named here


def _named(draft: Draft, named_id: str) -> JSON:
    for named in draft.book.named_ranges:
        if named["namedRangeId"] == named_id:
            return named
    raise ApiError(400, f"No named range with id: {named_id}")


def add_named_range(draft: Draft, request: JSON) -> JSON:
    """Gives a range a name."""
    given = request.get("namedRange", {})
    name = given.get("name", "")
    if any(n["name"].casefold() == name.casefold() for n in draft.book.named_ranges):
        raise ApiError(400, f"A named range with the name {name} already exists.")
    if not name or a1.cells(name) is not None:
        raise ApiError(400, f"The name {name} is not a valid name for a named range.")
    sheet, _ = draft.book.box(given.get("range", {}))
    span = {"sheetId": sheet.id} | given.get("range", {})
    named_id = given.get("namedRangeId") or str(draft.new_id())
    named = {"namedRangeId": named_id, "name": name, "range": span}
    draft.book.named_ranges.append(named)
    return {"addNamedRange": {"namedRange": named}}


def update_named_range(draft: Draft, request: JSON) -> None:
    """Renames or moves a named range."""
    mask = mask_of(request, "NamedRange")
    given = request.get("namedRange", {})
    named = _named(draft, given.get("namedRangeId", ""))
    changed = mask.write(named, given) | {"namedRangeId": named["namedRangeId"]}
    changed["range"] = {"sheetId": named["range"].get("sheetId", 0)} | changed["range"]
    draft.book.named_ranges[draft.book.named_ranges.index(named)] = changed


def delete_named_range(draft: Draft, request: JSON) -> None:
    """Forgets a name."""
    draft.book.named_ranges.remove(_named(draft, request.get("namedRangeId", "")))


def add_conditional_format_rule(draft: Draft, request: JSON) -> None:
    """Adds a rule at its place in the order."""
    rule = formats.with_styles(request.get("rule", {}))
    if not rule.get("ranges"):
        raise ApiError(400, "A conditional format rule must have ranges.")
    rules = draft.sheet(rule["ranges"][0]).list_of("conditionalFormats")
    index = request.get("index", 0)
    if index > len(rules):
        raise ApiError(400, f"Index {index} is out of range.")
    rules.insert(index, rule)


def update_conditional_format_rule(draft: Draft, request: JSON) -> JSON:
    """Replaces the rule at an index, or moves it to another."""
    rules, index = _rules(draft, request)
    old = rules.pop(index)
    new = formats.with_styles(request.get("rule", old))
    place = request.get("newIndex", index)
    rules.insert(place, new)
    reply = {"oldRule": old, "oldIndex": index, "newRule": new, "newIndex": place}
    return {"updateConditionalFormatRule": reply}


def delete_conditional_format_rule(draft: Draft, request: JSON) -> JSON:
    """Deletes the rule at an index; the rules behind it move up."""
    rules, index = _rules(draft, request)
    return {"deleteConditionalFormatRule": {"rule": rules.pop(index)}}


def _rules(draft: Draft, request: JSON) -> tuple[list[JSON], int]:
    rules = draft.sheet(request).list_of("conditionalFormats")
    index = request.get("index", 0)
    if index >= len(rules):
        raise ApiError(
            400, f"No conditional format on sheet: {request.get('sheetId', 0)} at index: {index}"
        )
    return rules, index


def update_embedded_object_position(draft: Draft, request: JSON) -> JSON:
    """Moves a chart."""
    _, charts, index = _find(draft, "charts", "chartId", request.get("objectId", 0))
    charts[index] = charts[index] | {"position": request.get("newPosition", {})}
    return {"updateEmbeddedObjectPosition": {"position": charts[index]["position"]}}


def update_chart_spec(draft: Draft, request: JSON) -> None:
    """Replaces a chart's specification."""
    _, charts, index = _find(draft, "charts", "chartId", request.get("chartId", 0))
    charts[index] = charts[index] | {"spec": formats.with_styles(request.get("spec", {}))}


def _find(draft: Draft, kind: str, id_name: str, number: object) -> tuple[Sheet, list[JSON], int]:
    for sheet in draft.book.sheets:
        things = sheet.list_of(kind)
        for index, thing in enumerate(things):
            if thing[id_name] == number:
                return sheet, things, index
    raise ApiError(400, f"No {id_name.removesuffix('Id')} with id: {number}")


Handler = "Callable[[Draft, JSON], JSON | None]"


def _adder(kind: str, field: str, id_name: str, request_kind: str) -> Callable[[Draft, JSON], JSON]:
    """Adds a thing that has an id of its own to the tab that its range or position names."""

    def add(draft: Draft, request: JSON) -> JSON:
        given = formats.with_styles(request.get(field, {}))
        sheet = _home(draft, given)
        thing: JSON = {id_name: draft.new_id(), **without_defaults(given)}
        if "range" in thing:
            thing["range"] = {"sheetId": sheet.id} | thing["range"]
        sheet.list_of(kind).append(thing)
        return {request_kind: {field: thing}}

    return add


def _home(draft: Draft, thing: JSON) -> Sheet:
    overlay = thing.get("position", {}).get("overlayPosition", {})
    return draft.sheet(thing.get("range") or overlay.get("anchorCell") or {})


def _updater(kind: str, field: str, id_name: str, schema: str) -> Callable[[Draft, JSON], None]:
    def update(draft: Draft, request: JSON) -> None:
        mask = mask_of(request, schema)
        given = formats.with_styles(request.get(field, {}))
        _, things, index = _find(draft, kind, id_name, given.get(id_name, 0))
        changed = mask.write(things[index], given)
        things[index] = without_defaults(changed) | {id_name: things[index][id_name]}

    return update


def _deleter(kind: str, given: str, id_name: str) -> Callable[[Draft, JSON], None]:
    def delete(draft: Draft, request: JSON) -> None:
        _, things, index = _find(draft, kind, id_name, request.get(given, 0))
        del things[index]

    return delete


KINDS: dict[str, Callable[[Draft, JSON], JSON | None]] = {
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": _updater(
        "protectedRanges", "protectedRange", "protectedRangeId", "ProtectedRange"
    ),
    "deleteProtectedRange": _deleter("protectedRanges", "protectedRangeId", "protectedRangeId"),
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addConditionalFormatRule": add_conditional_format_rule,
    "updateConditionalFormatRule": update_conditional_format_rule,
    "deleteConditionalFormatRule": delete_conditional_format_rule,
    "addBanding": _adder("bandedRanges", "bandedRange", "bandedRangeId", "addBanding"),
    "updateBanding": _updater("bandedRanges", "bandedRange", "bandedRangeId", "BandedRange"),
    "deleteBanding": _deleter("bandedRanges", "bandedRangeId", "bandedRangeId"),
    "addFilterView": _adder("filterViews", "filter", "filterViewId", "addFilterView"),
    "updateFilterView": _updater("filterViews", "filter", "filterViewId", "FilterView"),
    "deleteFilterView": _deleter("filterViews", "filterId", "filterViewId"),
    "addChart": _adder("charts", "chart", "chartId", "addChart"),
    "updateChartSpec": update_chart_spec,
    "deleteEmbeddedObject": _deleter("charts", "objectId", "chartId"),
    "updateEmbeddedObjectPosition": update_embedded_object_position,
}
