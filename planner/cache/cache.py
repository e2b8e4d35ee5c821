"""The cache as its users see it: readings, the outbox, the history, in one SQLite file."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from planner.cache import cells, outbox, readings, schema
from planner.cache.overlay import overlay
from planner.errors import UsageError
from planner.model import CellRef, Log, Rewrite, SetTarget, Unlog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from planner.allocate import Block
    from planner.cache.cells import Seen, Typed
    from planner.cache.outbox import Change, SentBatch, Waiting
    from planner.config import Rules
    from planner.learn import Suggested
    from planner.model import Operation, Reading


@dataclass(frozen=True, slots=True)
class SyncState:
    """Where the cache stands against its sheet; all empty before the first sync.

    last: the last successful sync. pending: operations waiting, conflicts: those of them that a
    person must settle. sheet, title, time_zone, locale: as the last snapshot said. generation: of
    the sheet when last seen. shape: how many tables each tab held. tabs: the sheet's own number of
    each tab, which a link to a cell needs. settled: the fingerprint of a snapshot that left nothing
    to do, "" after any other.
    """

    last: datetime | None = None
    pending: int = 0
    conflicts: int = 0
    sheet: str = ""
    title: str = ""
    time_zone: str = ""
    locale: str = ""
    generation: int = 0
    shape: tuple[tuple[str, int], ...] = ()
    tabs: tuple[tuple[str, int], ...] = ()
    settled: str = ""

    @property
    def url(self) -> str:
        """Where a browser finds the sheet; "" for a file."""
        is_id = self.sheet and not any(mark in self.sheet for mark in "/\\.")
        return f"https://docs.google.com/spreadsheets/d/{self.sheet}/edit" if is_id else ""


def open_cache(path: Path) -> Cache:
    """Open the cache in that file, made where it is missing. Errors: as `schema.connect` says."""
    return Cache(path)


class Cache:
    """One device's cache: a context manager. Whatever is changed is on the disk on return."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = schema.connect(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.db.close()
        if isinstance(error, sqlite3.Error):
            raise schema.explained(error, self.path) from None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is done inside is kept, or none. Errors: as `schema.explained` says."""
        if self.db.in_transaction:
            yield self.db
            return
        try:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise schema.explained(error, self.path) from None

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Nothing of what is done inside is kept."""
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("ROLLBACK")

    # What the sheet says.

    def reading(self, since: date | None = None, until: date | None = None) -> Reading:
        """What the sheet last said of the days from `since` to `until`; None is an open end."""
        return readings.load(self.db, since, until)

    def current(
        self, since: date | None = None, until: date | None = None, rules: Rules | None = None
    ) -> Reading:
        """The sheet's last reading with the waiting operations laid over it."""
        waiting = (item.operation for item in self.outbox() if item.state == outbox.WAITING)
        return overlay(self.reading(since, until), waiting, since, until, rules)

    def state(self) -> SyncState:
        """Where the cache stands against its sheet."""
        known = json.loads(self._meta("sync") or "{}")
        last = known.pop("last", None)
        shape = tuple((tab, tables) for tab, tables in known.pop("shape", ()))
        tabs = tuple((tab, number) for tab, number in known.pop("tabs", ()))
        conflicts = outbox.count(self.db, outbox.CONFLICT, outbox.DOUBTFUL)
        pending = outbox.count(self.db, outbox.WAITING) + conflicts
        when = None if last is None else datetime.fromisoformat(last)
        return SyncState(when, pending, conflicts, shape=shape, tabs=tabs, **known)

    # What waits for the sheet.

    def record(
        self,
        operation: Operation,
        made: datetime,
        undoes: int | None = None,
    ) -> int:
        """Put an operation into the outbox; answers its number."""
        with self.transaction() as db:
            return outbox.add(db, self.device, made.isoformat(), operation, undoes)

    def outbox(self) -> list[Waiting]:
        """What the sheet does not hold yet, oldest first: waiting operations and conflicts."""
        return outbox.listed(self.db, outbox.WAITING, outbox.CONFLICT, outbox.DOUBTFUL)

    def operations(self) -> list[Waiting]:
        """Every operation ever made here, oldest first, whatever became of it."""
        return outbox.listed(self.db)

    def withdraw(self, number: int) -> None:
        """Take an operation out of the outbox, that no batch on its way carries."""
        with self.transaction() as db:
            if number in self.on_their_way():
                raise UsageError(
                    "a sync that did not end may have brought it to the sheet",
                    todo="Run `planner sync` first.",
                )
            outbox.settle(db, [number], outbox.WITHDRAWN)

    def on_their_way(self) -> set[int]:
        """The operations in batches of which nobody knows yet what became of them."""
        return {number for batch in outbox.sent(self.db) for number in batch.carries}

    def undo(self, item: Waiting, made: datetime) -> int | None:
        """Take an operation back. Answers the number of the one that does; None: it was withdrawn.

        Errors: UsageError where an operation of that kind can only be undone in another way.
        """
        with self.transaction():
            if item.state != outbox.DONE and item.number not in self.on_their_way():
                self.withdraw(item.number)
                return None
            back = _inverse(item.operation)
            return self.record(back, made, item.number)

    # What was suggested.

    def remember_suggestion(self, day: date, blocks: Iterable[Block]) -> None:
        """Keep what was suggested for a day, in its order."""
        with self.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO suggestions VALUES (?, ?)",
                (day.isoformat(), json.dumps([[b.category, b.minutes] for b in blocks])),
            )

    def suggestions(self, since: date) -> list[Suggested]:
        """What was suggested from that day on."""
        from planner.learn import Suggested

        rows = self.db.execute(
            "SELECT day, blocks FROM suggestions WHERE day >= ? ORDER BY day", (since.isoformat(),)
        )
        return [
            Suggested(date.fromisoformat(day), category, minutes, order)
            for day, blocks in rows
            for order, (category, minutes) in enumerate(json.loads(blocks))
        ]

    # What was ever seen.

    def cells(self) -> dict[CellRef, Typed]:
        """Every typed cell as last seen."""
        return cells.load(self.db)

    def history(
        self, day: date | None = None, category: str | None = None, number: int | None = None
    ) -> list[Seen]:
        """The changes to cells of that day and category, oldest first."""
        return cells.history(self.db, day, category, number)

    def now_in(self, change: Change) -> tuple[CellRef, str]:
        """Where a changed cell is now, and what is typed in it.

        Rows move: it is the cell of that day that still holds what the change brought, else of
        that day's one row, else the cell at its old place.
        """
        typed = self.cells()
        same = [
            ref
            for ref, cell in typed.items()
            if (ref.tab, ref.column) == (change.cell.tab, change.cell.column)
            and (cell.text, cell.date) == (change.after, change.date)
        ]
        if change.cell not in same and len(same) == 1:
            return same[0], change.after
        rows = {
            ref.row
            for ref, cell in typed.items()
            if ref.tab == change.cell.tab and change.date and cell.date == change.date
        }
        row = rows.pop() if len(rows) == 1 else change.cell.row
        ref = CellRef(change.cell.tab, row, change.cell.column)
        return ref, typed[ref].text if ref in typed else ""

    # What only the sync calls, inside its transactions.

    @property
    def device(self) -> str:
        """This device's id: a word by chance, made once."""
        known = self._meta("device")
        return known if known else self.new_device()

    def new_device(self) -> str:
        """Take another id, where this one turns out to be a copy's too."""
        with self.transaction():
            self._keep("device", os.urandom(6).hex())
        return self.device

    def settle(
        self, numbers: Iterable[int], state: str, why: str = "", found: str | None = None
    ) -> None:
        """Give these operations a state."""
        with self.transaction() as db:
            outbox.settle(db, numbers, state, why, found)

    def sent(self) -> list[SentBatch]:
        """The batches of which nobody knows yet what became of them."""
        return outbox.sent(self.db)

    def knows(self, digest: str) -> bool:
        """Whether this cache ever sent the batch."""
        query = "SELECT 1 FROM batches WHERE digest = ?"
        return self.db.execute(query, (digest,)).fetchone() is not None

    def send(self, batch: SentBatch) -> None:
        """Write a batch down before it is sent."""
        with self.transaction() as db:
            outbox.send(db, batch)

    def mark(self, batch: SentBatch, state: str) -> None:
        """What became of a batch."""
        with self.transaction() as db:
            outbox.mark(db, batch.digest, state)

    def remember(self, seen: datetime, who: str, changes: Iterable[Change]) -> None:
        """Add changes to the history."""
        with self.transaction() as db:
            cells.remember(db, seen.isoformat(), who, changes)

    def store(self, reading: Reading, typed: Mapping[CellRef, Typed]) -> None:
        """Put what the sheet says now in the place of what it said before."""
        with self.transaction() as db:
            readings.store(db, reading)
            cells.store(db, cells.load(db), typed)

    def stand(self, state: SyncState) -> None:
        """Keep where the cache stands against its sheet; the outbox is counted, not kept."""
        names = ("sheet", "title", "time_zone", "locale", "generation", "shape", "tabs", "settled")
        known = {name: getattr(state, name) for name in names}
        with self.transaction():
            last = state.last and state.last.isoformat()
            self._keep("sync", json.dumps(known | {"last": last}))

    def _meta(self, key: str) -> str | None:
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _keep(self, key: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _inverse(operation: Operation) -> Operation:
    match operation:
        case Log(day, category, unit, amount, activity):
            return Unlog(day, category, unit, amount, activity)
        case Unlog(day, category, unit, amount, activity):
            return Log(day, category, unit, amount, activity)
        case SetTarget(category, unit, amount, week, int(base)):
            return SetTarget(category, unit, base, week, amount)
        case Rewrite(cell, day, base, text):
            return Rewrite(cell, day, text, base)
    raise UsageError(
        "it is in the sheet already and cannot be undone as a whole",
        todo="`planner history` lists what stood there; `planner restore` brings it back.",
    )
