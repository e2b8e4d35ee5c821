"""The log layout: a row an entry, with a date, an amount, and mostly a category and an activity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.layouts.amounts import DAY, not_calculated, read_amount, shown
from planner.layouts.audit import audit_log
from planner.layouts.journal import TableRead, check_day
from planner.layouts.phrases import counts, lost_reason, open_items, without_duration
from planner.layouts.tables import title_above
from planner.layouts.words import Meaning
from planner.model import HOUR, CellRef, Entry, Finding, LostDay, OpenItem, Severity, Unit
from planner.quantity import find_durations, parse_clock, plain
from planner.sheets.grid import Show

if TYPE_CHECKING:
    from datetime import date

    from planner.config import Rules
    from planner.layouts.days import Days
    from planner.layouts.names import Names
    from planner.layouts.tables import Table

_TIME_BEHIND_DATE = re.compile(r"^\d{4}-\d\d-\d\d[ T]|(?<=\d:\d\d):\d\d$")


def read_log(table: Table, days: Days, names: Names, rules: Rules) -> TableRead:
    """Read every row; what cannot be read is a finding and the others still count."""
    read = TableRead([], [], [], list(days.findings))
    by_day: dict[date, list[Entry]] = {}
    default = names.resolve(rules.default_category)
    if not default and table.column(Meaning.CATEGORY) is None:
        default = _default_category(table, names)
    for row in range(table.top, table.end):
        if table.is_blank(row) or row in days.totals:
            continue
        if section := _section(table, row, names):
            default = section
            continue
        day = days.dates.get(row)
        if day is None:
            if row not in days.unread:
                _undated(table, row, read)
            continue
        entry = _read_row(table, row, day, default, names, read)
        if entry is not None:
            read.entries.append(entry)
            by_day.setdefault(day, []).append(entry)
        else:
            _read_lost(table, row, day, rules, read)
        _read_words(table, row, day, names, rules, read)
    for day, entries in by_day.items():
        check_day(entries, day, read)
    _audit(table, days, read)
    return read


def _section(table: Table, row: int, names: Names) -> str:
    """The category that a row of this one cell names for those under it; "" where it is none."""
    filled = [cell.text for cell in table.tab.rows[row] if cell.text]
    if len(filled) != 1:
        return ""
    category = names.resolve(plain(filled[0]).strip(" #:"))
    return category if category in names.units else ""


def _read_row(
    table: Table, row: int, day: date, default: str, names: Names, read: TableRead
) -> Entry | None:
    category_column = table.column(Meaning.CATEGORY)
    label = plain(table.text(row, category_column))
    category = names.resolve(label) if label else default
    unit = _unit(table, row) or names.unit(category)
    column = table.column(Meaning.AMOUNT)
    amount, ref = _amount(table, row, column, unit, read)
    if not amount or ref is None:
        return None
    if not category:
        read.findings.append(
            Finding(
                "no-category",
                Severity.WARNING,
                str(ref),
                f"{shown(table.tab.at(ref.row, ref.column))} has no category beside it; "
                "it is not counted",
            )
        )
        return None
    activity = plain(table.text(row, _words_column(table)))
    cost = None
    if unit is Unit.COUNT:
        cost = sum(span.seconds for span in find_durations(activity)) or None
        activity = without_duration(activity) if cost else activity
    return Entry(day, category, unit, amount, activity, ref, cost)


def _unit(table: Table, row: int) -> Unit | None:
    """What a unit column says, where there is one: rows of an export."""
    said = plain(table.text(row, table.column(Meaning.UNIT))).casefold()
    return Unit(said) if said in tuple(Unit) else None


def _amount(
    table: Table, row: int, column: int | None, unit: Unit, read: TableRead
) -> tuple[int | None, CellRef | None]:
    if column is not None:
        ref = CellRef(table.tab.name, row, column)
        cell = table.tab.at(row, column)
        read.findings += not_calculated(cell, ref)
        amount = read_amount(cell, unit, ref, minutes=table.columns[column].minutes)
        if isinstance(amount, Finding):
            read.findings.append(amount)
            return None, ref
        if amount is not None:
            return amount, ref
    return _between(table, row, read)


def _between(table: Table, row: int, read: TableRead) -> tuple[int | None, CellRef | None]:
    """The time from a start to an end column, past midnight too."""
    start_column, end_column = table.column(Meaning.START), table.column(Meaning.END)
    if start_column is None or end_column is None:
        return None, None
    ref = CellRef(table.tab.name, row, end_column)
    start, end = _clock(table, row, start_column), _clock(table, row, end_column)
    if start is None or end is None:
        if table.text(row, start_column) or table.text(row, end_column):
            read.findings.append(
                Finding(
                    "unreadable-amount",
                    Severity.ERROR,
                    str(ref),
                    f"{shown(table.tab.at(row, start_column))} to "
                    f"{shown(table.tab.at(row, end_column))} is no span of time; "
                    "expected a start and an end, such as 9:00 and 10:30",
                )
            )
        return None, ref
    return (end - start) % DAY, ref


def _clock(table: Table, row: int, column: int) -> int | None:
    value = table.tab.at(row, column).value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        if table.tab.at(row, column).show is Show.NUMBER and 1 <= value <= 24:
            return round(value * HOUR)  # 9 and 17 in columns of hours
        return round(value % 1 * DAY) if value % 1 or value == 0 else None
    return parse_clock(_TIME_BEHIND_DATE.sub("", value.strip()))


def _words_column(table: Table) -> int | None:
    activity = table.column(Meaning.ACTIVITY)
    return activity if activity is not None else table.column(Meaning.NOTES)


def _read_lost(table: Table, row: int, day: date, rules: Rules, read: TableRead) -> None:
    for column, cell in enumerate(table.tab.rows[row]):
        if isinstance(cell.value, str) and (reason := lost_reason(cell.value, rules.lost_words)):
            ref = CellRef(table.tab.name, row, column)
            read.lost_days.append(LostDay(day, reason, ref))
            read.findings[:] = [f for f in read.findings if f.where != str(ref)]
            return


def _read_words(
    table: Table, row: int, day: date, names: Names, rules: Rules, read: TableRead
) -> None:
    """What a row's words say beside its amount. A category column says all counts itself."""
    said_by_category = table.column(Meaning.CATEGORY) is not None
    for column in (table.column(Meaning.ACTIVITY), table.column(Meaning.NOTES)):
        if column is None or not isinstance(text := table.tab.at(row, column).value, str):
            continue
        ref = CellRef(table.tab.name, row, column)
        if not said_by_category:
            for name, category in names.rules.items():
                for counted in counts(text, category.patterns):
                    activity = without_duration(counted.item)
                    read.entries.append(
                        Entry(day, name, Unit.COUNT, counted.number, activity, ref, counted.cost)
                    )
        read.open_items += [OpenItem(day, item, ref) for item in open_items(text, rules.open_words)]


def _undated(table: Table, row: int, read: TableRead) -> None:
    column = table.column(Meaning.AMOUNT)
    if column is None or not table.text(row, column):
        return
    ref = CellRef(table.tab.name, row, table.column(Meaning.DATE) or 0)
    read.findings.append(
        Finding(
            "unreadable-date",
            Severity.ERROR,
            str(ref),
            f"there is no date beside {shown(table.tab.at(row, column))}; expected one such as "
            "2025-10-05, Oct 5 or 5.10.; the row is not counted",
        )
    )


def _default_category(table: Table, names: Names) -> str:
    """The category of a log without such a column: its heading, the one target, or the tab."""
    title = names.resolve(title_above(table))
    if title in names.targeted or len(names.targeted) != 1:
        return title if title in names.targeted else names.resolve(title or table.tab.name)
    return next(iter(names.targeted))


def _audit(table: Table, days: Days, read: TableRead) -> None:
    """Hold each total row against all entries above it, and against those of its own section."""
    units = {entry.unit for entry in read.entries}
    if len(units) != 1:
        return
    unit = units.pop()
    amounts = iter(sorted((entry.cell.row, entry.amount) for entry in read.entries))
    coming = next(amounts, None)
    above = section = 0
    for row in days.totals:
        while coming is not None and coming[0] < row:
            above += coming[1]
            section += coming[1]
            coming = next(amounts, None)
        read.findings += audit_log(table, row, above, section, unit)
        section = 0
