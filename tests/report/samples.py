"""Reports of one invented person, as the tests of all renderings look at them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from planner.config import Rules
from planner.learn import Suggested
from planner.model import HOUR, CellRef, Finding, LostDay, OpenItem, Reading, Severity
from planner.report.build import Freshness, Report, build
from tests.weeks import START, count, counted, hours, lost, worked

RULES = Rules(week_starts=6)
FRIDAY = START + timedelta(days=5)
NOW = datetime(2025, 10, 17, 5, 4, tzinfo=UTC)
FRESH = Freshness(NOW - timedelta(minutes=20), zone=UTC)


def reading() -> Reading:
    """Ten weeks of four categories; the last one broken off by two lost days."""
    entries = []
    for week in range(10):
        for n in range(7):
            day = START - timedelta(days=7 * (9 - week) - n)
            if day >= FRIDAY or (week == 9 and n in (2, 3)):
                continue
            if n not in (0, 6):
                entries.append(worked(day, "Parser", 1.5 + (n + week) % 3 * 0.5, "grammar (3)"))
            if n in (0, 1, 4):
                entries.append(worked(day, "Reading", 1 + (n + week) % 2, "chapter 4"))
            if n == 3:
                entries.append(worked(day, "Outreach", 2.25))
                entries.append(counted(day, "Letters", 3 + week % 2, 90 * 60))
    return Reading(
        targets=(
            hours("Parser", 15),
            hours("Reading", 5),
            hours("Outreach", 4),
            count("Letters", 6),
        ),
        entries=tuple(entries),
        lost_days=(
            lost(START + timedelta(days=2), "Sick"),
            lost(START + timedelta(days=3), "Sick"),
        ),
        open_items=(
            OpenItem(START - timedelta(days=6), "publish the parser", CellRef("Log", 5, 6)),
            OpenItem(START + timedelta(days=1), "thank Ada for the review", CellRef("Log", 14, 6)),
        ),
        findings=(
            Finding(
                "total-mismatch",
                Severity.WARNING,
                "Log!D10",
                "the total of Parser says 14 h, its rows add up to 12 h",
            ),
            Finding(
                "unreadable-amount",
                Severity.ERROR,
                "Log!F17",
                "“an hour or so” is no amount; expected one like 1.5 h, 90 min or 1:30",
            ),
        ),
        week_starts=6,
    )


def report(
    made: Reading | None = None, on: date = FRIDAY, fresh: Freshness = FRESH, now: datetime = NOW
) -> Report:
    suggestions = [
        Suggested(START - timedelta(days=n), "Parser", 150, 0) for n in range(1, 60) if n % 7 < 5
    ]
    return build(
        made or reading(), on, rules=RULES, freshness=fresh, now=now, suggestions=suggestions
    )


EMPTY = Reading()
HOSTILE = "<script>alert(1)</script> =HYPERLINK(1) \x1b[31m \u202eright to left " + "long " * 1000


def hostile() -> Reading:
    """A sheet whose every text is meant to break out of where it is shown."""
    day = START + timedelta(days=1)
    return Reading(
        targets=(
            hours(HOSTILE, 10, block=HOUR),
            hours("長い名前の分類項目です", 3),
            count("=1+1", 5),
        ),
        entries=(worked(day, HOSTILE, 2, HOSTILE), counted(day, "=1+1", 2)),
        lost_days=(LostDay(START + timedelta(days=2), HOSTILE, CellRef("Log", 1, 1)),),
        open_items=(OpenItem(day, HOSTILE, CellRef("Log", 1, 1)),),
        findings=(
            Finding(
                "unreadable-amount",
                Severity.ERROR,
                "'<b>Log|'!D10",
                f"“{HOSTILE}” is no amount",
            ),
        ),
        week_starts=6,
    )
