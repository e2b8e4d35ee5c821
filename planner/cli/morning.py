"""`planner morning`: sync, report and deliver, as cron runs it at seven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.context import configuration, now, today

if TYPE_CHECKING:
    from datetime import datetime

    from planner.cache import Cache
    from planner.config import Config
    from planner.errors import PlannerError
    from planner.report.build import Report
    from planner.report.delivery import Address


@click.command("morning")
@click.option("--again", is_flag=True, help="Deliver also where today's report went already.")
def command(*, again: bool) -> None:
    """Sync if that can be done, and deliver the report in any case.

    It goes to the addresses of $PLANNER_DELIVER, of `deliver` in the configuration, or of the
    keyring (planner/deliver); without any, to standard output. An address that could not be
    reached is tried again at the next run, and only that one.
    """
    import os

    from planner.cache import open_cache
    from planner.report.delivery import addresses
    from planner.report.fetch import fetch

    config = configuration()
    moment = now()
    with open_cache(config.cache) as cache:
        trouble = _sync(config, cache, moment)
        report = fetch(cache, config, today(cache.state().time_zone), moment)
        cache.remember_suggestion(report.plan.date, report.plan.blocks)
        if known := addresses(config, os.environ):
            failed = _deliver(cache, report, known, moment, again=again)
        else:
            from planner.report.text import render

            click.echo(render(report))
            failed = []
    if failed:
        from planner.errors import TryAgainError

        if trouble:
            click.echo(f"planner: not synced: {trouble}", err=True)
        raise TryAgainError(
            f"the report could not be delivered to {', '.join(failed)}",
            todo="`planner morning` tries it again; `planner report` shows it here.",
        )
    if trouble:
        raise trouble


def _sync(config: Config, cache: Cache, moment: datetime) -> PlannerError | None:
    """Sync; answers what went wrong, where somebody must hear of it."""
    from planner.cli.syncing import sync_now
    from planner.errors import PlannerError
    from planner.sync import worth_saying

    try:
        sync_now(config, cache, moment)
    except PlannerError as error:
        last = cache.state().last
        return error if worth_saying(error, last, moment, config.stale_after) else None
    return None


def _deliver(
    cache: Cache, report: Report, known: tuple[Address, ...], moment: datetime, *, again: bool
) -> list[str]:
    """Send the report to each address that lacks it; answers the names of those that failed."""
    from planner.cache import deliveries
    from planner.report.delivery import deliver

    failed = []
    for address in known:
        if deliveries.is_delivered(cache, report.on, address.url) and not again:
            continue
        taken = deliver(report, address, deliveries.missed(cache, report.on, address.url))
        deliveries.mark(cache, report.on, address.url, moment if taken else None)
        if not taken:
            failed.append(address.name)
    return failed
