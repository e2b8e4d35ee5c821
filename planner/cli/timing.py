"""The timer as the commands speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.errors import UsageError
from planner.quantity import format_hours
from planner.week import zone

if TYPE_CHECKING:
    from datetime import datetime

    from planner.cache.timers import Timer


def lasted(timer: Timer, now: datetime) -> str:
    """How long it has run: `1 h 20`."""
    return format_hours(round((now - timer.started).total_seconds()))


def clock(timer: Timer, time_zone: str) -> str:
    """When it was started, as the sheet's clock said."""
    return f"{timer.started.astimezone(zone(time_zone)):%H:%M}"


def none_runs() -> UsageError:
    """What to say where no timer runs."""
    return UsageError("no timer runs", todo="`planner start CATEGORY` starts one.")
