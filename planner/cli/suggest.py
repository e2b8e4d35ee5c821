"""`planner suggest`: what to do next, and why."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.context import configuration, now, today


@click.command("suggest")
@click.option("--for", "day", metavar="DATE", help="The day to plan.  [default: the next day]")
@click.option("--hours", type=click.FloatRange(0, 24), metavar="H", help="The hours at hand.")
@click.option(
    "--busy",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE.ics",
    help="A calendar whose events take time away.",
)
@click.option("--why", is_flag=True, help="Say what the plan was worked out from.")
@click.option("--format", "form", type=click.Choice(("text", "json", "ics")), default="text")
def command(day: str | None, hours: float | None, busy: Path | None, why: bool, form: str) -> None:
    """Suggest a day's work: blocks in the order to do them, each with its reason.

    \b
    planner suggest
    planner suggest --hours 3
    planner suggest --for tomorrow --busy calendar.ics
    """
    from planner.allocate import plan
    from planner.cache import open_cache
    from planner.gap import next_day
    from planner.learn import learn
    from planner.report.build import HISTORY
    from planner.week import first_weekday, parse_day, zone

    config = configuration()
    with open_cache(config.cache) as cache:
        zone_name = cache.state().time_zone
        here = today(zone_name)
        reading = cache.current(here - HISTORY, None, config.rules)
        target = next_day(reading, here) if day is None else parse_day(day, here)
        if target - HISTORY < here - HISTORY:
            reading = cache.current(target - HISTORY, None, config.rules)
        estimates = learn(reading, cache.suggestions(target - HISTORY), target)
        free = None
        if busy is not None:
            from planner.busy import free_hours

            free = free_hours(busy, target, zone(zone_name))
        found = plan(
            reading,
            estimates,
            target,
            first_weekday(config.rules, reading),
            hours=hours,
            free=free,
            balance=config.balance,
        )
        if day is None:
            cache.remember_suggestion(found.date, found.blocks)
    if form == "json":
        import json

        from planner.report import suggestion

        click.echo(json.dumps(suggestion.next_day(found), ensure_ascii=False, indent=2))
    elif form == "ics":
        from planner.report.calendar import render

        click.echo(render(found, zone(zone_name), now()), nl=False)
    else:
        from planner.report.suggestion import text

        click.echo(text(found, why=estimates if why else None))
