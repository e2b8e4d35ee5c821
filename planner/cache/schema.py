"""The cache's file: how it is made, opened, and brought up to date.

One SQLite file in rollback-journal mode with full synchronisation: after a crash or a power cut
it holds the last transaction whole, and a copy of the one file is a whole copy.
"""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from planner.errors import DataError, PermissionDeniedError, PlannerError, TryAgainError

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION = 0x504C414E  # "PLAN", in the file's own header
WAIT = 5.0  # seconds for another process to end its transaction

MIGRATIONS = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE entries (
        date TEXT NOT NULL, category TEXT NOT NULL, unit TEXT NOT NULL, amount INTEGER NOT NULL,
        activity TEXT NOT NULL, cost INTEGER,
        tab TEXT NOT NULL, line INTEGER NOT NULL, place INTEGER NOT NULL);
    CREATE INDEX entries_by_date ON entries (date);
    CREATE TABLE targets (
        category TEXT NOT NULL, unit TEXT NOT NULL, per_week INTEGER NOT NULL, week TEXT,
        priority REAL NOT NULL, block INTEGER, max_per_day INTEGER, weekdays TEXT NOT NULL,
        tab TEXT, line INTEGER, place INTEGER);
    CREATE TABLE lost_days (
        date TEXT NOT NULL, reason TEXT NOT NULL,
        tab TEXT NOT NULL, line INTEGER NOT NULL, place INTEGER NOT NULL);
    CREATE TABLE open_items (
        date TEXT NOT NULL, text TEXT NOT NULL,
        tab TEXT NOT NULL, line INTEGER NOT NULL, place INTEGER NOT NULL);
    CREATE TABLE findings (
        kind TEXT NOT NULL, severity TEXT NOT NULL, place TEXT NOT NULL, message TEXT NOT NULL);
    CREATE TABLE cells (
        tab TEXT NOT NULL, line INTEGER NOT NULL, place INTEGER NOT NULL, date TEXT,
        category TEXT, text TEXT NOT NULL, ours INTEGER NOT NULL,
        PRIMARY KEY (tab, line, place)) WITHOUT ROWID;
    CREATE TABLE history (
        number INTEGER PRIMARY KEY, seen TEXT NOT NULL, who TEXT NOT NULL, date TEXT,
        category TEXT, tab TEXT NOT NULL, line INTEGER NOT NULL, place INTEGER NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL);
    CREATE INDEX history_by_date ON history (date);
    CREATE TABLE outbox (
        number INTEGER PRIMARY KEY AUTOINCREMENT, device TEXT NOT NULL, made TEXT NOT NULL,
        operation TEXT NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL DEFAULT '',
        found TEXT, undoes INTEGER);
    CREATE INDEX outbox_by_state ON outbox (state);
    CREATE TABLE batches (
        digest TEXT PRIMARY KEY, generation INTEGER NOT NULL, device TEXT NOT NULL,
        sent TEXT NOT NULL, state TEXT NOT NULL, content TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE suggestions (day TEXT PRIMARY KEY, blocks TEXT NOT NULL)
        WITHOUT ROWID;
    CREATE TABLE timers (
        number INTEGER PRIMARY KEY, category TEXT NOT NULL, activity TEXT NOT NULL,
        started TEXT NOT NULL);
    CREATE TABLE deliveries (
        day TEXT NOT NULL, target TEXT NOT NULL, delivered TEXT NOT NULL,
        PRIMARY KEY (day, target)) WITHOUT ROWID;
    """,
)
"""Each one brings the file to its number; what has been published is never changed."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the cache, making it (for its owner alone to read) or bringing it up to date.

    Errors: DataError where the file is no cache, broken, or of a newer planner; it is left as it
    is. TryAgainError, PermissionDeniedError as `explained` says.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise explained(error, path) from None
    try:
        _bring_up_to_date(db, path)
        db.execute("SELECT 1 FROM sqlite_master")  # reads the first page: is it whole?
    except sqlite3.Error as error:
        db.close()
        raise explained(error, path) from None
    except PlannerError:
        db.close()
        raise
    return db


def _bring_up_to_date(db: sqlite3.Connection, path: Path) -> None:
    version = _version(db, path)
    if version == len(MIGRATIONS):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        # Asked again inside the transaction: another process may have been faster.
        for migration in MIGRATIONS[_version(db, path) :]:
            for statement in migration.split(";"):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _version(db: sqlite3.Connection, path: Path) -> int:
    application: int = db.execute("PRAGMA application_id").fetchone()[0]
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if application == APPLICATION:
        if version > len(MIGRATIONS):
            raise DataError(
                f"the cache was written by a newer planner (format {version}; this one knows "
                f"{len(MIGRATIONS)})",
                where=str(path),
                todo="Update planner, or name another file with `cache` in the configuration.",
            )
        return version
    if application or version or db.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise DataError(
            "this is a database of another program, and was left as it is",
            where=str(path),
            todo="Name another file with `cache` in the configuration.",
        )
    return 0


def explained(error: OSError | sqlite3.Error, path: Path) -> PlannerError:
    """What a fault of the file means for a person."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    where = str(path)
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return DataError(
            "the cache is broken, and was left as it is",
            where=where,
            todo="Move it away and run `planner sync`: the sheet fills a new one. What had not "
            "reached the sheet is in the old one.",
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return TryAgainError(
            "another planner is writing to the cache", where=where, todo="Try again in a moment."
        )
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR) or getattr(error, "errno", 0) == 28:
        return TryAgainError(
            "the disk is full or fails; nothing was changed",
            where=where,
            todo="Make room and try again.",
        )
    return PermissionDeniedError(
        f"the cache cannot be written: {getattr(error, 'strerror', None) or error}",
        where=where,
        todo="Give yourself write permission there, or name another file with `cache`.",
    )
