"""Two devices sync over HTTP with faults while a person types: nothing lost, nothing twice."""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from planner.cache import open_cache
from planner.config import CATEGORIES, Rules
from planner.errors import TryAgainError
from planner.model import HOUR, Log, Unit
from planner.sync import sync

if TYPE_CHECKING:
    from pathlib import Path

    from planner.cache import Cache
    from tests.sheets.google.stand_in import StandIn

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
RULES = Rules(CATEGORIES)
FAULTS = {
    "lost_answer": 0.1, "refuse": {"503": 0.1, "429": 0.05}, "cut_body": 0.05, "delay": 0.1,
}  # fmt: skip
SEEDS = int(os.environ.get("SOAK", "3"))
HEADER = ["Date", "Category", "Amount", "Activity"]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nothing_is_lost_and_nothing_comes_twice(
    google: StandIn, tmp_path: Path, seed: int
) -> None:
    luck = random.Random(seed)
    day = [f"{MONDAY}", "Coding", "1.5", "Arrays"]
    sheet_id = google.make({"Log": [HEADER, *([day] * 3)]}, timeZone="Etc/GMT")
    with open_cache(tmp_path / "a.sqlite3") as a, open_cache(tmp_path / "b.sqlite3") as b:
        _live(google, luck, sheet_id, [a, b], seed)


def _live(
    google: StandIn, luck: random.Random, sheet_id: str, caches: list[Cache], seed: int
) -> None:
    """Thirty steps of logging, typing and syncing under faults; then all is well again."""
    logged: list[str] = []
    typed: dict[str, str] = {}

    def try_sync(number: int) -> bool:
        try:
            sync(caches[number], google.open(sheet_id, NOW.timestamp()), RULES, NOW)
        except TryAgainError:
            return False
        return True

    for n in range(2):
        assert try_sync(n)
    google.app.set_faults(FAULTS | {"seed": seed})
    for step in range(30):
        cache = caches[luck.randrange(2)]
        logged.append(f"work{step}")
        day_of = MONDAY + timedelta(days=luck.randrange(2))
        cache.record(Log(day_of, "Coding", Unit.HOURS, HOUR, logged[-1]), NOW)
        if luck.random() < 0.5:
            where = f"Log!D{len(google.seen(sheet_id)['Log']) + luck.randint(1, 2)}"
            if where not in typed:
                typed[where] = f"word{step}"
                when = luck.choice(["now", "before-next-write"])
                google.types(sheet_id, where, typed[where], when)
        if luck.random() < 0.4:
            try_sync(luck.randrange(2))
    google.app.set_faults({})
    for n in (0, 1, 0, 1):
        assert try_sync(n)
    words = Counter(cell for row in google.seen(sheet_id)["Log"] for cell in row)
    assert [word for word in logged if words[word] != 1] == []
    assert [word for word in typed.values() if words[word] != 1] == []
    assert [cache.outbox() for cache in caches] == [[], []]
