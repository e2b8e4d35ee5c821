"""`planner trend`: how the categories went over all their weeks."""

from __future__ import annotations

import click

from planner.cli.context import configuration, on_date


@click.command("trend")
@click.argument("category", required=False)
@click.option(
    "--on", "day", metavar="DATE", help="Up to the morning of that day.  [default: today]"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
)
def command(category: str | None, day: str | None, form: str) -> None:
    """Show weeks attained, median and spread, best weekday, and target against actual."""
    from planner.cache import open_cache
    from planner.categories import find_category, known_categories
    from planner.report import trend
    from planner.week import first_weekday

    config = configuration()
    with open_cache(config.cache) as cache:
        on = on_date(day, cache.state().time_zone)
        reading = cache.current(None, None, config.rules)
    known = known_categories(reading, config.rules)
    kept = {target.category for target in reading.targets}
    kept |= {entry.category for entry in reading.entries}
    names = (
        [find_category(category, known, config.rules)]
        if category
        else [name for name in known if name in kept]
    )
    first = first_weekday(config.rules, reading)
    trends = [trend.trend(reading, name, known[name], on, first) for name in names]
    if form == "json":
        click.echo(trend.as_json(trends))
    elif form == "csv":
        click.echo(trend.as_csv(trends), nl=False)
    elif trends:
        click.echo(trend.text(trends))
    else:
        click.echo("There is no history yet: `planner sync` reads the sheet.", err=True)
