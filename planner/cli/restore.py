"""`planner restore`: bring back a value of the history."""

from __future__ import annotations

import click

from planner.cli.context import configuration, now


@click.command("restore")
@click.argument("number", type=int)
@click.option(
    "--after", is_flag=True, help="The value that the change brought, not the one before."
)
def command(number: int, *, after: bool) -> None:
    """Put back what stood in a cell before the change of that NUMBER in `planner history`.

    It goes the way of everything done here: to the sheet with the next sync, only where the cell
    still holds what the cache saw, and into the history.
    """
    from planner.cache import open_cache
    from planner.cli.saying import say
    from planner.errors import UsageError
    from planner.model import Rewrite

    with open_cache(configuration().cache) as cache:
        found = cache.history(number=number)
        if not found:
            raise UsageError(
                f"the history has no change {number}", todo="`planner history` lists them."
            )
        change = found[0].change
        text = change.after if after else change.before
        cell, base = cache.now_in(change)
        if base == text:
            click.echo(f"{cell} holds that already.")
            return
        operation = Rewrite(cell, change.date, base, text)
        cache.record(operation, now())
    click.echo(f"Recorded: {say(operation)}. It waits for the next sync.")
