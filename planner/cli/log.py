"""`planner log`: record an actual, also without the sheet at hand."""

from __future__ import annotations

import click

from planner.cli.completing import categories
from planner.cli.context import configuration, now, on_date


@click.command("log")
@click.argument("category", shell_complete=categories)
@click.argument("amount")
@click.argument("activity", nargs=-1)
@click.option("--on", metavar="DATE", help="The day it was done.  [default: today]")
def command(category: str, amount: str, activity: tuple[str, ...], on: str | None) -> None:
    """Record what was done; it reaches the sheet at the next sync.

    \b
    planner log applications 3
    planner log coding 1h30 "Arrays (3)"
    planner log coding "1 hr + 1.5 hr" --on yesterday

    AMOUNT: 2.5h, 1h30, 90m, 1:30, 1 hr + 1.5 hr; a bare number for a count.
    DATE: 2025-10-16, today, yesterday, tomorrow, a weekday's name (the last such day).
    """
    from planner.cache import open_cache
    from planner.cli.amounts import amount_of, one_day, said
    from planner.model import Log

    config = configuration()
    with open_cache(config.cache) as cache:
        day = on_date(on, cache.state().time_zone)
        name, unit, done = amount_of(category, amount, cache.current(day, day), config.rules)
        one_day(name, unit, done, amount)
        cache.record(Log(day, name, unit, done, " ".join(activity).strip()), now())
    click.echo(f"Logged {said(name, unit, done)} on {day:%a} {day}. It waits for the next sync.")
