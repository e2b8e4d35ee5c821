"""`planner report`: where the week stands, and what to do next."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.context import configuration, now, on_date

if TYPE_CHECKING:
    from planner.report.build import Report


@click.command("report")
@click.option("--on", metavar="DATE", help="The morning to report on.  [default: today]")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "html", "markdown")),
    default="text",
    show_default=True,
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write there, readable for you alone.  [default: standard output]",
)
@click.option("--sync", "sync_first", is_flag=True, help="Sync first where that can be done.")
def command(on: str | None, form: str, output: Path | None, *, sync_first: bool) -> None:
    """Report the gap between plan and actual, with the next day's allocation.

    \b
    planner report
    planner report --on 2025-10-17 --format json
    planner report --sync --format html --output report.html
    """
    from planner.cache import open_cache
    from planner.report.fetch import fetch

    config = configuration()
    with open_cache(config.cache) as cache:
        if sync_first:
            from planner.cli.syncing import sync_now
            from planner.errors import PlannerError

            try:
                sync_now(config, cache, now())
            except PlannerError as error:
                click.echo(f"planner: not synced: {error}", err=True)
        zone = cache.state().time_zone
        report = fetch(cache, config, on_date(on, zone), now())
        if on is None:
            cache.remember_suggestion(report.plan.date, report.plan.blocks)
    text = _rendered(report, form, to_terminal=output is None and sys.stdout.isatty())
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        from planner.cli.output import write_private

        write_private(output, text.encode())


def _rendered(report: Report, form: str, *, to_terminal: bool) -> str:
    from importlib import import_module

    if form == "text":
        import os
        import shutil

        from planner.report.text import render

        width = shutil.get_terminal_size().columns if to_terminal else 80
        colour = to_terminal and "NO_COLOR" not in os.environ
        return render(report, width=max(60, min(width, 100)), colour=colour)
    rendered: str = import_module(f"planner.report.{form}").render(report)
    return rendered
