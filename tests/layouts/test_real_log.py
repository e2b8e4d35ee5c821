"""The log that the layouts were made for, against what it says by hand; not shipped with us."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.config import CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
from planner.layouts import read
from planner.model import MINUTE, Reading
from tests.grids import Content, from_markdown, snapshot

LOG = Path(__file__).parents[3] / "shared" / "weekly-log.md"
RULES = Rules(categories=CATEGORIES, lost_words=LOST_WORDS, open_words=OPEN_WORDS)
TARGETS: list[list[Content]] = [
    ["Category", "Unit", "Per week"],
    ["Coding", "hours", 15],
    ["Algo", "hours", 10],
    ["Networking", "hours", 5],
    ["Applications", "count", 10],
]


@pytest.fixture(scope="module")
def reading() -> Reading:
    if not LOG.exists():
        pytest.skip("the real log is not on this machine")
    rows = from_markdown(LOG.read_text(encoding="utf-8"))
    return read(snapshot({"Targets": TARGETS, "Log": rows}), RULES, date(2026, 3, 1))


def done(reading: Reading, category: str, start: date, days: int = 7) -> int:
    return sum(
        entry.amount
        for entry in reading.entries
        if entry.category == category and 0 <= (entry.date - start).days < days
    )


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        (5, (0, 0, 0, 0)),
        (6, (0, 0, 600, 5)),
        (7, (150, 0, 250, 1)),
        (8, (150, 180, 0, 0)),
        (9, (180, 0, 0, 0)),
        (10, (120, 0, 0, 0)),
        (11, (120, 300, 0, 0)),
        (12, (0, 300, 0, 0)),
        (13, (180, 300, 240, 0)),
        (14, (0, 0, 0, 0)),
        (15, (0, 0, 0, 0)),
        (16, (150, 0, 0, 0)),
    ],
)
def test_every_day_says_what_was_worked_out_by_hand(
    reading: Reading, day: int, minutes: tuple[int, int, int, int]
) -> None:
    coding, algo, networking, applications = minutes
    start = date(2025, 10, day)
    assert done(reading, "Coding", start, 1) == coding * MINUTE
    assert done(reading, "Algo", start, 1) == algo * MINUTE
    assert done(reading, "Networking", start, 1) == networking * MINUTE
    assert done(reading, "Applications", start, 1) == applications


def test_the_three_wrong_totals_are_found_and_explained(reading: Reading) -> None:
    found = {f.where: f.message for f in reading.findings if f.kind == "total-mismatch"}
    assert set(found) == {"Log!D10", "Log!B10", "Log!B21"}
    assert "says 14 h, its rows add up to 12 h" in found["Log!D10"]
    assert "carries the wrong total of Coding" in found["Log!B10"]
    assert "says 36 h, its rows add up to 34 h 10" in found["Log!B10"]
    assert "leaves out the 4 h of Networking" in found["Log!B21"]


def test_nothing_else_is_found(reading: Reading) -> None:
    assert [f for f in reading.findings if f.kind != "total-mismatch"] == []


def test_the_lost_days_the_open_item_and_the_cost_are_there(reading: Reading) -> None:
    assert [(lost.date.day, lost.reason) for lost in reading.lost_days] == [
        (14, "Injured"),
        (15, "Injured"),
    ]
    assert [(item.date.day, item.text) for item in reading.open_items] == [
        (6, "upload project code")
    ]
    applications = [entry for entry in reading.entries if entry.category == "Applications"]
    assert sum(entry.cost or 0 for entry in applications) == 190 * MINUTE
    assert reading.week_starts == 6
