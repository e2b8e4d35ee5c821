"""The report of what the cache knows: the one way that commands come by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.cache.timers import running
from planner.model import Finding, Severity
from planner.report.build import HISTORY, Freshness, Report, build
from planner.week import zone

if TYPE_CHECKING:
    from collections.abc import Iterator
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
    reading = cache.current(since, on + WEEK, config.rules)
    return build(
        replace(reading, findings=(*reading.findings, *_timed_since_yesterday(cache, now))),
        on,
        rules=config.rules,
        freshness=Freshness(
            last=state.last,
            pending=state.pending,
            conflicts=state.conflicts,
            stale_after=config.stale_after,
            zone=zone(state.time_zone),
            url=state.url,
            tabs=dict(state.tabs),
        ),
        now=now,
        suggestions=cache.suggestions(since),
        balance=config.balance,
    )


def _timed_since_yesterday(cache: Cache, now: datetime) -> Iterator[Finding]:
    """A timer that was started on another day than today was mostly forgotten."""
    here = zone(cache.state().time_zone)
    timer = running(cache)
    if timer and (begun := timer.started.astimezone(here)).date() < now.astimezone(here).date():
        yield Finding(
            "timer-running",
            Severity.WARNING,
            "timer",
            f"{timer.category} has been timed since {begun:%a %Y-%m-%d %H:%M}; `planner stop "
            "AMOUNT` logs what it really was, `planner cancel` forgets it",
        )
