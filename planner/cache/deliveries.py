"""Which mornings' reports reached which addresses; an address is kept as a digest alone."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from planner.cache import Cache


def mark(cache: Cache, day: date, address: str, delivered: datetime | None) -> None:
    """Keep that the day's report was delivered there, or, with None, that it could not be."""
    moment = delivered.isoformat() if delivered else ""
    with cache.transaction() as db:
        db.execute(
            "INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?)",
            (day.isoformat(), _target(address), moment),
        )


def is_delivered(cache: Cache, day: date, address: str) -> bool:
    """Whether the day's report has reached the address."""
    row = cache.db.execute(
        "SELECT delivered FROM deliveries WHERE day = ? AND target = ?",
        (day.isoformat(), _target(address)),
    ).fetchone()
    return row is not None and row[0] != ""


def missed(cache: Cache, day: date, address: str) -> list[date]:
    """The days since the last report that reached the address, before `day`, whose did not."""
    rows = cache.db.execute(
        "SELECT day FROM deliveries WHERE target = :target AND day < :day AND delivered = '' "
        "AND day > (SELECT coalesce(max(day), '') FROM deliveries "
        "WHERE target = :target AND delivered != '') ORDER BY day",
        {"target": _target(address), "day": day.isoformat()},
    )
    return [date.fromisoformat(day) for (day,) in rows]


def _target(address: str) -> str:
    # An address holds a password; what is kept must tell addresses apart and nothing more.
    return sha256(address.encode()).hexdigest()[:32]
