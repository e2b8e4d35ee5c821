"""`planner edit`: change an entry of the sheet."""

from __future__ import annotations

import click

from planner.cli.context import configuration, now, on_date


@click.command("edit")
@click.argument("category")
@click.argument("amount", required=False)
@click.option("--on", metavar="DATE", help="The entry's day.  [default: today]")
@click.option("--entry", type=int, metavar="NUMBER", help="Which one, where the day has several.")
@click.option("--text", help="The whole new text of the cell, instead of an amount.")
def command(
    category: str, amount: str | None, on: str | None, entry: int | None, text: str | None
) -> None:
    """Change the amount of an entry that the sheet holds, in the sheet's own notation.

    \b
    planner edit coding 2.5h --on yesterday
    planner edit networking --on friday --text "two calls (30 min)"

    It reaches the sheet with the next sync, where the cell still holds what the cache saw.
    """
    from planner.cache import open_cache
    from planner.cli.amounts import amount_of
    from planner.cli.entries import amount_alone, the_entry
    from planner.cli.saying import say
    from planner.errors import UsageError
    from planner.layouts.rewrite import in_notation
    from planner.model import Rewrite

    if (amount is None) == (text is None):
        raise UsageError("an edit needs either an AMOUNT or --text")
    config = configuration()
    with open_cache(config.cache) as cache:
        state = cache.state()
        day = on_date(on, state.time_zone)
        found, typed = the_entry(cache, config.rules, category, day, entry)
        if text is None and amount is not None:
            if not amount_alone(typed):
                raise UsageError(
                    f"{found.cell} holds more than an amount: “{typed}”",
                    todo="Give the cell's whole new text with --text.",
                )
            _, unit, wanted = amount_of(category, amount, cache.reading(day, day), config.rules)
            text = in_notation(wanted, unit, typed, state.locale)
        operation = Rewrite(found.cell, day, typed, text or "")
        cache.record(operation, now())
    click.echo(f"Recorded: {say(operation)}. It waits for the next sync.")
