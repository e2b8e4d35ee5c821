"""The part of `planner init` that connects a Google Sheet."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.adopting import describe
from planner.cli.context import config_path
from planner.cli.own_cache import own_cache

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.config import Google
    from planner.model import Target

NEW = "new"


def connect(address: str, credentials: str | None, targets: Sequence[Target]) -> None:
    """Open the sheet at that address, or make one, and write the configuration.

    Errors: UsageError, ConfigError, and whatever the sheet raises; then nothing was written.
    """
    from planner.config import Google
    from planner.config_file import write_config
    from planner.sheets import google as sheets

    endpoint = os.environ.get("PLANNER_GOOGLE_ENDPOINT") or None
    key = Path(credentials).expanduser().absolute() if credentials else None
    if warning := sheets.warning(key):
        click.echo(f"planner: {warning}", err=True)
    make = address == NEW
    spreadsheet = "" if make else sheets.spreadsheet_id(address)
    if key and _needs_consent(key):
        sheets.consent(key, lambda words: click.echo(words, err=True), make=make)
    google = Google(spreadsheet, key, endpoint)
    if make:
        spreadsheet = _make(google, targets)
        google = Google(spreadsheet, key, endpoint)
    else:
        describe(sheets.GoogleSheet(google).snapshot())
    values = {
        "workbook": None,
        "google.spreadsheet": spreadsheet,
        "google.credentials": str(key) if key else None,
        "google.endpoint": endpoint,
    }
    write_config(config_path(), values | own_cache(config_path()))
    click.echo(f"The configuration is {config_path()}.", err=True)


def _needs_consent(key: Path) -> bool:
    from planner.sheets.google import credentials

    return "installed" in credentials.read(key) and not credentials.token_file(key).exists()


def _make(google: Google, targets: Sequence[Target]) -> str:
    import sys

    from planner.sheets import google as sheets

    robot = sheets.address_to_share_with(google.credentials)
    share_with = ""
    if robot and sys.stdin.isatty():
        share_with = click.prompt("Your own Google address, to share the new sheet with")
    spreadsheet = sheets.create("Plan", google, targets, share_with=share_with)
    click.echo(f"Made {sheets.url_of(spreadsheet)}", err=True)
    return spreadsheet
