"""spreadsheets.values.*: what is typed, how it comes back, where rows are appended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sheets_server.robot import RefusedError, Robot

if TYPE_CHECKING:
    from tests.sheets_server import App

# locale: what is typed → what the cell holds, and what it shows
TYPED: list[tuple[str, str, Any, str]] = [
    ("en_US", "1.5", 1.5, "1.5"),
    ("en_US", "1,5", "1,5", "1,5"),
    ("en_US", "1,234", 1234, "1,234"),
    ("en_US", "50%", 0.5, "50%"),
    ("en_US", "$5", 5, "$5"),
    ("en_US", "10/16/2025", 45946, "10/16/2025"),
    ("en_US", "2025-10-16", 45946, "2025-10-16"),
    ("en_US", "Oct 16, 2025", 45946, "Oct 16, 2025"),
    ("en_US", "1:30", 0.0625, "1:30"),
    ("en_US", "25:30:00", 1.0625, "25:30:00"),
    ("en_US", "TRUE", True, "TRUE"),
    ("en_US", "'=1+1", "=1+1", "=1+1"),
    ("en_US", "1.5 hrs", "1.5 hrs", "1.5 hrs"),
    ("en_US", "1-2", None, "1-2"),
    ("en_GB", "16/10/2025", 45946, "16/10/2025"),
    ("de_DE", "1,5", 1.5, "1,5"),
    ("de_DE", "1.234,5", 1234.5, "1.234,50"),
    ("de_DE", "16.10.2025", 45946, "16.10.2025"),
    ("de_DE", "WAHR", "WAHR", "WAHR"),
    ("fi_FI", "3,5", 3.5, "3,5"),
    ("fi_FI", "14.12.2022", 44909, "14.12.2022"),
    ("fi_FI", "1.5.", 45778, "1.5."),
    ("fi_FI", "1.30", 0.0625, "1.30"),
    ("pt_BR", "R$ 5", 5, "R$5"),
    ("pt_BR", "R5", "R5", "R5"),
    ("ar_EG", "16/10/2025", 45946, "16/10/2025"),
    ("ar_EG", "1.5", 1.5, "1.5"),
    ("ar_EG", "20.01.", "20.01.", "20.01."),
    ("sv_SE", "2025-10-16", 45946, "2025-10-16"),
    ("ja_JP", "2025/10/16", 45946, "2025/10/16"),
]


@pytest.mark.parametrize(("locale", "typed", "value", "shown"), TYPED)
def test_what_is_typed_is_read_by_the_locale(
    app: App, locale: str, typed: str, value: Any, shown: str
) -> None:
    robot = Robot(app, locale=locale)
    robot.enter("Log!A1", [[typed]])
    assert robot.values("Log!A1") == [[shown]]
    if value is not None:
        assert robot.values("Log!A1", valueRenderOption="UNFORMATTED_VALUE") == [[value]]


@pytest.mark.parametrize("typed", ["=1+1", "1.5", "'x", "10/16/2025", "+1", "@x", "-5"])
def test_raw_values_stay_text(app: App, typed: str) -> None:
    robot = Robot(app)
    robot.enter("Log!A1", [[typed]], "RAW")
    assert robot.cell("Log!A1")["userEnteredValue"] == {"stringValue": typed}
    assert robot.values("Log!A1") == [[typed]]


RENDERED = {
    "FORMATTED_VALUE": ["10/16/2025", "3.5", "TRUE"],
    "UNFORMATTED_VALUE": [45946, 3.5, True],
    "FORMULA": [45946, "=1.5+2", True],
}


@pytest.mark.parametrize("option", RENDERED)
def test_values_are_rendered_as_asked(app: App, option: str) -> None:
    robot = Robot(app, {"Log": [["10/16/2025", "=1.5+2", "TRUE"]]})
    assert robot.values("Log!A1:C1", valueRenderOption=option) == [RENDERED[option]]


def test_empty_ends_of_rows_and_of_the_table_are_left_out(app: App) -> None:
    robot = Robot(app, {"Log": [["a", "", ""], [], ["", "b"], []]})
    assert robot.values("Log!A1:D9") == [["a"], [], ["", "b"]]
    assert robot.values("Log!D1:D9") == []
    assert robot.values("Log!A1:B3", majorDimension="COLUMNS") == [["a"], ["", "", "b"]]


def test_null_leaves_a_cell_and_an_empty_text_empties_it(app: App) -> None:
    robot = Robot(app, {"Log": [["a", "b"]]})
    said = robot.enter("Log!A1:B1", [[None, ""]])
    assert robot.values("Log") == [["a"]]
    assert said["updatedCells"] == 1


def test_rows_are_appended_under_the_table(app: App) -> None:
    robot = Robot(app, {"Log": [["Day", "Hours"], ["Mon", "1"], [], ["", "", "far"]]})
    path = f"/v4/spreadsheets/{robot.id}/values/Log!A1:B1:append"
    said = robot.ask("POST", path, {"values": [["Tue", "2"]]}, valueInputOption="USER_ENTERED")
    assert said["tableRange"] == "Log!A1:B2"
    assert said["updates"]["updatedRange"] == "Log!A3:B3"
    assert robot.values("Log!A3:B3") == [["Tue", "2"]]


def test_several_ranges_are_read_written_and_cleared_at_once(app: App) -> None:
    robot = Robot(app, {"Log": [["a", "b"], ["c", "d"]]})
    path = f"/v4/spreadsheets/{robot.id}/values:"
    data = [{"range": "Log!A1", "values": [["x"]]}, {"range": "Log!B2", "values": [["y"]]}]
    said = robot.ask("POST", path + "batchUpdate", {"data": data, "valueInputOption": "RAW"})
    assert said["totalUpdatedCells"] == 2
    found = robot.ask("GET", path + "batchGet", ranges=["Log!A1:B1", "Log!A2:B2"])
    assert [part["values"] for part in found["valueRanges"]] == [[["x", "b"]], [["c", "y"]]]
    robot.ask("POST", path + "batchClear", {"ranges": ["Log!A1:B1"]})
    assert robot.values("Log") == [[], ["c", "y"]]


WRONG = {
    "Log!A1:B1": ([["a", "b", "c"]], "tried writing to column"),
    "Nope!A1": ([["a"]], "Unable to parse range: Nope!A1"),
    "Log!A9999": ([["a"]], "exceeds grid limits"),
}


@pytest.mark.parametrize("cells", WRONG)
def test_a_range_that_does_not_fit_is_refused(app: App, cells: str) -> None:
    rows, message = WRONG[cells]
    with pytest.raises(RefusedError, match=message):
        Robot(app).enter(cells, rows)


FORMULAS = {
    "=A1/0": "#DIV/0!",
    "=NOPE(1)": "#NAME?",
    "=SUM(A1:A3)": "6",
    "=SUM(A1:A)": "6",
    '=IF(A1>0,"yes","no")': "yes",
    "=COUNTIF(A1:A3,\">1\")": "2",
    "=Other!A1+1": "11",
    "='Other'!A1&\"x\"": "10x",
}  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_come_out_as_a_person_sees_them(app: App, formula: str) -> None:
    robot = Robot(app, {"Log": [["1", formula], ["2"], ["3"]], "Other": [["10"]]})
    assert robot.values("Log!B1") == [[FORMULAS[formula]]]
