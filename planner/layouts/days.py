"""Which day each row of a table is: dates read, years found, blanks continued."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.layouts.amounts import shown
from planner.layouts.dates import Written, read_date, resolve_years
from planner.layouts.words import Meaning, weekday_of
from planner.model import CellRef, Finding, Severity
from planner.quantity import plain

if TYPE_CHECKING:
    from datetime import date

    from planner.layouts.tables import Table

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(slots=True)
class Days:
    """The rows of a table with their dates, its total rows, and what was wrong on the way.

    own: the rows whose date stands in them; the others continue the one above. unread: the rows
    with something in the date's place that is none.
    """

    dates: dict[int, date] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    unread: set[int] = field(default_factory=set)
    totals: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_days(table: Table, locale: str, near: date | None, today: date) -> Days:
    """Date every row of the table. near: the last date above it, for years that are not written."""
    days = Days()
    date_column, day_column = table.column(Meaning.DATE), table.column(Meaning.DAY)
    column = date_column if date_column is not None else day_column
    assert column is not None  # noqa: S101 - such a table has one, or it would be none
    written: list[tuple[int, Written, int | None]] = []
    follows: dict[int, int] = {}
    for row in range(table.top, table.end):
        if table.is_blank(row):
            continue
        if table.is_total_row(row):
            days.totals.append(row)
            continue
        weekday = weekday_of(table.text(row, day_column)) if day_column is not None else None
        cell = table.tab.at(row, column)
        if found := read_date(cell, locale):
            written.append((row, found, weekday))
        elif plain(cell.text) and not (column == day_column and weekday is not None):
            if sum(1 for c in table.tab.rows[row] if c.text) > 1:
                days.unread.add(row)
                _unreadable(table, row, column, days)
        elif written:
            follows[row] = written[-1][0]
    resolved = resolve_years([(w, weekday) for _, w, weekday in written], near, today)
    for (row, found, weekday), day in zip(written, resolved, strict=True):
        days.dates[row] = day
        days.own.add(row)
        _check(table, row, column, found, weekday, day, today, days)
    for row, above in follows.items():
        if row not in days.unread:
            days.dates[row] = days.dates[above]
    return days


def _unreadable(table: Table, row: int, column: int, days: Days) -> None:
    days.findings.append(
        Finding(
            "unreadable-date",
            Severity.ERROR,
            str(CellRef(table.tab.name, row, column)),
            f"{shown(table.tab.at(row, column))} is no date; expected one such as 2025-10-05,"
            " Oct 5 or 5.10.; the row is not counted",
        )
    )


def _check(
    table: Table,
    row: int,
    column: int,
    found: Written,
    beside: int | None,
    day: date,
    today: date,
    days: Days,
) -> None:
    where = str(CellRef(table.tab.name, row, column))
    weekday = found.weekday if beside is None else beside
    if weekday is not None and weekday != day.weekday():
        days.findings.append(
            Finding(
                "wrong-weekday",
                Severity.WARNING,
                where,
                f"{shown(table.tab.at(row, column))} is a {WEEKDAYS[day.weekday()]}, and "
                f"{WEEKDAYS[weekday]} stands beside it; taken as {day}",
            )
        )
    if not today - timedelta(days=366 * 60) <= day <= today + timedelta(days=366 * 2):
        likely = _likely_year(day, today)
        days.findings.append(
            Finding(
                "unlikely-date",
                Severity.WARNING,
                where,
                f"{shown(table.tab.at(row, column))} is the year {day.year}; "
                f"{likely} was probably meant",
            )
        )


def _likely_year(day: date, today: date) -> int:
    """The recent year whose digits are nearest to those written: 2919 → 2019."""
    written = f"{day.year:04}"
    return max(
        range(today.year - 30, today.year + 1),
        key=lambda y: (sum(a == b for a, b in zip(written, str(y), strict=True)), y),
    )


def check_block(table: Table, days: Days) -> None:
    """Find what is odd in a week block: a day of another week, doubled, or missing."""
    rows = sorted(days.own)
    if len(rows) < 2:
        return
    start = block_start(days)
    column = table.column(Meaning.DATE)
    seen: set[date] = set()
    last: date | None = None
    for row in rows:
        day, where = days.dates[row], str(CellRef(table.tab.name, row, column or 0))
        if not start <= day < start + timedelta(days=7):
            days.findings.append(
                Finding(
                    "wrong-week",
                    Severity.WARNING,
                    where,
                    f"{day} stands in the block of the week of {start}; it counts on {day}",
                )
            )
            continue
        if day in seen:
            days.findings.append(
                Finding(
                    "duplicate-day",
                    Severity.WARNING,
                    where,
                    f"{day} has a row above already; both are counted",
                )
            )
        elif last is not None and day < last:
            days.findings.append(
                Finding("out-of-order", Severity.NOTE, where, f"{day} stands under {last}")
            )
        seen.add(day)
        last = day
    missing = [start + timedelta(days=n) for n in range(7)]
    if len(rows) >= 5 and (gaps := [day for day in missing if day not in seen]):
        listed = ", ".join(str(day) for day in gaps)
        days.findings.append(
            Finding(
                "missing-day",
                Severity.NOTE,
                str(CellRef(table.tab.name, rows[-1], column or 0)),
                f"the block of the week of {start} has no row for {listed}",
            )
        )


def block_start(days: Days) -> date:
    """The first day of a block's week: the start that takes in most of its days."""
    dates = [days.dates[row] for row in sorted(days.own)]
    starts = Counter(
        start for start in set(dates) for day in dates if start <= day < start + timedelta(days=7)
    )
    most = max(starts.values())
    return next(start for start in sorted(starts) if starts[start] == most)
