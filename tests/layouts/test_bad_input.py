"""What people get wrong in a sheet: each fault names its cell, and all else still counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.config import CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
from planner.layouts import read
from planner.model import HOUR, Reading
from planner.sheets.grid import Cell
from tests.grids import snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.grids import Content

RULES = Rules(categories=CATEGORIES, lost_words=LOST_WORDS, open_words=OPEN_WORDS)
TODAY = date(2026, 3, 20)
TARGETS: list[list[Content]] = [["Category", "Unit", "Per week"], ["Coding", "hours", 15]]
HEADER: list[Content] = ["Day", "Date", "Coding Activity", "Time Spent (Coding)", "Notes"]
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def week(**changed: Content) -> list[list[Content]]:
    """A week of one hour a day from 15 March on, but for the days that are named."""
    return [
        [day, f"Mar {15 + n}", "Trees", changed.get(day, "1 hr"), ""] for n, day in enumerate(DAYS)
    ]


def journal(rows: Sequence[Sequence[Content]]) -> Reading:
    return read(snapshot({"Targets": TARGETS, "Log": [HEADER, *rows]}), RULES, TODAY)


def log(*rows: Sequence[Content], locale: str = "en_US") -> Reading:
    return read(snapshot({"Targets": TARGETS, "Log": rows}, locale=locale), RULES, TODAY)


def found(reading: Reading) -> list[tuple[str, str]]:
    return [(finding.kind, finding.where) for finding in reading.findings]


def hours(reading: Reading) -> float:
    return sum(entry.amount for entry in reading.entries) / HOUR


WEEK = week()


@pytest.mark.parametrize(
    ("rows", "kind", "where", "counted"),
    [
        (WEEK[:3] + WEEK[4:], "missing-day", "Log!B7", 6),
        (WEEK[:3] + WEEK[2:], "duplicate-day", "Log!B5", 8),
        ([WEEK[1], WEEK[0], *WEEK[2:]], "out-of-order", "Log!B3", 7),
        (week(Monday="25 hrs"), "too-long-day", "Log!D3", 31),
        (week(Monday="-2 hrs"), "negative-amount", "Log!D3", 6),
        (week(Monday="a while"), "unreadable-amount", "Log!D3", 6),
        (week(Monday=Cell(True, "TRUE")), "unreadable-amount", "Log!D3", 6),
        (week(Monday=Cell("#REF!", "#REF!", "=A1", error=True)), "formula-error", "Log!D3", 6),
        (week(Monday=Cell(None, "", "=A1+1")), "formula-not-calculated", "Log!D3", 6),
    ],
)
def test_a_fault_in_a_week_names_its_cell_and_the_other_days_count(
    rows: Sequence[Sequence[Content]], kind: str, where: str, counted: float
) -> None:
    reading = journal(rows)
    assert found(reading) == [(kind, where)]
    assert hours(reading) == counted


def test_a_date_in_the_wrong_week_counts_on_its_own_day_and_is_named() -> None:
    rows: list[Sequence[Content]] = [
        *WEEK[:3],
        ["Wednesday", "Apr 18", "Trees", "1 hr", ""],
        *WEEK[4:],
    ]
    reading = journal(rows)
    assert ("wrong-weekday", "Log!B5") in found(reading)
    assert ("wrong-week", "Log!B5") in found(reading)
    assert date(2026, 4, 18) in {entry.date for entry in reading.entries}
    assert hours(reading) == 7


def test_every_finding_says_what_stands_there_and_what_was_expected() -> None:
    (finding,) = journal(week(Monday="a while")).findings
    assert "“a while”" in finding.message
    assert "expected hours" in finding.message


def test_an_amount_without_a_category_is_named_and_not_counted() -> None:
    reading = log(
        ["Date", "Category", "Amount"], ["2026-03-16", "", 2], ["2026-03-16", "Coding", 3]
    )
    assert found(reading) == [("no-category", "Log!C2")]
    assert hours(reading) == 3


def test_time_in_the_notes_that_belongs_nowhere_is_named_unless_a_count_explains_it() -> None:
    rows = [[*WEEK[0][:4], "a walk (1 hr)"], [*WEEK[1][:4], "2 applications sent (1 hr)"]]
    reading = journal(rows)
    assert found(reading) == [
        ("no-category", "Log!E2"),
        ("untargeted-category", "Log!E3"),
    ]
    assert [entry.cost for entry in reading.entries if entry.cost] == [HOUR]


def test_a_category_without_a_target_counts_and_is_named_once() -> None:
    rows: list[list[Content]] = [[f"2026-03-{day}", "Knitting", 1] for day in (16, 17, 18)]
    reading = log(["Date", "Category", "Amount"], *rows)
    assert found(reading) == [("untargeted-category", "Log!C2")]
    assert hours(reading) == 3


@pytest.mark.parametrize(
    ("amount", "kind"), [(0, "zero-target"), ("lots", "unreadable-amount"), (-3, "negative-amount")]
)
def test_a_target_that_cannot_be_used_is_named_and_the_others_hold(
    amount: Content, kind: str
) -> None:
    targets: list[list[Content]] = [TARGETS[0], ["Algo", "hours", amount], TARGETS[1]]
    reading = read(snapshot({"Targets": targets, "Log": [HEADER, *WEEK]}), RULES, TODAY)
    assert found(reading) == [(kind, "Targets!C2")]
    assert "Coding" in {target.category for target in reading.targets}


def test_without_targets_the_report_says_how_to_make_one() -> None:
    reading = read(snapshot({"Log": [HEADER, *WEEK]}), RULES, TODAY)
    assert found(reading) == [("no-targets", "Targets")]
    assert "planner target" in reading.findings[0].message
    assert hours(reading) == 7


def test_an_empty_sheet_says_what_was_expected_of_it() -> None:
    assert {kind for kind, _ in found(read(snapshot({}), RULES, TODAY))} == {"no-targets", "no-log"}


def test_tabs_may_have_any_name() -> None:
    reading = read(snapshot({"My plan": TARGETS, "2026": [HEADER, *WEEK]}), RULES, TODAY)
    assert (found(reading), hours(reading)) == ([], 7)


def test_headers_may_stand_in_any_order() -> None:
    reading = log(["Activity", "Amount", "Category", "Date"], ["x", "2 h", "Coding", "2026-03-16"])
    assert (found(reading), hours(reading)) == ([], 2)


@pytest.mark.parametrize(
    ("locale", "header", "row"),
    [
        ("de_DE", ["Datum", "Stunden", "Kategorie"], ["16.03.2026", "2,5", "Coding"]),
        ("fi_FI", ["pvm", "tunnit", "kategoria"], ["16.3.", "2,5", "Coding"]),
        ("fr_FR", ["Date", "Durée", "Catégorie"], ["16/03/2026", "2h30", "Coding"]),
        ("ja_JP", ["日付", "時間", "カテゴリ"], ["3月16日", "2:30", "Coding"]),
        ("ru_RU", ["дата", "часы", "проект"], ["16.03.2026", "2,5", "Coding"]),
    ],
)
def test_headers_may_be_in_another_language(
    locale: str, header: list[Content], row: list[Content]
) -> None:
    reading = log(header, row, locale=locale)
    assert [(e.date, e.category, e.amount) for e in reading.entries] == [
        (date(2026, 3, 16), "Coding", 9000)
    ]


def test_a_header_that_stands_twice_is_named_and_its_first_column_read() -> None:
    reading = log(["Date", "Category", "Amount", "Amount"], ["2026-03-16", "Coding", 2, 3])
    assert found(reading) == [("doubled-header", "Log!D1")]
    assert hours(reading) == 2


def test_a_leap_day_finds_its_year_without_help() -> None:
    reading = log(["Date", "Category", "Amount"], ["Feb 29", "Coding", 2])
    assert [entry.date for entry in reading.entries] == [date(2024, 2, 29)]


@pytest.mark.parametrize(
    "text",
    [
        "y" * 50_000,
        "(" * 20_000,
        "1" * 20_000,
        "\x00\x07\x1b[31m",
        "\u202eשלום\u202c",
        "🎉" * 999,
        "=1+1",
    ],
)
def test_strange_text_anywhere_harms_nothing(text: str) -> None:
    rows: list[list[Content]] = [["Monday", "Mar 16", text, "1 hr", text], [text, text, text, text]]
    reading = journal([WEEK[0], *rows, WEEK[2]])
    assert {date(2026, 3, 15), date(2026, 3, 16), date(2026, 3, 17)} <= {
        entry.date for entry in reading.entries
    }
    assert all(len(finding.message) < 300 for finding in reading.findings)
