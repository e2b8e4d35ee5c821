"""Weeks and days, as people name them."""

from __future__ import annotations

from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING

from planner.errors import UsageError

if TYPE_CHECKING:
    from planner.config import Rules
    from planner.model import Reading

SUNDAY = 6
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def first_weekday(rules: Rules, reading: Reading) -> int:
    """The weekday that weeks begin on: as configured, else as the sheet's blocks do, else Sunday.

    0 is Monday and 6 is Sunday, as in `date.weekday`.
    """
    if rules.week_starts is not None:
        return rules.week_starts
    return SUNDAY if reading.week_starts is None else reading.week_starts


def week_of(day: date, first: int) -> date:
    """The first day of the week that `day` is in, where weeks begin on weekday `first`."""
    return day - timedelta(days=(day.weekday() - first) % 7)


def days_of(start: date) -> tuple[date, ...]:
    """The seven days of the week that begins on `start`."""
    return tuple(start + timedelta(days=n) for n in range(7))


def parse_day(text: str, today: date) -> date:
    """A DATE: `2025-10-16`, `today`, `yesterday`, `tomorrow`, or a weekday's name or its start.

    A weekday is the nearest such day that is not after today; today itself counts.
    Errors: UsageError.
    """
    word = text.strip().casefold()
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if word in near:
        return today + timedelta(days=near[word])
    matches = [n for n, name in enumerate(WEEKDAYS) if len(word) >= 2 and name.startswith(word)]
    if len(matches) == 1:
        return today - timedelta(days=(today.weekday() - matches[0]) % 7)
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise UsageError(
            f"{text!r} is no date",
            todo="Write 2025-10-16, today, yesterday, tomorrow, or a weekday's name.",
        ) from None


def zone(name: str) -> tzinfo | None:
    """The time zone of that name; None, the machine's own, where it is empty or unknown."""
    if not name:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None
