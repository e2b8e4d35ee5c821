"""`planner open`: the sheet, where it is edited."""

from __future__ import annotations

import click

from planner.cli.context import configuration


@click.command("open")
@click.option("--print", "only_print", is_flag=True, help="Say where it is instead.")
def command(*, only_print: bool) -> None:
    """Open the sheet: in the browser, or in the program that opens workbooks here.

    \b
    planner open
    planner open --print
    """
    from planner.errors import UnreachableError

    config = configuration()
    if config.google is not None:
        place = f"https://docs.google.com/spreadsheets/d/{config.google.spreadsheet}/edit"
    else:
        place = str(config.workbook)
        if config.workbook is not None and not config.workbook.exists():
            raise UnreachableError(
                "the workbook is not there",
                where=place,
                todo="Put it back, or name another one with `planner init --workbook FILE`.",
            )
    if only_print:
        click.echo(place)
    elif click.launch(place) != 0:
        raise UnreachableError(
            "no program opens it from here", where=place, todo="Open it by hand."
        )
