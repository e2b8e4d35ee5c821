"""The sheet's last reading, kept in tables so that a question reads only the days it is about."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.model import (
    CellRef,
    Entry,
    Finding,
    LostDay,
    OpenItem,
    Reading,
    Severity,
    Target,
    Unit,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_UNITS = {str(unit): unit for unit in Unit}
_TABLES = {
    "entries": 9,
    "targets": 11,
    "lost_days": 5,
    "open_items": 5,
    "findings": 4,
}


def store(db: sqlite3.Connection, reading: Reading) -> None:
    """Put the reading in the place of the last one; inside the caller's transaction."""
    _fill(db, "entries", (_entry_row(e) for e in reading.entries))
    _fill(db, "targets", (_target_row(t) for t in reading.targets))
    _fill(
        db,
        "lost_days",
        ((lost.date.isoformat(), lost.reason, *_cell(lost.cell)) for lost in reading.lost_days),
    )
    _fill(
        db,
        "open_items",
        ((item.date.isoformat(), item.text, *_cell(item.cell)) for item in reading.open_items),
    )
    _fill(
        db,
        "findings",
        ((f.kind, str(f.severity), f.where, f.message) for f in reading.findings),
    )
    whole = {"available": reading.available, "week_starts": reading.week_starts}
    db.execute("INSERT OR REPLACE INTO meta VALUES ('reading', ?)", (json.dumps(whole),))


def _fill(db: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    marks = ",".join("?" * _TABLES[table])
    db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand above
    db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - likewise


def _cell(cell: CellRef | None) -> tuple[str | None, int | None, int | None]:
    return (None, None, None) if cell is None else (cell.tab, cell.row, cell.column)


def _entry_row(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.date.isoformat(),
        entry.category,
        entry.unit.value,
        entry.amount,
        entry.activity,
        entry.cost,
        *_cell(entry.cell),
    )


def _target_row(target: Target) -> tuple[Any, ...]:
    return (
        target.category,
        target.unit.value,
        target.per_week,
        target.week and target.week.isoformat(),
        target.priority,
        target.block,
        target.max_per_day,
        json.dumps(target.weekdays),
        *_cell(target.cell),
    )


def load(db: sqlite3.Connection, since: date | None, until: date | None) -> Reading:
    """The last reading: entries and lost days from `since` to `until`, both days with them.

    None leaves that end open. Targets, open items and findings come whole.
    """
    days = ((since or date.min).isoformat(), (until or date.max).isoformat())
    between = "WHERE date BETWEEN ? AND ? ORDER BY date, rowid"
    row = db.execute("SELECT value FROM meta WHERE key = 'reading'").fetchone()
    whole: dict[str, Any] = json.loads(row[0]) if row else {}
    day = date.fromisoformat
    return Reading(
        targets=tuple(_target(row) for row in db.execute("SELECT * FROM targets ORDER BY rowid")),
        entries=tuple(
            Entry(day(d), category, _UNITS[unit], amount, activity, CellRef(*cell), cost)
            for d, category, unit, amount, activity, cost, *cell in db.execute(
                f"SELECT * FROM entries {between}",  # noqa: S608 - a constant
                days,
            )
        ),
        lost_days=tuple(
            LostDay(day(d), reason, CellRef(*cell))
            for d, reason, *cell in db.execute(
                f"SELECT * FROM lost_days {between}",  # noqa: S608 - a constant
                days,
            )
        ),
        open_items=tuple(
            OpenItem(day(d), text, CellRef(*cell))
            for d, text, *cell in db.execute("SELECT * FROM open_items ORDER BY date, rowid")
        ),
        findings=tuple(
            Finding(kind, Severity(severity), where, message)
            for kind, severity, where, message in db.execute(
                "SELECT * FROM findings ORDER BY rowid"
            )
        ),
        available=tuple(whole.get("available") or (None,) * 7),
        week_starts=whole.get("week_starts"),
    )


def _target(row: tuple[Any, ...]) -> Target:
    category, unit, per_week, week, priority, block, max_per_day, weekdays, *cell = row
    return Target(
        category,
        _UNITS[unit],
        per_week,
        week and date.fromisoformat(week),
        priority,
        block,
        max_per_day,
        tuple(json.loads(weekdays)),
        None if cell[0] is None else CellRef(*cell),
    )
