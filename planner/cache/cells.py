"""Every typed cell as last seen, and every value that any of them ever held: the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.cache.outbox import Change
from planner.model import CellRef

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

SHEET = "sheet"
"""Who changed a cell, where it was not this device: a person, or another device."""
HERE = "here"
"""This device."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed in a cell, and what it is about, where known.

    ours: the text is what we make of our own write, the sheet may show it otherwise.
    """

    text: str
    date: date | None = None
    category: str | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A change in the history: when it was seen (ISO 8601), and by whom it was made."""

    number: int
    seen: str
    who: str
    change: Change


def load(db: sqlite3.Connection) -> dict[CellRef, Typed]:
    """Every typed cell as last seen."""
    rows = db.execute("SELECT tab, line, place, text, date, category, ours FROM cells")
    return {
        CellRef(tab, line, place): Typed(text, _day(day), category, bool(ours))
        for tab, line, place, text, day, category, ours in rows
    }


def store(
    db: sqlite3.Connection, old: Mapping[CellRef, Typed], new: Mapping[CellRef, Typed]
) -> None:
    """Bring the typed cells from what they were to what they are."""
    db.executemany(
        "DELETE FROM cells WHERE tab = ? AND line = ? AND place = ?",
        ((ref.tab, ref.row, ref.column) for ref in old if ref not in new),
    )
    db.executemany(
        "INSERT OR REPLACE INTO cells (tab, line, place, text, date, category, ours) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                ref.tab,
                ref.row,
                ref.column,
                c.text,
                c.date and c.date.isoformat(),
                c.category,
                c.ours,
            )
            for ref, c in new.items()
            if old.get(ref) != c
        ),
    )


def remember(db: sqlite3.Connection, seen: str, who: str, changes: Iterable[Change]) -> None:
    """Add changes to the history."""
    db.executemany(
        "INSERT INTO history (seen, who, date, category, tab, line, place, before, after) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (seen, who, c.date and c.date.isoformat(), c.category, c.cell.tab, c.cell.row,
             c.cell.column, c.before, c.after)
            for c in changes
        ),
    )  # fmt: skip


def history(
    db: sqlite3.Connection, day: date | None, category: str | None, number: int | None
) -> list[Seen]:
    """The changes to cells of that day and category, oldest first; None is every one."""
    rows = db.execute(
        "SELECT number, seen, who, tab, line, place, before, after, date, category FROM history "
        "WHERE (?1 IS NULL OR date = ?1) AND (?2 IS NULL OR category = ?2) "
        "AND (?3 IS NULL OR number = ?3) ORDER BY number",
        (day and day.isoformat(), category, number),
    )
    return [
        Seen(n, seen, who, Change(CellRef(tab, line, place), before, after, _day(d), about))
        for n, seen, who, tab, line, place, before, after, d, about in rows
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
