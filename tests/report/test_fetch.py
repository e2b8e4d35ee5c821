"""The report of a cache."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from planner.cache import SyncState, open_cache
from planner.config import Config
from planner.model import HOUR, Log, Unit
from planner.report import html
from planner.report.fetch import fetch
from tests.report.samples import FRIDAY, NOW, RULES, reading

if TYPE_CHECKING:
    from pathlib import Path


def test_the_cache_reports_what_the_sheet_said_and_what_waits_for_it(tmp_path: Path) -> None:
    config = Config(path=tmp_path / "config.toml", cache=tmp_path / "cache", rules=RULES)
    with open_cache(config.cache) as cache:
        cache.store(reading(), {})
        hour_ago = NOW - timedelta(hours=1)
        tabs = (("Log", 7), ("Targets", 0))
        cache.stand(SyncState(hour_ago, sheet="abc", time_zone="Europe/Berlin", tabs=tabs))
        before = fetch(cache, config, FRIDAY, NOW)
        cache.record(Log(FRIDAY, "Parser", Unit.HOURS, HOUR), NOW)
        after = fetch(cache, config, FRIDAY, NOW)
    assert (before.freshness.pending, after.freshness.pending) == (0, 1)
    assert after.lines[0].gap.done == before.lines[0].gap.done + HOUR
    assert after.plan.date == FRIDAY + timedelta(days=1)
    assert str(after.freshness.zone) == "Europe/Berlin"
    assert html.link(after.freshness, "Log!D10") == (
        "https://docs.google.com/spreadsheets/d/abc/edit#gid=7&range=D10"
    )


def test_an_empty_cache_reports_that_nothing_was_ever_synced(tmp_path: Path) -> None:
    config = Config(path=tmp_path / "config.toml", cache=tmp_path / "cache", rules=RULES)
    with open_cache(config.cache) as cache:
        made = fetch(cache, config, FRIDAY, NOW)
    assert (made.lines, made.freshness.last) == ((), None)
