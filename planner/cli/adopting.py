"""A sheet that is there already: how its headers are read, for the person to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.context import today

if TYPE_CHECKING:
    from planner.sheets.grid import Snapshot


def describe(snapshot: Snapshot) -> None:
    """Say how the sheet will be read."""
    from planner.config import CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
    from planner.layouts.describe import describe as lines_of

    rules = Rules(categories=CATEGORIES, lost_words=LOST_WORDS, open_words=OPEN_WORDS)
    click.echo(f"{snapshot.title} is taken as it is. This is how its headers are read:", err=True)
    lines = lines_of(snapshot, rules, today(snapshot.time_zone))
    for line in lines or ["no tab has headers that we know; [columns] can name them"]:
        click.echo(f"  {line}", err=True)
