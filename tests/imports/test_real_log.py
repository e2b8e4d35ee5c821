"""The weekly log that a person keeps, brought into an empty sheet; not shipped with us."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from planner.model import HOUR, Reading
from tests.imports.sheets import Imports

REAL = Path(__file__).parents[3] / "shared" / "weekly-log.md"


@pytest.fixture
def path() -> Path:
    if not REAL.exists():
        pytest.skip("the real log is not on this machine")
    return REAL


def sums(reading: Reading, start: date) -> dict[str, int]:
    done: Counter[str] = Counter()
    for entry in reading.entries:
        if 0 <= (entry.date - start).days < 7:
            done[entry.category] += entry.amount
    return dict(done)


def test_the_sheet_says_what_was_worked_out_by_hand(path: Path) -> None:
    sheet = Imports()
    sheet.take(path)
    reading = sheet.reading()
    assert sums(reading, date(2025, 10, 5)) == {
        "Coding": 12 * HOUR,
        "Algo": 8 * HOUR,
        "Networking": 14 * HOUR + 600,
        "Applications": 6,
    }
    assert sums(reading, date(2025, 10, 12)) == {
        "Coding": 5 * HOUR + 1800,
        "Algo": 10 * HOUR,
        "Networking": 4 * HOUR,
    }


def test_lost_days_and_the_open_item_come_along_once(path: Path) -> None:
    sheet = Imports()
    sheet.take(path)
    reading = sheet.reading()
    assert [lost.date.day for lost in reading.lost_days] == [14, 15]
    assert [(item.date, item.text[:6]) for item in reading.open_items] == [
        (date(2025, 10, 6), "upload")
    ]


def test_applications_keep_what_they_cost(path: Path) -> None:
    sheet = Imports()
    sheet.take(path)
    costs = [e.cost for e in sheet.reading().entries if e.category == "Applications"]
    assert costs == [3 * HOUR, 600]


def test_the_second_import_adds_nothing(path: Path) -> None:
    sheet = Imports()
    sheet.take(path)
    assert sheet.take(path).operations == ()


def test_the_audit_names_lines_of_the_file(path: Path) -> None:
    found = Imports().see(path).reading.findings
    assert [f.where for f in found] == ["weekly-log!D12", "weekly-log!B12", "weekly-log!B25"]


def test_nothing_in_it_is_passed_over(path: Path) -> None:
    assert Imports().see(path).unused == ()
