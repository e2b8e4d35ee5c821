"""When a sync that nobody watches should speak."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from planner.errors import PlannerError, TryAgainError

if TYPE_CHECKING:
    from datetime import datetime


def worth_saying(
    error: PlannerError, last: datetime | None, now: datetime, stale_after: float
) -> bool:
    """Whether somebody must hear of it: not of a fault that may pass, while the data is fresh.

    last: the last successful sync; stale_after: hours.
    """
    if not isinstance(error, TryAgainError):
        return True
    return last is None or now - last > timedelta(hours=stale_after)
