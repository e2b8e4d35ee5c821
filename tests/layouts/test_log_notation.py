"""How people keep logs of hours: each table, and what it says."""

from __future__ import annotations

from datetime import date

import pytest

from planner.layouts import read
from planner.model import HOUR, Reading, Unit
from planner.sheets.grid import Cell
from tests.grids import Content, snapshot
from tests.imports.sheets import RULES, TARGETS, TODAY


def reading(*rows: list[Content], locale: str = "en_US", title: str = "Log") -> Reading:
    return read(snapshot({"Targets": TARGETS, title: list(rows)}, locale=locale), RULES, TODAY)


def hours(found: Reading) -> list[float]:
    return [entry.amount / HOUR for entry in found.entries]


def days(found: Reading) -> list[str]:
    return [entry.date.isoformat() for entry in found.entries]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (["Date", "Hours"], ["5.10.2025", "2,5"], 2.5),
        (["Hours", "Date"], ["2.5", "5.10.2025"], 2.5),
        (["Datum", "Stunden"], ["5.10.2025", "2½ h"], 2.5),
        (["Fecha", "Horas"], ["5.10.2025", "2 h 30 min"], 2.5),
        (["Date", "Heures"], ["5.10.2025", "2h30"], 2.5),
        (["Päivä", "Käytetty aika"], ["5.10.2025", "4 h 30 min"], 4.5),
        (["Data", "Ore"], ["5.10.2025", "02:22, 01:08"], 3.5),
        (["Dato", "Timer"], ["5.10.2025", "~2h"], 2),
        (["日付", "時間"], ["2025年10月5日", "2時間"], 2),
        (["Дата", "Часы"], ["05.10.2025", "2"], 2),
        (["Date", "Minutes"], ["2025-10-05", "90"], 1.5),
        (["Date", "Time used (h)"], ["2025-10-05", "1 h\n2 h"], 3),
        (["Date", "Time"], ["2025-10-05", "9:00-10:30"], 1.5),
        (["Date", "Time"], ["2025-10-05", "9:00 – 12:00, 13:00 – 15:30"], 5.5),
        (["Date", "Time"], ["2025-10-05", "11pm - 1am"], 2),
        (["Date", "Start", "End"], ["2025-10-05", "9:00", "10:30"], 1.5),
        (["Date", "Start", "End"], ["2025-10-05", "9.00", "10.30"], 1.5),
        (["Date", "Start", "End"], ["2025-10-05", "9:00 AM", "1:30 PM"], 4.5),
        (["Date", "From", "To"], ["2025-10-05", "22:00", "1:00"], 3),
        (["Datum", "von", "bis"], ["2025-10-05", "9:00", "9:45"], 0.75),
    ],
)
def test_an_amount_in_its_notation(
    header: list[Content], row: list[Content], expected: float
) -> None:
    found = reading(header, row)
    assert hours(found) == [expected]
    assert days(found) == ["2025-10-05"]
    assert [f.kind for f in found.findings if f.kind != "untargeted-category"] == []


@pytest.mark.parametrize(
    ("written", "locale", "expected"),
    [
        (["14.12.2022"], "en_US", ["2022-12-14"]),
        (["5.1.2021"], "en_US", ["2021-01-05"]),
        (["20.01."], "en_US", ["2026-01-20"]),
        (["01.02"], "de_DE", ["2026-02-01"]),
        (["16-01-25"], "en_US", ["2025-01-16"]),
        (["16-01-25", "17-01-25", "18-01-25"], "en_US", ["2025-01-16", "2025-01-17", "2025-01-18"]),
        (["16-01-25", "16-01-26", "16-02-02"], "en_US", ["2016-01-25", "2016-01-26", "2016-02-02"]),
        (["2025-12-30", "", "2026-01-02"], "en_US", ["2025-12-30", "2025-12-30", "2026-01-02"]),
        (["Dec 30", "Jan 2"], "en_US", ["2025-12-30", "2026-01-02"]),
        (["10/05/2025"], "en_US", ["2025-10-05"]),
        (["10/05/2025"], "de_DE", ["2025-05-10"]),
        (["Sunday, Oct 5"], "en_US", ["2025-10-05"]),
    ],
)
def test_a_date_in_its_notation(written: list[str], locale: str, expected: list[str]) -> None:
    rows: list[list[Content]] = [[text, "1 h"] for text in written]
    assert days(reading(["Date", "Hours"], *rows, locale=locale)) == expected


def test_a_year_with_a_typo_is_a_finding_with_the_likely_one() -> None:
    found = reading(["Date", "Hours"], ["7.10.2919", "1 h"])
    assert [(f.kind, f.where) for f in found.findings if f.kind == "unlikely-date"] == [
        ("unlikely-date", "Log!A2")
    ]
    assert "2019 was probably meant" in found.findings[0].message


def test_section_rows_name_the_category_of_the_rows_under_them() -> None:
    found = reading(
        ["Date", "Hours"],
        ["Coding"],
        ["2025-10-05", "1 h"],
        ["**Algo:**"],
        ["2025-10-06", "2 h"],
        ["Week 41"],
        ["2025-10-07", "3 h"],
    )
    assert [entry.category for entry in found.entries] == ["Coding", "Algo", "Algo"]


@pytest.mark.parametrize(
    ("total", "finding"),
    [
        (["Total", "3 h", ""], None),
        (["Total", "", "3 h"], None),
        (["Total: 3 h", "", ""], None),
        (["Total", "", ""], None),
        (["Yhteensä", "3,0", ""], None),
        (["Sum", "3", ""], None),
        (["Total", "4 h", ""], "Log!B4"),
        (["Total", "", "4 h"], "Log!C4"),
        (["Total: 4 h", "", ""], "Log!A4"),
    ],
)
def test_a_total_is_audited_wherever_it_stands_and_never_counted(
    total: list[Content], finding: str | None
) -> None:
    found = reading(
        ["Date", "Hours", "What"], ["5.10.2025", "1 h", "a"], ["6.10.2025", "2 h", "b"], total
    )
    assert hours(found) == [1, 2]
    wrong = [f.where for f in found.findings if f.kind == "total-mismatch"]
    assert wrong == ([finding] if finding else [])


def test_totals_of_sections_and_running_totals_are_both_right() -> None:
    found = reading(
        ["Date", "Hours"],
        ["5.10.2025", "1 h"],
        ["Total", "1 h"],
        ["6.10.2025", "2 h"],
        ["Total", "2 h"],
        ["7.10.2025", "3 h"],
        ["Total", "6 h"],
        ["8.10.2025", "1 h"],
        ["Total", "9 h"],
    )
    assert hours(found) == [1, 2, 3, 1]
    assert [f.where for f in found.findings if f.kind == "total-mismatch"] == ["Log!B9"]


def test_a_column_of_running_totals_is_no_amount() -> None:
    found = reading(["Date", "Hours", "Running total"], ["5.10.2025", "1", "1"], ["", "2", "3"])
    assert hours(found) == [1, 2]


def test_a_unit_column_says_what_is_counted() -> None:
    found = reading(["Date", "Category", "Unit", "Amount"], ["5.10.2025", "Push-ups", "count", 20])
    assert [(e.unit, e.amount) for e in found.entries] == [(Unit.COUNT, 20)]


def test_a_row_is_not_passed_over_for_a_bad_date_in_a_row_whose_number_ends_alike() -> None:
    blank: list[Content] = ["", ""]
    rows: list[list[Content]] = [["", "1 h"], *[blank] * 9, ["soon", "1 h"]]
    found = reading(["Date", "Hours"], *rows)
    assert [f.where for f in found.findings if f.kind == "unreadable-date"] == ["Log!A12", "Log!A2"]


def test_numbers_in_columns_of_hours_of_the_day_are_hours() -> None:
    found = reading(["Date", "Start", "End"], [Cell("2025-10-05", "2025-10-05"), 9, 17])
    assert hours(found) == [8]
    assert found.entries[0].date == date(2025, 10, 5)
