"""The rows of the planner's own tab."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.report.build import Freshness
from planner.report.sheet_tab import WIDTH, rows
from planner.sheets.grid import Formula, Look
from tests.report.samples import EMPTY, NOW, hostile, report


def said(made: object) -> list[list[object]]:
    return [[cell.value for cell in row.cells] for row in made]  # type: ignore[attr-defined]


def test_the_tab_shows_every_category_with_its_figures_and_its_bar() -> None:
    table = said(rows(report()))
    assert table[0] == ["Report of Friday 17 October 2025, 2 days left"]
    assert table[2][:5] == ["Category", "Unit", "Done", "Target", "Gap"]
    assert table[3] == [
        *("Parser", "hours", 4.0, 15.0, 11.0, 5.5, "6 h 43 behind", "4 h"),
        "█████░░░░░░░░░│░░░░░ 27 % out of reach",
    ]
    assert table[6][:5] == ["Letters", "count", 0, 6, 6]
    assert table[8] == [
        *("The week", "Sun 12", "Mon 13", "Tue 14", "Wed 15", "Thu 16", "Fri 17", "Sat 18")
    ]
    assert table[9][:5] == ["Parser", None, 2.0, "Sick", "Sick"]


def test_a_later_sync_that_learned_nothing_new_has_nothing_to_write() -> None:
    later = report(
        fresh=Freshness(NOW + timedelta(hours=2), pending=1), now=NOW + timedelta(hours=3)
    )
    assert rows(later) == rows(report())


def test_no_row_is_wider_than_the_planner_says_and_no_text_is_a_formula() -> None:
    for made in (report(), report(EMPTY), report(hostile())):
        for row in rows(made):
            assert len(row.cells) <= WIDTH
            for cell in row.cells:
                assert not isinstance(cell.value, Formula)
                assert len(str(cell.value)) <= 500


def test_a_rows_colour_says_how_its_category_stands() -> None:
    made = rows(report())
    assert [row.look for row in made[2:7]] == [
        *(Look.HEADER, Look.BAD, Look.GOOD, Look.WARNING, Look.WARNING)
    ]


def test_thousands_of_findings_are_counted_beyond_the_first_fifty() -> None:
    made = report()
    many = replace(made, findings=made.findings * 1000)
    assert said(rows(many))[-1] == ["and 1950 more"]
