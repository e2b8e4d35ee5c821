"""`planner init`: the sheet, the configuration, and the first report."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.context import config_path, now, today

if TYPE_CHECKING:
    from planner.config import Config
    from planner.model import Target

DEFAULT_TARGETS = "Coding 15h, Algo 10h, Networking 5h, Applications 10"
_TARGET = re.compile(r"(.+?)[\s=:]+(\S.*)")


@click.command("init")
@click.option("--workbook", metavar="FILE", help="A local .xlsx; made where it is not there yet.")
@click.option("--google", metavar="URL", help="A Google Sheet's URL or id; `new` makes one.")
@click.option("--credentials", metavar="FILE", help="A service account's key, or an OAuth client.")
@click.option("--targets", metavar="LIST", help=f"For a new sheet.  [default: {DEFAULT_TARGETS}]")
def command(
    workbook: str | None, google: str | None, credentials: str | None, targets: str | None
) -> None:
    """Make the sheet and the configuration, by questions or by flags.

    \b
    planner init
    planner init --workbook plan.xlsx
    planner init --workbook plan.xlsx --targets "Coding 15h, Reading 5h, Applications 10"
    planner init --google https://docs.google.com/spreadsheets/d/…/edit --credentials key.json

    A sheet that is there already is taken as it is. Run again, it changes only what you change.
    """
    from planner.errors import UsageError

    if workbook and google:
        raise UsageError("the plan is kept in one place", todo="Give --workbook or --google.")
    if not workbook and not google:
        workbook, google, credentials = _ask()
    wanted = parse_targets(targets or DEFAULT_TARGETS)
    if workbook:
        _workbook(Path(workbook).expanduser(), wanted, asked=targets is None)
    else:
        from planner.cli.init_google import connect

        connect(google or "", credentials, wanted)
    _first_report()


def parse_targets(text: str) -> list[Target]:
    """Targets as said in one line: "Coding 15h, Applications 10". Errors: UsageError."""
    from planner.errors import UsageError
    from planner.model import Target, Unit
    from planner.quantity import parse_count, parse_hours

    found: dict[str, Target] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _TARGET.fullmatch(part)
        count = parse_count(match[2]) if match else None
        hours = parse_hours(match[2]) if match else None
        if match is None or (count is None and hours is None) or (count or hours or 0) < 0:
            raise UsageError(
                f"{part!r} is no target", todo='Write them as "Coding 15h, Applications 10".'
            )
        name = match[1].strip()
        unit = Unit.HOURS if count is None else Unit.COUNT
        found[name.casefold()] = Target(name, unit, (hours if count is None else count) or 0)
    return list(found.values())


def _ask() -> tuple[str | None, str | None, str | None]:
    """Where the plan is kept, asked of a person. Errors: UsageError where nobody can answer."""
    from planner.errors import UsageError

    if not sys.stdin.isatty():
        raise UsageError(
            "nobody is there to ask where the plan should be kept",
            todo="Give --workbook FILE, or --google URL with --credentials FILE.",
        )
    kind = click.prompt(
        "Keep the plan in a local workbook or in a Google Sheet?",
        type=click.Choice(("workbook", "google")),
        default="workbook",
    )
    if kind == "workbook":
        return click.prompt("The workbook's file", default="plan.xlsx"), None, None
    url = click.prompt("The sheet's URL (or `new`)", default="new")
    key = click.prompt("The credentials' file (empty: your own login)", default="")
    return None, url, key or None


def _workbook(path: Path, targets: list[Target], *, asked: bool) -> None:
    from planner.cli.own_cache import own_cache
    from planner.config_file import write_config
    from planner.errors import UsageError

    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise UsageError(
            "a workbook's name ends in .xlsx", where=str(path), todo=f"Call it {path.stem}.xlsx."
        )
    path = path.absolute()
    if path.exists():
        from planner.cli.adopting import describe
        from planner.sheets.workbook import WorkbookSheet

        describe(WorkbookSheet(path).snapshot())
    else:
        from planner.sheets.workbook.create import create

        if asked and sys.stdin.isatty():
            said = click.prompt("Targets a week", default=DEFAULT_TARGETS)
            targets = parse_targets(said)
        path.parent.mkdir(parents=True, exist_ok=True)
        create(path, targets, _language())
        click.echo(f"Made {path} with the tabs Targets, Log and Report.", err=True)
    values: dict[str, object] = {
        "workbook": str(path),
        "google.spreadsheet": None,
        "google.credentials": None,
        "google.endpoint": None,
    }
    write_config(config_path(), values | own_cache(config_path()))
    click.echo(f"The configuration is {config_path()}.", err=True)


def _language() -> str:
    """The language of this machine, as "en_US"; "" where it names none."""
    named = next((v for k in ("LC_ALL", "LC_TIME", "LANG") if (v := os.environ.get(k))), "")
    language = named.split(".", maxsplit=1)[0]
    return language if "_" in language else ""


def _first_report() -> None:
    from planner.cache import open_cache
    from planner.cli.syncing import sync_now
    from planner.config import load
    from planner.report.fetch import fetch
    from planner.report.text import render

    config: Config = load(config_path())
    with open_cache(config.cache) as cache:
        sync_now(config, cache, now())
        zone = cache.state().time_zone
        click.echo(render(fetch(cache, config, today(zone), now())))
