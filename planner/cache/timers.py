"""The running timer, kept on the disk: it outlives the terminal and the machine's next start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.cache.cache import Cache


@dataclass(frozen=True, slots=True)
class Timer:
    """What is being done since a moment, which knows its zone."""

    category: str
    activity: str
    started: datetime


def running(cache: Cache) -> Timer | None:
    """The timer that runs, if one does."""
    row = cache.db.execute("SELECT category, activity, started FROM timers").fetchone()
    return None if row is None else Timer(row[0], row[1], datetime.fromisoformat(row[2]))


def start(cache: Cache, timer: Timer) -> Timer | None:
    """Start it, unless one runs: that one is the answer then, and runs on."""
    with cache.transaction() as db:
        if (other := running(cache)) is None:
            db.execute(
                "INSERT INTO timers (category, activity, started) VALUES (?, ?, ?)",
                (timer.category, timer.activity, timer.started.isoformat()),
            )
        return other


def end(cache: Cache) -> None:
    """Take the timer away; what it measured is its caller's to record, in one transaction."""
    with cache.transaction() as db:
        db.execute("DELETE FROM timers")
