"""The journal layout: week blocks in one tab, a row a day, a column pair a category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.layouts.amounts import DAY, not_calculated, read_amount
from planner.layouts.days import check_block
from planner.layouts.phrases import (
    counts,
    durations,
    lost_reason,
    open_items,
    without_duration,
)
from planner.layouts.words import Meaning
from planner.model import CellRef, Entry, Finding, LostDay, OpenItem, Severity, Unit
from planner.quantity import format_hours, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.config import Rules
    from planner.layouts.days import Days
    from planner.layouts.names import Names
    from planner.layouts.tables import Table


@dataclass(frozen=True, slots=True)
class Pair:
    """The columns that a category owns: its amounts, and its activities where it has them."""

    category: str
    amount: int
    activity: int | None
    minutes: bool = False


def pairs_of(table: Table, names: Names) -> list[Pair]:
    """The category columns of a journal's table, from left to right."""
    activities = {
        names.resolve(h.label): column
        for column, h in reversed(table.columns.items())
        if h.meaning is Meaning.ACTIVITY and h.label
    }
    return [
        Pair(category := names.resolve(h.label), column, activities.get(category), h.minutes)
        for column, h in table.columns.items()
        if h.meaning is Meaning.AMOUNT and h.label
    ]


def notes_columns(table: Table) -> list[int]:
    """The columns of free words: notes, and activities that belong to no category."""
    return [
        column
        for column, h in table.columns.items()
        if h.meaning is Meaning.NOTES or (h.meaning is Meaning.ACTIVITY and not h.label)
    ]


def notes_label(table: Table, total_rows: Sequence[int]) -> str:
    """The category that a total row names beside its notes total: "14 hrs (NW)" names NW."""
    for row in total_rows:
        for column in notes_columns(table):
            text = plain(table.text(row, column))
            if text.endswith(")") and "(" in text:
                return text[text.rindex("(") + 1 : -1].strip()
    return ""


def notes_category(tables: Sequence[tuple[Table, Days]], names: Names) -> str:
    """The category that durations in the notes belong to, "" where none is named."""
    for table, days in tables:
        if label := notes_label(table, days.totals):
            return names.resolve(label)
    return next((name for name, r in names.rules.items() if r.notes and name in names.targeted), "")


@dataclass(slots=True)
class TableRead:
    """What one table of days says."""

    entries: list[Entry]
    lost_days: list[LostDay]
    open_items: list[OpenItem]
    findings: list[Finding]


def read_journal(table: Table, days: Days, in_notes: str, names: Names, rules: Rules) -> TableRead:
    """Read one block. in_notes: the category of durations in the notes."""
    check_block(table, days)
    read = TableRead([], [], [], list(days.findings))
    pairs = pairs_of(table, names)
    for row, day in sorted(days.dates.items()):
        before = len(read.entries)
        for pair in pairs:
            _read_pair(table, row, day, pair, names, read)
        _read_words(table, row, day, pairs, in_notes, names, rules, read)
        check_day(read.entries[before:], day, read)
        _read_lost(table, row, day, rules, read, before)
    return read


def _read_pair(
    table: Table, row: int, day: date, pair: Pair, names: Names, read: TableRead
) -> None:
    ref = CellRef(table.tab.name, row, pair.amount)
    unit = names.unit(pair.category)
    cell = table.tab.at(row, pair.amount)
    read.findings += not_calculated(cell, ref)
    amount = read_amount(cell, unit, ref, minutes=pair.minutes)
    if isinstance(amount, Finding):
        read.findings.append(amount)
    elif amount:
        activity = plain(table.text(row, pair.activity))
        read.entries.append(Entry(day, pair.category, unit, amount, activity, ref))


def _read_words(
    table: Table,
    row: int,
    day: date,
    pairs: Sequence[Pair],
    in_notes: str,
    names: Names,
    rules: Rules,
    read: TableRead,
) -> None:
    notes = notes_columns(table)
    for column in sorted({*notes, *(p.activity for p in pairs if p.activity is not None)}):
        cell = table.tab.at(row, column)
        if not isinstance(cell.value, str) or cell.error:
            continue
        ref = CellRef(table.tab.name, row, column)
        costs: set[str] = set()
        for name, category in names.rules.items():
            for counted in counts(cell.value, category.patterns):
                if counted.cost is not None:
                    costs.add(counted.item)
                read.entries.append(
                    Entry(
                        day,
                        name,
                        Unit.COUNT,
                        counted.number,
                        without_duration(counted.item),
                        ref,
                        counted.cost,
                    )
                )
        if column in notes:
            _read_durations(cell.value, day, in_notes, costs, ref, read)
        read.open_items += [
            OpenItem(day, item, ref) for item in open_items(cell.value, rules.open_words)
        ]


def _read_durations(
    text: str, day: date, category: str, costs: set[str], ref: CellRef, read: TableRead
) -> None:
    """Durations as time on that category; without one, those that no count explains are found."""
    for timed in durations(text):
        if category:
            activity = without_duration(timed.item)
            read.entries.append(Entry(day, category, Unit.HOURS, timed.seconds, activity, ref))
        elif timed.item not in costs:
            read.findings.append(
                Finding(
                    "no-category",
                    Severity.NOTE,
                    str(ref),
                    f"{format_hours(timed.seconds)} in the notes belong to no category; "
                    "name one in the Total row, as in “4 hrs (NW)”",
                )
            )


def check_day(entries: Sequence[Entry], day: date, read: TableRead) -> None:
    """Find a day that holds more than 24 hours."""
    hours = [entry for entry in entries if entry.unit is Unit.HOURS]
    total = sum(entry.amount for entry in hours)
    if total > DAY:
        read.findings.append(
            Finding(
                "too-long-day",
                Severity.WARNING,
                str(hours[0].cell),
                f"{day} adds up to {format_hours(total)}, more than a day has",
            )
        )


def _read_lost(
    table: Table, row: int, day: date, rules: Rules, read: TableRead, before: int
) -> None:
    """A day is lost where a cell of its row says so and nothing was done on it."""
    if len(read.entries) > before:
        return
    for column, cell in enumerate(table.tab.rows[row]):
        if isinstance(cell.value, str) and (reason := lost_reason(cell.value, rules.lost_words)):
            read.lost_days.append(LostDay(day, reason, CellRef(table.tab.name, row, column)))
            # The word may stand in an amount's place: then it is no unreadable amount.
            where = str(CellRef(table.tab.name, row, column))
            read.findings[:] = [f for f in read.findings if f.where != where]
            return
