"""What a snapshot says of a sheet that people keep in their own ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.sheets.google.cells import show_of
from planner.sheets.grid import EMPTY, Cell, Show
from tests.sheets.google.stand_in import StandIn, at

if TYPE_CHECKING:
    from tests.sheets_server.spreadsheet import Sheet


def _sheet(google: StandIn, spreadsheet: str, index: int = 0) -> Sheet:
    book = google.app.world.drive.files[spreadsheet].book
    assert book is not None
    return book.sheets[index]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2 hrs", Cell("2 hrs", "2 hrs")),
        ("1.5", Cell(1.5, "1.5")),
        ("=1+1", Cell(2, "2", "=1+1")),
        ('="a"&"b"', Cell("ab", "ab", '="a"&"b"')),
        ("=1/0", Cell("#DIV/0!", "#DIV/0!", "=1/0", error=True)),
        ("TRUE", Cell(True, "TRUE")),
        ("2026-11-02", Cell(46328, "2026-11-02", "", Show.DATE)),
        ("'007", Cell("007", "007")),
        ("", EMPTY),
    ],
)
def test_a_cell_is_read_as_what_it_is(google: StandIn, typed: str, expected: Cell) -> None:
    sheet_id = google.make({"Log": [["x", typed, "y"]]})
    assert at(google.open(sheet_id).snapshot(), "Log!B1")[1] == expected


@pytest.mark.parametrize(
    ("number_format", "show"),
    [
        ({}, Show.NUMBER),
        ({"type": "NUMBER", "pattern": "0.00"}, Show.NUMBER),
        ({"type": "PERCENT"}, Show.NUMBER),
        ({"type": "DATE"}, Show.DATE),
        ({"type": "DATE", "pattern": "d.m.yy"}, Show.DATE),
        ({"type": "TIME", "pattern": "h:mm"}, Show.TIME),
        ({"type": "DATE_TIME"}, Show.DATE_TIME),
        ({"type": "TIME", "pattern": "[h]:mm:ss"}, Show.DURATION),
        ({"type": "TIME", "pattern": "[HH]:MM"}, Show.DURATION),
        ({"type": "DATE_TIME", "pattern": "[mm]"}, Show.DURATION),
    ],
)
def test_the_number_format_says_what_a_number_is_shown_as(
    number_format: dict[str, Any], show: Show
) -> None:
    assert show_of(number_format) is show


def test_hidden_tabs_merges_and_the_time_zone_are_told(google: StandIn) -> None:
    sheet_id = google.make({"Log": [["Week 1"], ["a", "b"]], "Old": [["x"]]},
                           timeZone="Asia/Tokyo")  # fmt: skip
    merge = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1}
    _sheet(google, sheet_id).list_of("merges").append(
        merge | {"startColumnIndex": 0, "endColumnIndex": 4}
    )
    _sheet(google, sheet_id, 1).properties["hidden"] = True
    snapshot = google.open(sheet_id).snapshot()
    assert (snapshot.sheet, snapshot.title) == (sheet_id, "Plan")
    assert snapshot.time_zone == "Asia/Tokyo"
    assert [(t.name, t.hidden, t.merges) for t in snapshot.tabs] == [
        ("Log", False, ((0, 0, 0, 3),)),
        ("Old", True, ()),
    ]


def test_rows_that_have_formats_alone_are_no_rows(google: StandIn, log: str) -> None:
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    _sheet(google, log).put((50, 3), bold)
    assert len(google.open(log).snapshot().tabs[0].rows) == 3


def test_ten_years_of_days_come_in_one_small_answer(google: StandIn) -> None:
    rows = [["2026-11-02", "Coding", "1.5", f"Chapter {n}"] for n in range(3650)]
    sheet_id = google.make({"Log": [["Date", "Category", "Amount", "Activity"], *rows]})
    snapshot = google.open(sheet_id).snapshot()
    assert len(snapshot.tabs[0].rows) == 3651
    assert google.calls == {"spreadsheets.get": 1}
    assert google.app.stats.json()["bytes_out"] < 150_000
