"""Ten years of a made-up person's log: as a journal's workbook, and for the rivals."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CATEGORIES = ("Coding", "Algo", "Reading", "Writing", "Systems", "Networking")
LAST = date(2026, 11, 21)  # a Saturday, the end of a week


def days(years: int) -> Iterator[date]:
    """The days of so many years, in whole weeks from a Sunday, up to LAST."""
    number = round(years * 365 / 7) * 7
    return (LAST - timedelta(days=n) for n in reversed(range(number)))


def entries(years: int) -> Iterator[tuple[date, str, float, str]]:
    """Date, category, hours and activity: about four entries a day."""
    luck = random.Random(7)  # noqa: S311 - a made-up life, no secret
    for day in days(years):
        for category in CATEGORIES:
            if luck.random() < 0.66:
                yield day, category, luck.randrange(2, 17) / 4, f"{category} {luck.randrange(99)}"


def write_workbook(path: Path, years: int) -> None:
    """The history as a journal: blocks of a week, a column pair a category."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    targets = book.create_sheet("Targets")
    targets.append(["Category", "Unit", "Per week"])
    for category in CATEGORIES:
        targets.append([category, "hours", 10])
    log = book.create_sheet("Log")
    by_day: dict[date, dict[str, tuple[str, float]]] = {}
    for day, category, hours, activity in entries(years):
        by_day.setdefault(day, {})[category] = (activity, hours)
    header: list[Any] = ["Day", "Date"]
    for category in CATEGORIES:
        header += [f"{category} Activity", f"Time Spent ({category})"]
    for day in days(years):
        if day.weekday() == 6:
            log.append([f"Week of {day}"])
            log.append([*header, "Notes"])
        row: list[Any] = [f"{day:%A}", day]
        for category in CATEGORIES:
            activity, hours = by_day.get(day, {}).get(category, ("", None))
            row += [activity, f"{hours:g} hrs" if hours else ""]
        log.append([*row, ""])
        if day.weekday() == 5:
            log.append([])
    book.save(path)
