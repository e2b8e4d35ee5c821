"""spreadsheets.batchUpdate: all or nothing, fences, pre-images, and what each request does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sheets_server.robot import RefusedError, Robot, fence, write

if TYPE_CHECKING:
    from tests.sheets_server import App

LOG = [["Day", "Hours"], ["Mon", "1.5"], ["Tue", "2"], ["Sum", "=SUM(B2:B3)"]]


@pytest.fixture
def robot(app: App) -> Robot:
    return Robot(app, {"Log": LOG})


def area(row: int, end_row: int, column: int = 0, end_column: int = 2) -> dict[str, int]:
    return {
        "sheetId": 0,
        "startRowIndex": row,
        "endRowIndex": end_row,
        "startColumnIndex": column,
        "endColumnIndex": end_column,
    }


def rows(start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def test_requests_apply_in_order_and_formulas_follow(robot: Robot) -> None:
    robot.batch(write(1, 1, 3), write(1, 1, 4))
    assert robot.seen()["Log"][3] == ["Sum", "6"]


def test_one_bad_request_leaves_everything_as_it_was(robot: Robot) -> None:
    before = robot.seen()
    with pytest.raises(RefusedError) as refused:
        robot.batch(write(1, 1, 3), {"deleteSheet": {"sheetId": 99}})
    assert refused.value.status == 400
    assert refused.value.error["message"] == "Invalid requests[1].deleteSheet: No grid with id: 99"
    assert robot.seen() == before


def test_an_empty_batch_is_refused(robot: Robot) -> None:
    with pytest.raises(RefusedError, match="Must specify at least one request"):
        robot.batch()


def test_a_metadata_id_in_use_refuses_the_whole_batch(robot: Robot) -> None:
    robot.batch(fence(7), write(1, 1, 3))
    with pytest.raises(RefusedError, match="ID 7 already exists"):
        robot.batch(write(2, 1, 9), fence(7, "phone:1"))
    assert robot.seen()["Log"][2] == ["Tue", "2"]
    [found] = robot.spreadsheet()["developerMetadata"]
    assert found["metadataValue"] == "laptop:1"


def test_a_deleted_fence_frees_its_id(robot: Robot) -> None:
    robot.batch(fence(7))
    by_id = {"developerMetadataLookup": {"metadataId": 7}}
    robot.batch({"deleteDeveloperMetadata": {"dataFilter": by_id}}, fence(7, "phone:1"))
    assert robot.spreadsheet()["developerMetadata"][0]["metadataValue"] == "phone:1"


def test_metadata_is_changed_by_what_a_filter_selects(robot: Robot) -> None:
    robot.batch(fence(7), fence(8))
    change = {
        "dataFilters": [{"developerMetadataLookup": {"metadataId": 8}}],
        "developerMetadata": {"metadataValue": "done"},
        "fields": "metadataValue",
    }
    robot.batch({"updateDeveloperMetadata": change})
    path = f"/v4/spreadsheets/{robot.id}/developerMetadata"
    assert robot.ask("GET", f"{path}/8")["metadataValue"] == "done"
    assert robot.ask("GET", f"{path}/7")["metadataValue"] == "laptop:1"
    search = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "fence"}}]}
    matched = robot.ask("POST", path + ":search", search)["matchedDeveloperMetadata"]
    assert [item["developerMetadata"]["metadataId"] for item in matched] == [7, 8]


def test_metadata_has_30000_characters_and_no_more(robot: Robot) -> None:
    robot.batch(fence(1, "x" * 29_995))  # and its key
    with pytest.raises(RefusedError, match="30000"):
        robot.batch(fence(2, ""))


def test_a_pre_image_comes_back_with_the_batch_that_changes_the_row(robot: Robot) -> None:
    robot.batch({"addSheet": {"properties": {"sheetId": 5, "title": "_planner", "hidden": True}}})
    robot.admin("edit", id=robot.id, range="Log!B2", value="2 hrs", when="before-next-write")
    answer = robot.batch(
        fence(1),
        {"copyPaste": {"source": area(1, 2), "destination": area(0, 1) | {"sheetId": 5}}},
        write(1, 1, 3),
        includeSpreadsheetInResponse=True,
        responseRanges=["_planner!A1:B1"],
        responseIncludeGridData=True,
    )
    [sheet] = answer["updatedSpreadsheet"]["sheets"]
    [row] = sheet["data"][0]["rowData"]
    assert [cell["formattedValue"] for cell in row["values"]] == ["Mon", "2 hrs"]
    assert robot.seen()["Log"][1] == ["Mon", "3"]


def test_a_copied_formula_points_from_its_new_place(robot: Robot) -> None:
    robot.batch({"copyPaste": {"source": area(3, 4), "destination": area(4, 5)}})
    assert robot.cell("Log!B5")["userEnteredValue"] == {"formulaValue": "=SUM(B3:B4)"}


def test_pasted_values_leave_their_formula_behind(robot: Robot) -> None:
    paste = {"source": area(3, 4), "destination": area(4, 5), "pasteType": "PASTE_VALUES"}
    robot.batch({"copyPaste": paste})
    assert robot.cell("Log!B5")["userEnteredValue"] == {"numberValue": 3.5}


def test_a_pasted_value_is_of_the_formula_as_it_is_by_then(robot: Robot) -> None:
    paste = {"source": area(3, 4), "pasteType": "PASTE_VALUES"}
    robot.batch(
        {"copyPaste": paste | {"destination": area(4, 5)}},
        write(1, 1, 3),
        {"copyPaste": paste | {"destination": area(5, 6)}},
    )
    assert robot.seen()["Log"][4:] == [["Sum", "3.5"], ["Sum", "5"]]


def test_appended_cells_come_under_the_last_row_with_a_value(robot: Robot) -> None:
    cells = [{"values": [{"userEnteredValue": {"stringValue": "Wed"}}]}]
    robot.batch({"appendCells": {"sheetId": 0, "rows": cells, "fields": "userEnteredValue"}})
    assert robot.seen()["Log"][4] == ["Wed"]


def test_cells_beyond_the_grid_are_refused(robot: Robot) -> None:
    with pytest.raises(RefusedError, match="exceeds grid limits"):
        robot.batch(write(5000, 0, "x"))


def test_a_written_text_is_never_read_as_a_formula(robot: Robot) -> None:
    robot.batch(write(1, 0, "=1+1"))
    assert robot.cell("Log!A2")["userEnteredValue"] == {"stringValue": "=1+1"}
    assert robot.seen()["Log"][1][0] == "=1+1"


DIMENSIONS = {
    "insertDimension": (
        {"range": rows(2, 3)},
        [["Day", "Hours"], ["Mon", "1.5"], [], ["Tue", "2"], ["Sum", "3.5"]],
        "=SUM(B2:B4)",
    ),
    "deleteDimension": (
        {"range": rows(1, 2)},
        [["Day", "Hours"], ["Tue", "2"], ["Sum", "2"]],
        "=SUM(B2:B2)",
    ),
    "moveDimension": (
        {"source": rows(1, 2), "destinationIndex": 3},
        [["Day", "Hours"], ["Tue", "2"], ["Mon", "1.5"], ["Sum", "3.5"]],
        "=SUM(B2:B3)",
    ),
    "sortRange": (
        {"range": area(1, 3), "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]},
        [["Day", "Hours"], ["Tue", "2"], ["Mon", "1.5"], ["Sum", "3.5"]],
        "=SUM(B2:B3)",
    ),
    "cutPaste": (
        {"source": area(3, 4), "destination": {"sheetId": 0, "rowIndex": 5}},
        [*[["Day", "Hours"], ["Mon", "1.5"], ["Tue", "2"]], [], [], ["Sum", "3.5"]],
        "=SUM(B2:B3)",
    ),
}


@pytest.mark.parametrize("kind", DIMENSIONS)
def test_rows_move_with_their_cells_and_the_formulas_that_name_them(
    robot: Robot, kind: str
) -> None:
    request, seen, formula = DIMENSIONS[kind]
    robot.batch({kind: request})
    assert robot.seen()["Log"] == seen
    found = robot.cell(f"Log!B{len(seen)}")
    assert found["userEnteredValue"] == {"formulaValue": formula}


def test_a_row_inserted_in_the_middle_of_a_sum_widens_it(robot: Robot) -> None:
    robot.batch({"insertDimension": {"range": rows(2, 3)}}, write(2, 0, "x", 4))
    assert robot.seen()["Log"][4] == ["Sum", "7.5"]


def test_a_reference_to_a_deleted_cell_is_an_error(robot: Robot) -> None:
    robot.enter("Log!D1", [["=B2+1"]])
    robot.batch({"deleteDimension": {"range": rows(1, 2)}})
    assert robot.values("Log!D1") == [["#REF!"]]


def test_metadata_of_a_row_moves_with_it(robot: Robot) -> None:
    item = {"metadataKey": "k", "visibility": "PROJECT", "location": {"dimensionRange": rows(2, 3)}}
    robot.batch({"createDeveloperMetadata": {"developerMetadata": item}})
    robot.batch({"insertDimension": {"range": rows(0, 1)}})
    search = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "k"}}]}
    path = f"/v4/spreadsheets/{robot.id}/developerMetadata:search"
    [found] = robot.ask("POST", path, search)["matchedDeveloperMetadata"]
    assert found["developerMetadata"]["location"]["dimensionRange"]["startIndex"] == 3


KEPT: list[tuple[dict[str, Any], str]] = [
    ({"addProtectedRange": {"protectedRange": {"range": area(3, 4), "warningOnly": True}}},
     "protectedRanges"),
    ({"mergeCells": {"range": area(0, 1), "mergeType": "MERGE_ALL"}}, "merges"),
    ({"setBasicFilter": {"filter": {"range": area(0, 4)}}}, "basicFilter"),
    ({"addBanding": {"bandedRange": {"range": area(0, 4), "rowProperties": {
        "firstBandColor": {"red": 1}, "secondBandColor": {"blue": 1}}}}}, "bandedRanges"),
    ({"addChart": {"chart": {"spec": {"title": "Hours", "basicChart": {"chartType": "LINE"}},
        "position": {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 9}}}}}},
     "charts"),
    ({"addConditionalFormatRule": {"rule": {"ranges": [area(1, 4)], "booleanRule": {
        "condition": {"type": "NOT_BLANK"}, "format": {"textFormat": {"bold": True}}}}}},
     "conditionalFormats"),
    ({"addDimensionGroup": {"range": rows(1, 3)}}, "rowGroups"),
    ({"addFilterView": {"filter": {"title": "mine", "range": area(0, 4)}}}, "filterViews"),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "kind"), KEPT, ids=[kind for _, kind in KEPT])
def test_what_stands_over_cells_is_kept_and_moves_with_them(
    robot: Robot, request_: dict[str, Any], kind: str
) -> None:
    robot.batch(request_)
    [before] = robot.spreadsheet()["sheets"]
    robot.batch({"insertDimension": {"range": rows(0, 1)}})
    [after] = robot.spreadsheet()["sheets"]
    assert before[kind]
    assert before[kind] != after[kind]


def test_formats_and_rules_are_written_to_every_cell_of_a_range(robot: Robot) -> None:
    rule = {"condition": {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "0"}]}}
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    robot.batch(
        {"setDataValidation": {"range": area(1, 3), "rule": rule}},
        {"repeatCell": {"range": area(0, 2), "cell": bold, "fields": "userEnteredFormat"}},
        {"updateBorders": {"range": area(0, 1), "bottom": {"style": "SOLID"}}},
    )
    assert robot.cell("Log!B2")["dataValidation"] == rule
    assert robot.cell("Log!A1")["effectiveFormat"]["textFormat"]["bold"] is True
    assert robot.cell("Log!A1")["userEnteredFormat"]["borders"]["bottom"]["style"] == "SOLID"
    assert "userEnteredFormat" not in robot.cell("Log!A3")


def test_tabs_are_added_renamed_copied_and_deleted(robot: Robot) -> None:
    title = {"properties": {"sheetId": 0, "title": "Hours"}, "fields": "title"}
    formula = {"userEnteredValue": {"formulaValue": "=Log!B2"}}
    robot.batch(
        {"addSheet": {"properties": {"sheetId": 5, "title": "Plan"}}},
        {"updateCells": {"start": {"sheetId": 5}, "rows": [{"values": [formula]}], "fields": "*"}},
        {"updateSheetProperties": title},
        {"duplicateSheet": {"sourceSheetId": 5, "newSheetName": "Copy", "insertSheetIndex": 2}},
    )
    assert list(robot.seen()) == ["Hours", "Plan", "Copy"]
    assert robot.cell("Plan!A1")["userEnteredValue"] == {"formulaValue": "=Hours!B2"}
    robot.batch({"deleteSheet": {"sheetId": 5}})
    assert list(robot.seen()) == ["Hours", "Copy"]
    with pytest.raises(RefusedError, match="already exists"):
        robot.batch({"addSheet": {"properties": {"title": "hours"}}})


def test_a_time_zone_that_is_none_is_refused(robot: Robot) -> None:
    def moved(zone: str) -> dict[str, Any]:
        change = {"properties": {"timeZone": zone}, "fields": "timeZone"}
        return {"updateSpreadsheetProperties": change}

    robot.batch(moved("Europe/Berlin"))
    with pytest.raises(RefusedError, match="Invalid time zone: Mars"):
        robot.batch(moved("Mars"))
    assert robot.spreadsheet()["properties"]["timeZone"] == "Europe/Berlin"


def test_named_ranges_are_found_by_values_and_formulas(robot: Robot) -> None:
    robot.batch({"addNamedRange": {"namedRange": {"name": "Hours", "range": area(1, 3, 1, 2)}}})
    robot.enter("Log!D1", [["=SUM(Hours)"]])
    assert robot.values("Hours") == [["1.5"], ["2"]]
    assert robot.values("Log!D1") == [["3.5"]]


def test_find_and_replace_counts_what_it_changes(robot: Robot) -> None:
    find = {"find": "Mon", "replacement": "Monday", "matchEntireCell": True, "allSheets": True}
    [reply] = robot.batch({"findReplace": find})["replies"]
    assert reply["findReplace"]["valuesChanged"] == 1
    assert robot.seen()["Log"][1][0] == "Monday"


def test_a_protected_range_is_the_owners_alone(robot: Robot) -> None:
    robot.admin("protect", id=robot.id, range="Log!A2:B2")
    with pytest.raises(RefusedError, match="protected cell"):
        robot.batch(write(1, 0, "x"))
    robot.batch(write(2, 0, "x"))
    assert robot.seen()["Log"][1:3] == [["Mon", "1.5"], ["x", "2"]]
