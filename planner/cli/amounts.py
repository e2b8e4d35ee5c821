"""CATEGORY and AMOUNT at the command line: what a person means, and how it is said back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.categories import find_category, known_categories
from planner.errors import UsageError
from planner.model import HOUR, Unit
from planner.quantity import format_hours, parse_count, parse_hours

if TYPE_CHECKING:
    from planner.config import Rules
    from planner.model import Reading

_HOURS = "Give hours, such as 2.5h, 1h30, 90m, 1:30 or 1 hr + 1.5 hr."
_MOST_A_DAY = 24 * HOUR
_MOST = 1_000_000


def amount_of(
    category: str, amount: str, reading: Reading, rules: Rules, *, new: bool = False
) -> tuple[str, Unit, int]:
    """The category's name, its unit, and the amount in the unit's grain.

    new: a category that is not known yet begins here. Errors: UsageError.
    """
    known = known_categories(reading, rules)
    try:
        name = find_category(category, known, rules)
    except UsageError:
        if not new:
            raise
        name = category.strip()
        if not name:
            raise
        # A bare number is a count; whatever says a unit of time is hours.
        unit = Unit.HOURS if parse_count(amount) is None else Unit.COUNT
        return name, unit, _hours(name, amount) if unit is Unit.HOURS else _count(name, amount)
    unit = known[name]
    return name, unit, _hours(name, amount) if unit is Unit.HOURS else _count(name, amount)


def one_day(name: str, unit: Unit, amount: int, text: str) -> None:
    """Nothing, unless no day can hold the amount. Errors: UsageError."""
    if not amount:
        raise UsageError(f"{text!r} of {name} is nothing to log", todo="Give an amount above 0.")
    if unit is Unit.HOURS and amount > _MOST_A_DAY:
        raise UsageError(
            f"{text!r} of {name} is more than a day has",
            todo=f"Minutes are written with their unit: {text.strip()}m.",
        )


def said(name: str, unit: Unit, amount: int) -> str:
    """An amount as people say it: `2 h 30 of Coding`, `3 Applications`."""
    return f"{format_hours(amount)} of {name}" if unit is Unit.HOURS else f"{amount} {name}"


def _hours(name: str, text: str) -> int:
    seconds = parse_hours(text)
    if seconds is None:
        raise UsageError(f"{name} is measured in hours, and {text!r} is no time", todo=_HOURS)
    if seconds < 0:
        raise UsageError(
            f"{text!r} is less than nothing",
            todo="To take back what was logged: `planner undo`, or `planner rm`.",
        )
    return seconds


def _count(name: str, text: str) -> int:
    number = parse_count(text)
    if number is None:
        raise UsageError(
            f"{name} is counted, and {text!r} is no whole number", todo="Give a number, such as 3."
        )
    if not 0 <= number <= _MOST:
        raise UsageError(f"{text!r} is no sensible number of {name}", todo="Give one such as 3.")
    return number
