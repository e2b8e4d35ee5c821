"""What fuzzing found, kept; and texts and tables so large that only linear reading ends in time."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from planner.layouts import read
from planner.layouts.dates import read_date_text
from planner.layouts.phrases import counts, durations, lost_reason, open_items
from planner.quantity import find_durations, parse_count, parse_hours, plain
from tests.fuzz.grids import PIECES
from tests.grids import Content, snapshot
from tests.imports.sheets import RULES, TARGETS, TODAY

LONG = 20_000


def test_29_february_of_no_leap_year_near_is_the_nearest_one() -> None:
    log: list[list[Content]] = [["Date", "Coding"], ["Feb 29", "1 h"]]
    reading = read(snapshot({"Targets": TARGETS, "Log": log}), RULES, TODAY)
    assert [entry.date for entry in reading.entries] == [date(2024, 2, 29)]


@pytest.mark.parametrize("piece", [*PIECES, "1 h, ", "((", "a (1 h) ", "[a](b", "1+", "5 a sent "])
def test_a_cell_of_twenty_thousand_letters_is_read_in_time(piece: str) -> None:
    text = piece * (LONG // len(piece))
    began = process_time()
    for variant in (text, f"5 {text}x"):
        plain(variant)
        parse_hours(variant)
        parse_count(variant)
        read_date_text(variant, "en_US")
        list(find_durations(variant))
        durations(variant)
        counts(variant, RULES.categories[1].patterns)
        lost_reason(variant, RULES.lost_words)
        open_items(variant, RULES.open_words)
    assert process_time() - began < 3


def test_a_number_before_an_unprintable_blank_is_read() -> None:
    assert parse_hours("0\x1f") == 0
    assert parse_hours("0\x1f0") is None


NOTES = ["a (1 h) ", "5 forms sent ", "sent 5 applications, ", "(", "1 h "]


@pytest.mark.parametrize("piece", NOTES)
def test_a_note_of_twenty_thousand_letters_is_read_in_time(piece: str) -> None:
    note = piece * (LONG // len(piece))
    log: list[list[Content]] = [
        ["Date", "Time Spent (Coding)", "Notes"],
        ["2025-10-06", "1 h", note],
        ["Total", "1 h", "1 h (Networking)"],
    ]
    began = process_time()
    read(snapshot({"Targets": TARGETS, "Log": log}), RULES, TODAY)
    assert process_time() - began < 3


ROWS: dict[str, list[Content]] = {
    "entries": ["2025-10-06", "1 h", "Arrays"],
    "continued": ["", "1 h", "Arrays"],
    "unreadable": ["soon", "much", "x"],
    "totals": ["Total", "1 h", ""],
    "headers": ["Date", "Hours", "What"],
    "sections": ["Coding", "", ""],
    "blank": ["", "", ""],
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_table_of_six_thousand_rows_is_read_in_time(kind: str) -> None:
    half: list[list[Content]] = [ROWS["entries"]] * 3_000
    log = [ROWS["headers"], *half, *[ROWS[kind]] * 3_000]
    began = process_time()
    read(snapshot({"Targets": TARGETS, "Log": log}), RULES, TODAY)
    assert process_time() - began < 3
