"""`planner cancel`: forget the timer."""

from __future__ import annotations

import click

from planner.cli.context import configuration, now


@click.command("cancel")
def command() -> None:
    """Forget the running timer; nothing is logged.

    \b
    planner cancel
    """
    from planner.cache import open_cache
    from planner.cache.timers import end, running
    from planner.cli.timing import lasted, none_runs

    config = configuration()
    with open_cache(config.cache) as cache:
        timer = running(cache)
        if timer is None:
            raise none_runs()
        end(cache)
    click.echo(f"Forgot the timer of {timer.category} after {lasted(timer, now())}.")
