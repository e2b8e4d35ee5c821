"""Where a target goes: into its row of the targets table, or a new row under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.layouts.amounts import read_amount
from planner.layouts.cells import more
from planner.layouts.dates import serial
from planner.layouts.notation import learn_notation
from planner.layouts.refused import Refused
from planner.layouts.tables import Layout
from planner.layouts.words import Meaning
from planner.model import HOUR, CellRef, Unit
from planner.quantity import plain
from planner.sheets.grid import EMPTY, Look, NewCell, NewRow, Show

if TYPE_CHECKING:
    from planner.layouts.draft import Draft
    from planner.layouts.tables import Table
    from planner.model import SetTarget, Target

HEADERS = ("Category", "Unit", "Per week")
COLUMNS = (Meaning.CATEGORY, Meaning.UNIT, Meaning.PER_WEEK, Meaning.WEEK)


def place_target(draft: Draft, wanted: SetTarget) -> Refused | None:
    """Set the amount per week; another amount than the one seen is a person's, and stays."""
    table = next((t for t in draft.tables if t.layout is Layout.TARGETS), None)
    if table is None:
        return _first(draft, wanted)
    row = _row_of(draft, table, wanted)
    if row is None:
        _append(draft, table, wanted)
        return None
    column = table.column(Meaning.PER_WEEK)
    assert column is not None  # noqa: S101 - a targets table has one, or it would be none
    ref = CellRef(table.tab.name, row, column)
    cell = draft.at(ref)
    now = read_amount(cell, wanted.unit, ref)
    if now == wanted.per_week:
        return None
    if isinstance(now, int) and now != wanted.base and ref not in draft.writes:
        return Refused("somebody else set another target meanwhile", ref, cell.text)
    notation = learn_notation([cell], draft.snapshot.locale)
    made = more(EMPTY, wanted.per_week, wanted.unit, notation)
    assert made is not None  # noqa: S101 - an empty cell takes any amount
    draft.write(ref, *(made if isinstance(cell.value, str) else (_number(wanted), None)))
    return None


def _number(wanted: SetTarget) -> int | float:
    if wanted.unit is Unit.COUNT:
        return wanted.per_week
    hours = round(wanted.per_week / HOUR, 6)
    return int(hours) if hours.is_integer() else hours


def _row_of(draft: Draft, table: Table, wanted: SetTarget) -> int | None:
    """The row that holds this target, or has its category and no amount yet."""
    found = next((t for t in draft.targets if _same(t, wanted)), None)
    if found is not None and found.cell is not None:
        return found.cell.row
    category, week = table.column(Meaning.CATEGORY), table.column(Meaning.WEEK)
    amount = table.column(Meaning.PER_WEEK)
    for row in range(table.top, table.end):
        named = plain(table.text(row, category)).casefold() == wanted.category.casefold()
        if (
            named
            and not table.text(row, amount)
            and wanted.week is None
            and not table.text(row, week)
        ):
            return row
    return None


def _same(target: Target, wanted: SetTarget) -> bool:
    return target.category.casefold() == wanted.category.casefold() and target.week == wanted.week


def _append(draft: Draft, table: Table, wanted: SetTarget) -> None:
    columns = {meaning: table.column(meaning) for meaning in COLUMNS}
    if wanted.week is not None and columns[Meaning.WEEK] is None:
        columns[Meaning.WEEK] = _new_week_column(draft, table)
    cells = [NewCell()] * (max(c for c in columns.values() if c is not None) + 1)
    values = {
        Meaning.CATEGORY: NewCell(wanted.category),
        Meaning.UNIT: NewCell(wanted.unit.value),
        Meaning.PER_WEEK: NewCell(_number(wanted)),
        Meaning.WEEK: NewCell(serial(wanted.week), Show.DATE) if wanted.week else NewCell(),
    }
    for meaning, column in columns.items():
        if column is not None:
            cells[column] = values[meaning]
    draft.append(table.tab.name, NewRow(tuple(cells)))


def _new_week_column(draft: Draft, table: Table) -> int:
    """The column to the right of the header's last word, headed "Week"."""
    header = table.tab.rows[table.header]
    column = max(n for n, cell in enumerate(header) if cell.text) + 1
    while draft.at(CellRef(table.tab.name, table.header, column)).text not in ("", "Week"):
        column += 1
    draft.write(CellRef(table.tab.name, table.header, column), "Week")
    return column


def _first(draft: Draft, wanted: SetTarget) -> Refused | None:
    """The first target of a sheet that has no tab for them."""
    tab = draft.rules.targets_tab
    if draft.snapshot.tab(tab) is not None:
        return Refused(f"{tab} has no headers of targets: {', '.join(HEADERS)}")
    if tab not in draft.appended:
        headers = (*HEADERS, "Week") if wanted.week else HEADERS
        draft.append(tab, NewRow(tuple(NewCell(h) for h in headers), Look.HEADER))
    week = (NewCell(serial(wanted.week), Show.DATE),) if wanted.week else ()
    draft.append(tab, NewRow((NewCell(wanted.category), NewCell(wanted.unit.value),
                              NewCell(_number(wanted)), *week)))  # fmt: skip
    return None
