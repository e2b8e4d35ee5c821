"""`planner start`: time what is being done."""

from __future__ import annotations

import click

from planner.cli.completing import categories
from planner.cli.context import configuration, now


@click.command("start")
@click.argument("category", shell_complete=categories)
@click.argument("activity", nargs=-1)
def command(category: str, activity: tuple[str, ...]) -> None:
    """Start a timer; `planner stop` logs what it measured.

    \b
    planner start coding
    planner start networking "Mails to old colleagues"

    It runs on through a reboot. One runs at a time; `planner cancel` forgets it.
    """
    from planner.cache import open_cache
    from planner.cache.timers import Timer, start
    from planner.categories import find_category, known_categories
    from planner.cli.timing import clock, lasted
    from planner.errors import UsageError

    config = configuration()
    moment = now()
    with open_cache(config.cache) as cache:
        known = known_categories(cache.current(rules=config.rules), config.rules)
        name = find_category(category, known, config.rules)
        timer = Timer(name, " ".join(activity).strip(), moment)
        if other := start(cache, timer):
            raise UsageError(
                f"{other.category} is being timed, {lasted(other, moment)} so far",
                todo="`planner stop` logs it, `planner cancel` forgets it.",
            )
        zone = cache.state().time_zone
    click.echo(f"Timing {name} since {clock(timer, zone)}. `planner stop` logs it.")
