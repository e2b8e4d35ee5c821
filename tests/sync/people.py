"""What people do to a sheet at any moment, each as a function of the sheet and a word of theirs.

They find their rows by what stands in them, so the same act can be done to a sheet that no
planner ever wrote to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.sheets.grid import EMPTY, Cell
from tests.grids import cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.memory import MemorySheet

    Act = Callable[[MemorySheet, str], None]
    Rows = list[list[Cell]]

SUNDAY, MONDAY, TUESDAY, OLD_SATURDAY = "Mar 8", "Mar 9", "Mar 10", "Mar 7"
HEADER = "Time Spent (Coding)"


def log_tab(sheet: MemorySheet) -> str:
    """The tab that holds the log, however it is called by now."""
    return next((t.name for t in sheet.now.tabs if t.name not in ("Targets", "Report")), "")


def _row(rows: Rows, day: str) -> int | None:
    return next((n for n, row in enumerate(rows) if len(row) > 1 and row[1].text == day), None)


def _put(sheet: MemorySheet, day: str, column: int, text: str) -> None:
    rows = sheet.rows(log_tab(sheet))
    at = _row(rows, day)
    if at is not None:
        rows[at] += [EMPTY] * (column + 1 - len(rows[at]))
        rows[at][column] = cell(text)
        sheet.set_rows(log_tab(sheet), rows)


def _on_rows(change: Callable[[Rows], None]) -> Act:
    def act(sheet: MemorySheet, _: str) -> None:
        rows = sheet.rows(log_tab(sheet))
        change(rows)
        sheet.set_rows(log_tab(sheet), rows)

    act.__name__ = change.__name__
    return act


def types_the_same_amount(sheet: MemorySheet, word: str) -> None:
    _put(sheet, MONDAY, 3, f"{int(word[1:]) % 7 + 1}.{word[1:]} hrs")


def types_beside_it(sheet: MemorySheet, word: str) -> None:
    _put(sheet, MONDAY, 2, f"Trees {word}")


def types_a_note_elsewhere(sheet: MemorySheet, word: str) -> None:
    _put(sheet, OLD_SATURDAY, 4, f"rain {word}")


def clears_an_amount(sheet: MemorySheet, _: str) -> None:
    _put(sheet, MONDAY, 3, "")


@_on_rows
def sorts_a_week_backwards(rows: Rows) -> None:
    at = _row(rows, SUNDAY)
    if at is not None and [len(r) > 1 and r[1].text[:3] for r in rows[at : at + 7]] == ["Mar"] * 7:
        rows[at : at + 7] = rows[at : at + 7][::-1]


@_on_rows
def inserts_a_row(rows: Rows) -> None:
    rows.insert(1, [])


@_on_rows
def inserts_a_row_within(rows: Rows) -> None:
    at = _row(rows, MONDAY)
    rows.insert(at or 0, [])


@_on_rows
def deletes_a_row(rows: Rows) -> None:
    if (at := _row(rows, OLD_SATURDAY)) is not None:
        del rows[at]


@_on_rows
def deletes_the_days_row(rows: Rows) -> None:
    if (at := _row(rows, MONDAY)) is not None:
        del rows[at]


@_on_rows
def cuts_and_pastes(rows: Rows) -> None:
    one, other = _row(rows, MONDAY), _row(rows, TUESDAY)
    if one is not None and other is not None:
        for at in (one, other):
            rows[at] += [EMPTY] * (5 - len(rows[at]))
        rows[other][3], rows[one][3] = rows[one][3], EMPTY


@_on_rows
def copies_a_row(rows: Rows) -> None:
    if (at := _row(rows, SUNDAY)) is not None:
        rows.insert(at, list(rows[at]))


@_on_rows
def renames_a_header(rows: Rows) -> None:
    for row in rows:
        for column, there in enumerate(row):
            if there.text == HEADER:
                row[column] = cell("Hours (Coding)")


@_on_rows
def reorders_columns(rows: Rows) -> None:
    for row in rows:
        if len(row) > 4:
            row[2:5] = [row[4], row[2], row[3]]


def renames_the_tab(sheet: MemorySheet, _: str) -> None:
    if name := log_tab(sheet):
        sheet.rename_tab(name, "Diary" if name == "Log" else "Log")


def recreates_the_tab(sheet: MemorySheet, _: str) -> None:
    name = log_tab(sheet)
    tabs = tuple(replace(t, number=t.number + 7) if t.name == name else t for t in sheet.now.tabs)
    sheet.now = replace(sheet.now, tabs=tabs)


def deletes_the_tab(sheet: MemorySheet, _: str) -> None:
    """Put back again by whoever finds out: see `World.quiet`."""
    sheet.drop_tab(log_tab(sheet))


ACTS: tuple[Act, ...] = (
    types_the_same_amount,
    types_beside_it,
    types_a_note_elsewhere,
    clears_an_amount,
    sorts_a_week_backwards,
    inserts_a_row,
    inserts_a_row_within,
    deletes_a_row,
    deletes_the_days_row,
    cuts_and_pastes,
    copies_a_row,
    renames_a_header,
    reorders_columns,
    renames_the_tab,
    recreates_the_tab,
    deletes_the_tab,
)
