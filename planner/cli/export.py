"""`planner export`: what the sheet says, as a file that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.context import configuration, on_date
from planner.exports import FORMATS
from planner.week import zone

if TYPE_CHECKING:
    from planner.model import Reading


@click.command("export")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), help="[default: csv]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write there, readable for you alone; its name says the format.  "
    "[default: standard output]",
)
@click.option("--since", metavar="DATE", help="The first day.  [default: the first there is]")
@click.option("--until", metavar="DATE", help="The last day.  [default: the last there is]")
def command(form: str | None, output: Path | None, since: str | None, until: str | None) -> None:
    """Export what the sheet says, with what waits for it.

    \b
    planner export > log.csv
    planner export --output plan.xlsx
    planner export --format klog --since 2025-10-01 --until 2025-10-31
    planner export --format timewarrior

    Each of them can be brought back with `planner import`.
    """
    from planner.cache import open_cache
    from planner.exports import export, format_of

    config = configuration()
    form = form or (format_of(output.name) if output else "") or "csv"
    with open_cache(config.cache) as cache:
        name = cache.state().time_zone
        first = None if since is None else on_date(since, name)
        last = None if until is None else on_date(until, name)
        reading = cache.current(first, last, config.rules)
    _warn(form, reading)
    data = export(reading, form, config.rules, zone(name))
    if output is not None:
        from planner.cli.output import write_private

        write_private(output, data)
    elif form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("A workbook is nothing to read in a terminal; name a file: --output")
    else:
        sys.stdout.buffer.write(data)


def _warn(form: str, reading: Reading) -> None:
    """Say what the format cannot hold."""
    if form == "klog":
        from planner.exports.klog import whole_minutes

        if not whole_minutes(reading):
            click.echo("planner: klog knows no seconds; amounts are rounded to minutes", err=True)
    if form == "timewarrior" and (reading.lost_days or reading.open_items):
        click.echo("planner: Timewarrior knows no lost days and open items; left out", err=True)
