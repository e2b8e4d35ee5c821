"""The outbox: operations that the sheet does not hold yet, and the batches that carry them.

An operation is `waiting` until its batch is known to be in the sheet (`done`), or the sheet
disagrees with it (`conflict`), or nobody can tell whether it is there (`doubtful`), or a person
takes it back (`withdrawn`). A batch is `sent` from
the moment before it is sent until a snapshot says what became of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.cache.operations import from_json, to_json
from planner.model import CellRef

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from planner.model import Operation

WAITING = "waiting"
DONE = "done"
CONFLICT = "conflict"
DOUBTFUL = "doubtful"
WITHDRAWN = "withdrawn"
SENT = "sent"
LANDED = "landed"
BEATEN = "beaten"
TAKEN_BACK = "taken back"
_COLUMNS = "number, device, made, operation, state, why, found, undoes"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An operation in the outbox, whatever its state.

    made: an ISO 8601 moment. why, found: of a conflict: what is the matter, and what the sheet
    holds instead. undoes: the number of the operation that this one takes back.
    """

    number: int
    device: str
    made: str
    operation: Operation
    state: str = WAITING
    why: str = ""
    found: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One cell's change, as typed; date and category: what the cell is about, where known."""

    cell: CellRef
    before: str
    after: str
    date: date | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class SentBatch:
    """A batch as it was written down before it was sent.

    carries: the numbers of its operations.
    """

    digest: str
    generation: int
    device: str
    sent: str
    state: str
    changes: tuple[Change, ...] = ()
    carries: tuple[int, ...] = ()


def add(
    db: sqlite3.Connection, device: str, made: str, operation: Operation, undoes: int | None
) -> int:
    """Put an operation at the end of the outbox and answer its number."""
    cursor = db.execute(
        "INSERT INTO outbox (device, made, operation, state, undoes) VALUES (?, ?, ?, ?, ?)",
        (device, made, to_json(operation), WAITING, undoes),
    )
    number = cursor.lastrowid
    assert number is not None  # noqa: S101 - an INSERT has one
    return number


def listed(db: sqlite3.Connection, *states: str) -> list[Waiting]:
    """The operations in one of these states, oldest first; all of them where none is named."""
    where = f"WHERE state IN ({','.join('?' * len(states))})" if states else ""
    query = f"SELECT {_COLUMNS} FROM outbox {where} ORDER BY number"  # noqa: S608 - no one's words
    rows = db.execute(query, states)
    return [Waiting(row[0], row[1], row[2], from_json(row[3]), *row[4:]) for row in rows]


def count(db: sqlite3.Connection, *states: str) -> int:
    """How many operations are in one of these states."""
    marks = ",".join("?" * len(states))
    query = f"SELECT count(*) FROM outbox WHERE state IN ({marks})"  # noqa: S608 - question marks
    counted: int = db.execute(query, states).fetchone()[0]
    return counted


def settle(
    db: sqlite3.Connection,
    numbers: Iterable[int],
    state: str,
    why: str = "",
    found: str | None = None,
) -> None:
    """Give these operations a state."""
    db.executemany(
        "UPDATE outbox SET state = ?, why = ?, found = ? WHERE number = ?",
        ((state, why, found, number) for number in numbers),
    )


def send(db: sqlite3.Connection, batch: SentBatch) -> None:
    """Write a batch down, with the operations that it carries, before it is sent."""
    changes = [
        (*_place(c.cell), c.before, c.after, c.date and c.date.isoformat(), c.category)
        for c in batch.changes
    ]
    content = {"changes": changes, "carries": batch.carries}
    db.execute(
        "INSERT OR REPLACE INTO batches VALUES (?, ?, ?, ?, ?, ?)",
        (
            batch.digest,
            batch.generation,
            batch.device,
            batch.sent,
            batch.state,
            json.dumps(content, ensure_ascii=False),
        ),
    )


def _place(cell: CellRef) -> tuple[str, int, int]:
    return cell.tab, cell.row, cell.column


def sent(db: sqlite3.Connection) -> list[SentBatch]:
    """The batches of which nobody knows yet what became of them, oldest first."""
    rows = db.execute(
        "SELECT digest, generation, device, sent, state, content FROM batches "
        "WHERE state = ? ORDER BY generation, sent",
        (SENT,),
    )
    found = []
    for digest, generation, device, when, state, text in rows:
        content: dict[str, Any] = json.loads(text)
        changes = tuple(
            Change(CellRef(tab, row, column), old, new, day and date.fromisoformat(day), category)
            for tab, row, column, old, new, day, category in content["changes"]
        )
        carries = tuple(content["carries"])
        found.append(SentBatch(digest, generation, device, when, state, changes, carries))
    return found


def mark(db: sqlite3.Connection, digest: str, state: str) -> None:
    """Give a batch a state; what it held is in the history by now, and is let go."""
    db.execute("UPDATE batches SET state = ?, content = '{}' WHERE digest = ?", (state, digest))
