"""A small sheet, its rules and its dates, as the tests of the sync share them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from planner.config import CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
from planner.layouts import read
from planner.model import HOUR, Log, Unit
from tests.grids import snapshot
from tests.sync.memory import MemorySheet

if TYPE_CHECKING:
    from planner.model import Reading
    from tests.grids import Content

RULES = Rules(categories=CATEGORIES, lost_words=LOST_WORDS, open_words=OPEN_WORDS)
NOW = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
TODAY = date(2026, 3, 12)
SUNDAY, MONDAY, TUESDAY = date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 10)
NAMES = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def block(title: str, first: int, *cells: tuple[int, str, str, str]) -> list[list[Content]]:
    """A week's block of March 2026; cells: (weekday from Sunday, activity, time, notes)."""
    rows: list[list[Content]] = [
        [title],
        ["Day", "Date", "Coding Activity", "Time Spent (Coding)", "Notes"],
    ]
    days: list[list[Content]] = [
        [name, f"Mar {first + n}", "", "", ""] for n, name in enumerate(NAMES)
    ]
    for day, *texts in cells:
        days[day][2:] = texts
    return [*rows, *days, ["Total", "", "", "", ""]]


def journal() -> MemorySheet:
    """Two weeks of a journal: D4 is Monday the 2nd, D14 Sunday the 8th, D15 Monday the 9th."""
    rows = [
        *block("Week 9", 1, (1, "Heaps", "2 hrs", ""), (3, "Tries", "1 hr", "rain")),
        [],
        *block("Week 10", 8, (0, "Graphs (2)", "1.5 hrs", ""), (1, "", "", "call (1 hr)")),
    ]
    targets: list[list[Content]] = [
        ["Category", "Unit", "Per week"],
        ["Coding", "hours", 15],
        ["Networking", "hours", 5],
    ]
    return MemorySheet(snapshot({"Targets": targets, "Log": rows}, time_zone="Europe/Berlin"))


def coding(hours: float, day: date = MONDAY, activity: str = "") -> Log:
    return Log(day, "Coding", Unit.HOURS, round(hours * HOUR), activity)


def said(sheet: MemorySheet) -> Reading:
    """What the sheet says now."""
    return read(sheet.now, RULES, TODAY)


def done(sheet: MemorySheet, day: date, category: str = "Coding") -> float:
    """The hours of a category that the sheet holds for a day."""
    return sum(
        entry.amount / HOUR
        for entry in said(sheet).entries
        if (entry.date, entry.category) == (day, category)
    )
