"""`planner rm`: take an entry out of the sheet."""

from __future__ import annotations

import click

from planner.cli.context import configuration, now, on_date


@click.command("rm")
@click.argument("category")
@click.option("--on", metavar="DATE", help="The entry's day.  [default: today]")
@click.option("--entry", type=int, metavar="NUMBER", help="Which one, where the day has several.")
def command(category: str, on: str | None, entry: int | None) -> None:
    """Empty the cell of an entry's amount; the words beside it stay.

    \b
    planner rm coding --on yesterday

    It reaches the sheet with the next sync, where the cell still holds what the cache saw, and
    `planner restore` brings it back.
    """
    from planner.cache import open_cache
    from planner.cli.entries import amount_alone, the_entry
    from planner.cli.saying import say
    from planner.errors import UsageError
    from planner.model import Rewrite

    config = configuration()
    with open_cache(config.cache) as cache:
        day = on_date(on, cache.state().time_zone)
        found, typed = the_entry(cache, config.rules, category, day, entry)
        if not amount_alone(typed):
            raise UsageError(
                f"{found.cell} holds more than an amount: “{typed}”",
                todo='`planner edit … --text "…"` gives it another text.',
            )
        operation = Rewrite(found.cell, day, typed, "")
        cache.record(operation, now())
    click.echo(f"Recorded: {say(operation)}. It waits for the next sync.")
