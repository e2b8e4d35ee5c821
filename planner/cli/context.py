"""What every command begins with: its configuration, its cache, the time, a person's words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.week import zone

if TYPE_CHECKING:
    from planner.config import Config


def configuration() -> Config:
    """The configuration of this call. Errors: ConfigError."""
    from planner.config import load

    return load(config_path())


def config_path() -> Path:
    """The configuration's file: `--config`, else the default."""
    from planner.config import default_config_path

    named = click.get_current_context().obj
    return Path(named) if named else default_config_path()


def now() -> datetime:
    """This moment. The one place that reads the clock."""
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """Today where the sheet is kept."""
    return now().astimezone(zone(time_zone)).date()


def on_date(text: str | None, time_zone: str) -> date:
    """A DATE of the command line; today where it is not given. Errors: UsageError."""
    from planner.week import parse_day

    return today(time_zone) if text is None else parse_day(text, today(time_zone))
