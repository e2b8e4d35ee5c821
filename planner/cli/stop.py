"""`planner stop`: end the timer and log what it measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.context import configuration, now

if TYPE_CHECKING:
    from datetime import datetime

    from planner.cache import Cache
    from planner.cache.timers import Timer
    from planner.config import Config
    from planner.model import Log


@click.command("stop")
@click.argument("amount", required=False)
def command(amount: str | None) -> None:
    """End the timer and log its time on the day that it was started.

    \b
    planner stop
    planner stop 1h30        (what it really was, where the timer ran on)
    planner stop 3           (how many, where the category is counted)

    The time is rounded to the minute.
    """
    from planner.cache import open_cache
    from planner.cache.timers import end, running
    from planner.cli.amounts import said
    from planner.cli.timing import none_runs

    config = configuration()
    moment = now()
    with open_cache(config.cache) as cache:
        timer = running(cache)
        if timer is None:
            raise none_runs()
        log = _measured(config, cache, timer, moment, amount)
        with cache.transaction():
            end(cache)
            cache.record(log, moment)
    done = said(log.category, log.unit, log.amount)
    click.echo(f"Logged {done} on {log.date:%a} {log.date}. It waits for the next sync.")


def _measured(
    config: Config, cache: Cache, timer: Timer, moment: datetime, amount: str | None
) -> Log:
    """The operation that the timer ends in. Errors: UsageError where it needs an AMOUNT."""
    from planner.categories import known_categories
    from planner.cli.amounts import amount_of, one_day
    from planner.cli.timing import lasted
    from planner.errors import UsageError
    from planner.imports.adding import say_cost
    from planner.model import HOUR, MINUTE, Log, Unit
    from planner.week import zone

    reading = cache.current(rules=config.rules)
    day = timer.started.astimezone(zone(cache.state().time_zone)).date()
    unit = known_categories(reading, config.rules).get(timer.category, Unit.HOURS)
    minutes = max(1, round((moment - timer.started).total_seconds() / MINUTE))
    sensible = timer.started <= moment and minutes * MINUTE <= 24 * HOUR
    if amount is not None:
        name, unit, number = amount_of(timer.category, amount, reading, config.rules)
        one_day(name, unit, number, amount)
        words = timer.activity
        if unit is Unit.COUNT and sensible:
            words = f"{words} ({say_cost(minutes * MINUTE)})".strip()
        return Log(day, name, unit, number, words)
    if unit is Unit.COUNT:
        raise UsageError(f"{timer.category} is counted", todo="Say how many: `planner stop 3`.")
    if not sensible:
        raise UsageError(
            f"{timer.category} has been timed for {lasted(timer, moment)}, which no day can hold",
            todo="Say what it really was, `planner stop 2h`, or forget it: `planner cancel`.",
        )
    return Log(day, timer.category, unit, minutes * MINUTE, timer.activity)
