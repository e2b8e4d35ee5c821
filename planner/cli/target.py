"""`planner target`: set a weekly target."""

from __future__ import annotations

import click

from planner.cli.completing import categories
from planner.cli.context import configuration, now, on_date


@click.command("target")
@click.argument("category", shell_complete=categories)
@click.argument("amount")
@click.option("--week", metavar="DATE", help="For the week of DATE alone.  [default: every week]")
def command(category: str, amount: str, week: str | None) -> None:
    """Set how much of CATEGORY a week should hold; it reaches the sheet at the next sync.

    \b
    planner target coding 15h
    planner target applications 10
    planner target coding 5h --week 2025-10-12

    A category that is not known yet begins here.
    """
    from planner.cache import open_cache
    from planner.cli.amounts import amount_of, said
    from planner.model import SetTarget
    from planner.week import first_weekday, week_of

    config = configuration()
    with open_cache(config.cache) as cache:
        day = on_date(week, cache.state().time_zone)
        reading = cache.current(day, day)
        start = week_of(day, first_weekday(config.rules, reading)) if week else None
        name, unit, planned = amount_of(category, amount, reading, config.rules, new=True)
        base = next(
            (t.per_week for t in reading.targets if t.category == name and t.week == start), None
        )
        cache.record(SetTarget(name, unit, planned, start, base), now())
    when = f"in the week of {start}" if start else "a week"
    click.echo(f"Target: {said(name, unit, planned)} {when}. It waits for the next sync.")
