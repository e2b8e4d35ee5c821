"""`planner resolve`: settle what the sheet and an operation disagree on."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from planner.cli.context import configuration, now

if TYPE_CHECKING:
    from planner.cache import Cache, Waiting
    from planner.model import Rewrite, SetTarget

_WORDS = {"mine": "what was done here", "theirs": "what the sheet says"}


@click.command("resolve")
@click.argument("number", type=int, required=False)
@click.option("--mine", "choice", flag_value="mine", help="Do what was done here after all.")
@click.option("--theirs", "choice", flag_value="theirs", help="Leave what the sheet says.")
@click.option("--text", help="Put this into the cell instead: a merge of the two.")
def command(number: int | None, choice: str | None, text: str | None) -> None:
    """Settle conflicts: both values side by side, and a choice between them.

    \b
    planner resolve                 shows them, and asks where it can
    planner resolve 12 --theirs
    planner resolve 12 --text "2 hrs + 1 hr"

    With a flag and no NUMBER, every conflict is settled that way. The choice goes to the sheet with
    the next sync, and only where the sheet still holds the value shown.
    """
    from planner.cache import open_cache
    from planner.errors import UsageError

    with open_cache(configuration().cache) as cache:
        items = [item for item in cache.outbox() if item.why]
        if number is not None:
            items = [item for item in items if item.number == number]
            if not items:
                raise UsageError(
                    f"there is no conflict {number}", todo="`planner resolve` lists them."
                )
        if text is not None and len(items) != 1:
            raise UsageError("--text settles one conflict", todo="Name it by its number.")
        if not items:
            click.echo("There are no conflicts.")
        for item in items:
            _show(item)
            chosen = "mine" if text is not None else choice or _ask()
            if chosen:
                _settle(cache, item, chosen, text)


def _show(item: Waiting) -> None:
    from planner.cli.saying import say

    click.echo(f"{item.number}. {say(item.operation)}")
    click.echo(f"   not done: {item.why}")
    if item.found is not None:
        click.echo(f"   the sheet says: “{item.found}”")


def _ask() -> str | None:
    """What a person chooses; None where nobody is there to be asked, or who leaves it."""
    if not sys.stdin.isatty():
        return None
    words = ["mine", "theirs", "later"]
    chosen: str = click.prompt("   Keep", type=click.Choice(words), default="later")
    return None if chosen == "later" else chosen


def _settle(cache: Cache, item: Waiting, choice: str, text: str | None) -> None:
    from planner.cache.outbox import DONE, DOUBTFUL, WAITING
    from planner.errors import UsageError
    from planner.model import Rewrite, SetTarget

    if choice == "theirs":
        if item.state == DOUBTFUL:
            cache.settle([item.number], DONE)
        else:
            cache.withdraw(item.number)
        click.echo(f"   settled: {_WORDS[choice]}")
        return
    if item.state == DOUBTFUL:
        cache.settle([item.number], WAITING)
    else:
        match item.operation:
            case Rewrite() as wanted:
                again = replace(wanted, base=item.found or "")
                again = again if text is None else replace(again, text=text)
                _instead(cache, item, again)
            case SetTarget(category, _, _, week, _) as target if text is None:
                targets = cache.reading().targets
                like = (t.per_week for t in targets if (t.category, t.week) == (category, week))
                _instead(cache, item, replace(target, base=next(like, None)))
            case _:
                raise UsageError(
                    f"{item.number} cannot be forced: {item.why}",
                    todo="Mend that cell in the sheet and run `planner sync`, or settle it with "
                    "--theirs.",
                )
    click.echo(f"   settled: {text or _WORDS[choice]}; it waits for the next sync")


def _instead(cache: Cache, item: Waiting, operation: Rewrite | SetTarget) -> None:
    with cache.transaction():
        cache.withdraw(item.number)
        cache.record(operation, now())
