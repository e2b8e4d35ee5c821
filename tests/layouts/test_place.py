"""Operations placed in a sheet: only what is meant changes, in the person's own notation."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.config import CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
from planner.layouts import apply, new_week, place, read
from planner.layouts.dates import serial
from planner.model import (
    HOUR,
    MINUTE,
    CellRef,
    Log,
    Note,
    Operation,
    Rewrite,
    SetTarget,
    Unit,
    Unlog,
)
from planner.sheets.grid import AddTab, Append, Cell, Formula, Show, Snapshot, Write
from tests.grids import Content, snapshot

RULES = Rules(categories=CATEGORIES, lost_words=LOST_WORDS, open_words=OPEN_WORDS)
TODAY = date(2026, 3, 12)
TARGETS: list[list[Content]] = [
    ["Category", "Unit", "Per week"],
    ["Coding", "hours", 15],
    ["Networking", "hours", "5 h"],
    ["Applications", "count", 10],
]


def week(**cells: Content) -> list[list[Content]]:
    """A block of the week from Sunday, 8 March 2026; cells by name, as in D5="2 hrs"."""
    rows: list[list[Content]] = [
        ["# Week 7"],
        ["Day", "Date", "Coding Activity", "Time Spent (Coding)", "Notes"],
    ]
    names = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    rows += [[f"**{name}**", f"Mar {8 + n}", "", "", ""] for n, name in enumerate(names)]
    rows.append(["**Total**", "**0 hrs**", "", "**0 hrs (Coding)**", "**0 hrs (NW)**"])
    for name, content in cells.items():
        rows[int(name[1:]) - 1]["ABCDE".index(name[0])] = content
    return rows


def journal(**cells: Content) -> Snapshot:
    return snapshot({"Targets": TARGETS, "Log": week(**cells)})


MONDAY = date(2026, 3, 9)


def coding(amount: int, activity: str = "", day: date = MONDAY) -> Log:
    return Log(day, "Coding", Unit.HOURS, amount, activity)


def written(sheet: Snapshot, *operations: Operation) -> dict[str, object]:
    """What the operations write, cell by cell."""
    placement = place(sheet, operations, RULES, TODAY)
    assert placement.refused == {}
    return {str(e.cell): e.value for e in placement.edits if isinstance(e, Write)}


@pytest.mark.parametrize(
    ("there", "around", "amount", "left"),
    [
        ("1.5 hrs", "", 60, "1.5 hrs + 1 hr"),
        ("", "", 60, "1 hr"),
        ("", "2h", 150, "2.5h"),
        ("", "1h30", 95, "1h35"),
        ("", "1:30", 95, "1:35"),
        ("", "2,5 h", 90, "1,5 h"),
        ("", "2 hours", 60, "1 hour"),
        ("", "", 10, "10 mins"),
        ("", "", 85, "1 hr 25 mins"),
        (1.5, "", 60, 2.5),
        ("", 2.0, 90, 1.5),
        (Cell(0.0625, "1:30", "", Show.DURATION), "", 60, 0.104166666667),
        (Cell(1.5, "1.5", "=1.5"), "", 60, Formula("=1.5+1", 2.5)),
        (Cell(2, "2", "=SUM(F1:F2)"), "", 90, Formula("=SUM(F1:F2)+1.5", 3.5)),
    ],
)
def test_an_amount_is_added_in_the_notation_that_stands_there(
    there: Content, around: Content, amount: int, left: object
) -> None:
    sheet = journal(D4=there, D3=around)
    assert written(sheet, coding(amount * MINUTE)) == {"Log!D4": left}


def test_the_activity_goes_beside_its_amount() -> None:
    sheet = journal(C4="Graphs (2)", D4="1 hr")
    assert written(sheet, coding(HOUR, "Tries (1)")) == {
        "Log!D4": "1 hr + 1 hr",
        "Log!C4": "Graphs (2), Tries (1)",
    }


def test_time_without_a_column_goes_into_the_notes_of_its_category() -> None:
    log = Log(MONDAY, "Networking", Unit.HOURS, 90 * MINUTE, "call with Ana, Bo")
    assert written(journal(E4="rain"), log) == {"Log!E4": "rain, call with Ana – Bo (1.5 hrs)"}


@pytest.mark.parametrize(
    ("number", "activity", "left"),
    [
        (1, "", "1 application sent"),
        (3, "", "3 applications sent"),
        (2, "Acme", "2 applications sent – Acme"),
        # The duration would count for Networking too: more than what was logged.
        (2, "sent 2 applications to Acme (20 mins)", "sent 2 applications to Acme"),
    ],
)
def test_a_count_goes_into_the_notes_as_a_phrase(number: int, activity: str, left: str) -> None:
    log = Log(MONDAY, "Applications", Unit.COUNT, number, activity)
    sheet = journal()
    assert written(sheet, log) == {"Log!E4": left}


def test_two_operations_on_one_cell_add_up() -> None:
    assert written(journal(), coding(HOUR), coding(2 * HOUR)) == {"Log!D4": "1 hr + 2 hrs"}


def test_text_that_is_no_amount_is_not_touched() -> None:
    refused = place(journal(D4="see notes"), [coding(HOUR)], RULES, TODAY).refused[0]
    assert str(refused.cell) == "Log!D4"
    assert refused.found == "see notes"


def test_a_note_marks_a_lost_day() -> None:
    sheet = journal()
    edits = place(sheet, [Note(MONDAY, "Sick")], RULES, TODAY).edits
    assert [lost.date for lost in read(apply(sheet, edits), RULES, TODAY).lost_days] == [MONDAY]


LOG: list[list[Content]] = [
    ["Date", "Category", "Amount", "Activity"],
    ["2026-03-02", "Coding", "2 hrs", "Heaps"],
]


def test_a_row_is_added_to_a_log_in_its_columns_and_notation() -> None:
    placement = place(
        snapshot({"Targets": TARGETS, "Log": LOG}), [coding(90 * MINUTE, "=Tries")], RULES, TODAY
    )
    (append,) = placement.edits
    assert isinstance(append, Append)
    assert (append.tab, append.after) == ("Log", 1)
    assert [cell.value for cell in append.rows[0].cells] == [
        "2026-03-09", "Coding", "1.5 hrs", "=Tries"]  # fmt: skip


def test_an_empty_log_gets_real_dates_and_numbers() -> None:
    sheet = snapshot({"Targets": TARGETS, "Log": LOG[:1]})
    (append,) = place(sheet, [coding(90 * MINUTE)], RULES, TODAY).edits
    assert isinstance(append, Append)
    date_cell, _, amount, *_ = append.rows[0].cells
    assert (date_cell.value, date_cell.show) == (serial(MONDAY), Show.DATE)
    assert amount.value == 1.5


def test_a_sheet_without_a_log_gets_one() -> None:
    sheet = snapshot({"Targets": TARGETS})
    edits = place(sheet, [coding(HOUR)], RULES, TODAY).edits
    assert [type(edit) for edit in edits] == [AddTab]
    assert read(apply(sheet, edits), RULES, TODAY).entries[0].amount == HOUR


def test_a_new_week_is_made_like_the_one_before_and_once() -> None:
    sheet = journal(D4="1 hr")
    assert new_week(sheet, RULES, TODAY) == ()
    later = date(2026, 3, 17)
    after = apply(sheet, new_week(sheet, RULES, later))
    log = after.tab("Log")
    assert log is not None
    assert log.at(11, 0).text == "# Week 8"
    assert log.at(13, 0).text == "**Sunday**"
    assert log.at(13, 1).text == "Mar 15"
    assert log.at(20, 3).formula == "=SUM(D14:D20)"
    assert log.at(20, 1).formula == "=D21"
    assert new_week(after, RULES, later) == ()
    assert read(after, RULES, later).findings == read(sheet, RULES, later).findings


def test_a_day_of_a_coming_week_brings_its_block_along() -> None:
    sheet = journal()
    logs = [coding(HOUR, day=date(2026, 3, 16)), coding(HOUR, day=date(2026, 3, 24))]
    placement = place(sheet, logs, RULES, TODAY)
    assert placement.refused == {}
    entries = read(apply(sheet, placement.edits), RULES, TODAY).entries
    assert [entry.date for entry in entries] == [log.date for log in logs]


@pytest.mark.parametrize(
    ("wanted", "cells"),
    [
        (SetTarget("Coding", Unit.HOURS, 12 * HOUR, base=15 * HOUR), {"Targets!C2": 12}),
        (SetTarget("Networking", Unit.HOURS, 6 * HOUR, base=5 * HOUR), {"Targets!C3": "6 h"}),
        (SetTarget("Coding", Unit.HOURS, 15 * HOUR, base=3), {}),
    ],
)
def test_a_target_is_set_in_its_own_notation(wanted: SetTarget, cells: dict[str, object]) -> None:
    assert written(journal(), wanted) == cells


def test_a_target_that_somebody_else_set_meanwhile_stays() -> None:
    wanted = SetTarget("Coding", Unit.HOURS, 12 * HOUR, base=14 * HOUR)
    refused = place(journal(), [wanted], RULES, TODAY).refused[0]
    assert (str(refused.cell), refused.found) == ("Targets!C2", "15")


def test_a_target_for_one_week_gets_a_row_and_its_column() -> None:
    sheet = journal()
    wanted = SetTarget("Coding", Unit.HOURS, 3 * HOUR, date(2026, 3, 8))
    after = apply(sheet, place(sheet, [wanted], RULES, TODAY).edits)
    targets = read(after, RULES, TODAY).targets
    assert [(t.per_week, t.week) for t in targets if t.category == "Coding"] == [
        (15 * HOUR, None),
        (3 * HOUR, date(2026, 3, 8)),
    ]


def test_an_edit_finds_its_row_again_after_rows_were_inserted() -> None:
    sheet = journal(D4="2 hrs")
    rewrite = Rewrite(CellRef("Log", 3, 3), MONDAY, "2 hrs", "3 hrs")
    moved = snapshot({"Targets": TARGETS, "Log": [["new"], [], *week(D4="2 hrs")]})
    assert written(sheet, rewrite) == {"Log!D4": "3 hrs"}
    assert written(moved, rewrite) == {"Log!D6": "3 hrs"}
    refused = place(journal(D4="5 hrs"), [rewrite], RULES, TODAY).refused[0]
    assert refused.found == "5 hrs"


AMOUNTS = st.integers(1, 40).map(lambda quarter: quarter * 15 * MINUTE)
CONTENTS = st.sampled_from(["", "2 hrs", "1 hr + 1.5 hr", "1h30", "2,5 h", 1.5, "0:45", "90m"])


@given(CONTENTS, CONTENTS, AMOUNTS, st.sampled_from(["", "Tries", "=1+1", "a, b"]))
def test_what_is_logged_and_taken_back_leaves_the_sheet_as_it_was(
    there: Content, around: Content, amount: int, activity: str
) -> None:
    sheet = journal(D4=there, D3=around, C4="Graphs")
    logged = apply(sheet, place(sheet, [coding(amount, activity)], RULES, TODAY).edits)
    sums = [
        sum(e.amount for e in read(s, RULES, TODAY).entries if e.date == MONDAY)
        for s in (sheet, logged)
    ]
    assert sums[1] - sums[0] == amount
    back = place(logged, [Unlog(MONDAY, "Coding", Unit.HOURS, amount, activity)], RULES, TODAY)
    assert back.refused == {}
    assert apply(logged, back.edits).tab("Log") == sheet.tab("Log")


def test_a_count_and_its_time_in_the_same_notes_are_each_said_once() -> None:
    operations: list[Operation] = [
        Log(MONDAY, "Applications", Unit.COUNT, 3, "(20 mins)"),
        Log(MONDAY, "Networking", Unit.HOURS, 20 * MINUTE, "3 applications sent"),
    ]
    sheet = journal()
    assert written(sheet, *operations) == {"Log!E4": "3 applications sent, Networking (20 mins)"}
    there = apply(sheet, place(sheet, operations, RULES, TODAY).edits)
    back = [
        Unlog(op.date, op.category, op.unit, op.amount, op.activity)
        for op in operations
        if isinstance(op, Log)
    ]
    assert written(there, *back) == {"Log!E4": None}
