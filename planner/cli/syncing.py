"""What `sync`, `init`, `report --sync` and others do: sync the configured sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from planner.cache import Cache
    from planner.config import Config
    from planner.model import Reading
    from planner.sheets.grid import Replace
    from planner.sync import SyncReport


def sync_now(
    config: Config, cache: Cache, moment: datetime, *, dry_run: bool = False, accept: bool = False
) -> SyncReport:
    """Sync cache and sheet, the Report tab too. Errors: every PlannerError that a sheet can raise.

    Where the Report tab is all that there is to write, and it cannot be, the rest is synced all
    the same: a sheet that is shared read-only, or open in a desktop program, can still be read.
    """
    from planner.errors import DataError, PermissionDeniedError, TryAgainError
    from planner.sheets import open_sheet
    from planner.sync import sync

    def report_tab(reading: Reading) -> Replace:
        return _report_tab(config, cache, reading, moment)

    sheet, rules = open_sheet(config, _say), config.rules
    busy = (TryAgainError,) if config.workbook else ()
    try:
        return sync(cache, sheet, rules, moment, dry_run=dry_run, accept=accept, report=report_tab)
    except (PermissionDeniedError, DataError, *busy):
        if cache.outbox():
            raise
        return sync(cache, sheet, rules, moment, dry_run=dry_run, accept=accept)


def _say(words: str) -> None:
    """Why it takes so long, where a person is waiting."""
    import sys

    if sys.stderr.isatty():
        sys.stderr.write(f"planner: {words}\n")


def _report_tab(config: Config, cache: Cache, reading: Reading, moment: datetime) -> Replace:
    """The Report tab, from the sheet alone: every device makes the same of it."""
    from planner.cli.context import today
    from planner.report import sheet_tab
    from planner.report.build import Freshness, build
    from planner.sheets.grid import Replace

    report = build(
        reading,
        today(cache.state().time_zone),
        rules=config.rules,
        freshness=Freshness(),
        now=moment,
        balance=config.balance,
    )
    return Replace(config.rules.report_tab, sheet_tab.WIDTH, sheet_tab.rows(report))
