"""`planner undo`: take back the last thing done here."""

from __future__ import annotations

import click

from planner.cli.context import configuration, now


@click.command("undo")
def command() -> None:
    """Take back the last thing done here, whether the sheet holds it yet or not.

    Once more takes back the one before it. What other people or devices did stays.
    """
    from planner.cache import open_cache
    from planner.cache.outbox import WITHDRAWN
    from planner.cli.saying import say
    from planner.errors import UsageError

    with open_cache(configuration().cache) as cache:
        made = [item for item in cache.operations() if item.state != WITHDRAWN]
        undone = {item.undoes for item in made if item.undoes}
        last = next(
            (i for i in reversed(made) if i.undoes is None and i.number not in undone), None
        )
        if last is None:
            raise UsageError(
                "there is nothing to undo here",
                todo="`planner history` lists what changed in the sheet.",
            )
        number = cache.undo(last, now())
    where = "It had not reached the sheet." if number is None else "It waits for the next sync."
    click.echo(f"Undone: {say(last.operation)}. {where}")
