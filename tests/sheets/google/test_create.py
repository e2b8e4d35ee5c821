"""A new sheet: its tabs, what they check, and who may see it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from planner.config import Rules
from planner.errors import TryAgainError
from planner.layouts import read
from planner.model import HOUR, Target, Unit
from planner.sheets.google import create
from planner.sheets.grid import Append, Landed, NewCell, NewRow, Show
from tests.sheets.google.stand_in import StandIn, batch

if TYPE_CHECKING:
    from tests.sheets_server.spreadsheet import Spreadsheet

TARGETS = (
    Target("Coding", Unit.HOURS, 15 * HOUR, block=5400, weekdays=(7200, *[None] * 6)),
    Target("Applications", Unit.COUNT, 20, priority=2.0),
)


def _made(google: StandIn, **more: Any) -> str:
    return create(
        "My plan", google.config("-"), TARGETS, patience=google.patience(),
        **{"locale": "en_US", "time_zone": "Europe/Berlin", **more},
    )  # fmt: skip


def _book(google: StandIn, made: str) -> Spreadsheet:
    book = google.app.world.drive.files[made].book
    assert book is not None
    return book


def test_a_new_sheet_holds_the_targets_a_log_and_a_report(google: StandIn) -> None:
    made = _made(google)
    snapshot = google.open(made).snapshot()
    assert (snapshot.title, snapshot.time_zone) == ("My plan", "Europe/Berlin")
    assert {tab.name for tab in snapshot.tabs} == {"Targets", "Log", "Report"}
    reading = read(snapshot, Rules(), date(2026, 11, 24))
    assert [(t.category, t.per_week, t.block) for t in reading.targets] == [
        ("Coding", 15 * HOUR, 5400),
        ("Applications", 20, None),
    ]
    assert [f for f in reading.findings if f.severity != "info"] == []


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "fi_FI", "ja_JP"])
def test_its_totals_are_live_in_every_locale(google: StandIn, locale: str) -> None:
    made = _made(google, locale=locale)
    sheet = google.open(made)
    snapshot = sheet.snapshot()
    today = google.app.world.drive.today("Europe/Berlin")
    serial = (today - date(1899, 12, 30)).days
    row = NewRow((NewCell(serial, Show.DATE), NewCell("Coding"), NewCell(2.5)))
    assert sheet.swap(batch(snapshot, Append("Log", 0, (row,)))) == Landed()
    targets = sheet.snapshot().tab("Targets")
    assert targets is not None
    assert [cell.value for cell in targets.rows[1][14:]] == [2.5, 12.5]


def test_its_tabs_have_frozen_headers_checks_that_warn_and_guarded_formulas(
    google: StandIn,
) -> None:
    book = _book(google, _made(google))
    for name in ("Targets", "Log", "Report"):
        tab = book.titled(name)
        assert tab is not None
        assert tab.grid["frozenRowCount"] == 1
    targets, log = book.titled("Targets"), book.titled("Log")
    assert targets is not None
    assert log is not None
    (guarded,) = targets.list_of("protectedRanges")
    assert guarded["warningOnly"]
    assert (guarded["range"]["startColumnIndex"], guarded["range"]["endColumnIndex"]) == (14, 16)
    rules = {column: log.cells[5, column]["dataValidation"] for column in (0, 1)}
    assert [r["condition"]["type"] for r in rules.values()] == ["DATE_IS_VALID", "ONE_OF_RANGE"]
    assert not any(rule.get("strict") for rule in rules.values())


def test_a_robots_sheet_is_shared_with_its_person(google: StandIn) -> None:
    made = _made(google, share_with="me@example.com")
    assert google.app.world.drive.files[made].role("me@example.com") == "writer"


def test_a_sheet_is_not_made_twice_where_the_answer_is_lost(google: StandIn) -> None:
    google.faults("lost-answer")
    with pytest.raises(TryAgainError):
        _made(google)
    assert len(google.app.world.drive.files) == 1
