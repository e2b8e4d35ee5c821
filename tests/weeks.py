"""Readings of a person's weeks, as the tests of gap, history and allocation write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.model import HOUR, CellRef, Entry, LostDay, Target, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

SUNDAY = 6
START = date(2025, 10, 12)  # a Sunday, on which a week begins


def hours(category: str, amount: float, **more: object) -> Target:
    """A weekly target in hours."""
    return Target(category, Unit.HOURS, round(amount * HOUR), **more)  # type: ignore[arg-type]


def count(category: str, amount: int, **more: object) -> Target:
    """A weekly target of a count."""
    return Target(category, Unit.COUNT, amount, **more)  # type: ignore[arg-type]


def worked(day: date, category: str, amount: float, activity: str = "") -> Entry:
    """So many hours of a category on a day."""
    return Entry(day, category, Unit.HOURS, round(amount * HOUR), activity, _cell(day, category))


def counted(day: date, category: str, amount: int, cost: int | None = None) -> Entry:
    """So many of a count on a day."""
    return Entry(day, category, Unit.COUNT, amount, "", _cell(day, category), cost)


def lost(day: date, reason: str = "Injured") -> LostDay:
    return LostDay(day, reason, _cell(day, reason))


def days(first: date, number: int) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(number))


def _cell(day: date, column: str) -> CellRef:
    return CellRef("Log", day.toordinal(), sum(map(ord, column)))
