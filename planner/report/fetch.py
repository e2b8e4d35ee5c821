"""The report of what the cache knows: the one way that commands come by it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from planner.report.build import HISTORY, Freshness, Report, build
from planner.week import zone

if TYPE_CHECKING:
    from datetime import date, datetime

    from planner.cache import Cache
    from planner.config import Config


WEEK = timedelta(days=7)  # lost days are planned ahead, and the plan looks to the week's end


def fetch(cache: Cache, config: Config, on: date, now: datetime) -> Report:
    """The report on the morning of `on`, from the cache alone; nothing is written.

    Errors: as the cache's.
    """
    since = on - HISTORY
    state = cache.state()
    return build(
        cache.current(since, on + WEEK, config.rules),
        on,
        rules=config.rules,
        freshness=Freshness(
            last=state.last,
            pending=state.pending,
            conflicts=state.conflicts,
            stale_after=config.stale_after,
            zone=zone(state.time_zone),
            url=state.url,
        ),
        now=now,
        suggestions=cache.suggestions(since),
        balance=config.balance,
    )
