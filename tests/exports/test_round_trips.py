"""Every export, imported again, gives the same entries."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exports import FORMATS, export
from planner.imports import Given, additions, read_file
from planner.model import (
    HOUR,
    MINUTE,
    CellRef,
    Entry,
    LostDay,
    OpenItem,
    Reading,
    Target,
    Unit,
)
from tests.imports.sheets import RULES, TODAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HERE = CellRef("Log", 1, 1)
UNITS = {
    "Coding": Unit.HOURS,
    "Deep work": Unit.HOURS,
    "Chess, “blitz”": Unit.HOURS,
    "Applications": Unit.COUNT,
    "Push-ups": Unit.COUNT,
}
TARGETS = (Target("Coding", Unit.HOURS, 15 * HOUR), Target("Applications", Unit.COUNT, 10))
LETTERS = st.characters(
    codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="*_`✓✔✅☑\ufe0f()"
)
WORDS = st.text(LETTERS, min_size=1, max_size=8)
ACTIVITIES = st.one_of(
    st.just(""),
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
    st.sampled_from(
        ["=1+1", "-5 problems", "'quoted'", "@home", "a\nb", "#count=3 of", "Arrays, (3)"]
    ),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    category = draw(st.sampled_from(sorted(UNITS)))
    unit, cost = UNITS[category], None
    if unit is Unit.COUNT:
        amount = draw(st.integers(1, 500))
        cost = draw(st.none() | st.integers(1, 600).map(lambda minutes: minutes * MINUTE))
    else:
        amount = draw(st.integers(1, 24 * 60)) * MINUTE
    day = draw(st.dates(date(2024, 1, 1), TODAY))
    words = draw(ACTIVITIES if unit is Unit.HOURS else st.sampled_from(["", "sent", "a, b"]))
    return Entry(day, category, unit, amount, words, HERE, cost)


def plain(found: Sequence[Entry]) -> list[tuple[date, str, Unit, int, str, int | None]]:
    return sorted(
        ((e.date, e.category, e.unit, e.amount, e.activity, e.cost) for e in found), key=str
    )


def again(reading: Reading, form: str, folder: Path, zone: ZoneInfo | None = None) -> Reading:
    """The reading, exported and read as a file."""
    path = folder / f"export{FORMATS[form] or '.json'}"
    path.write_bytes(export(reading, form, RULES, zone or UTC))
    known = Given(TODAY, RULES, reading.targets, zone=zone or UTC)
    return read_file(path, known).reading


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
@given(found=st.lists(entries(), min_size=1, max_size=8))
def test_the_same_entries_come_back(
    tmp_path_factory: pytest.TempPathFactory, form: str, found: list[Entry]
) -> None:
    reading = Reading(TARGETS, tuple(found))
    assert plain(again(reading, form, tmp_path_factory.mktemp("x")).entries) == plain(found)


@settings(max_examples=15)
@given(found=st.lists(entries(), max_size=8))
def test_the_same_entries_come_back_from_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, found: list[Entry]
) -> None:
    reading = Reading(TARGETS, tuple(found))
    assert plain(again(reading, "xlsx", tmp_path_factory.mktemp("x")).entries) == plain(found)


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "timewarrior"])
@given(seconds=st.integers(1, 86_400))
@settings(max_examples=20)
def test_seconds_come_back_where_the_format_knows_them(
    tmp_path_factory: pytest.TempPathFactory, form: str, seconds: int
) -> None:
    entry = Entry(date(2025, 10, 6), "Coding", Unit.HOURS, seconds, "", HERE)
    reading = Reading(TARGETS, (entry,))
    assert plain(again(reading, form, tmp_path_factory.mktemp("x")).entries) == plain([entry])


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "klog"])
def test_lost_days_and_open_items_come_along_once(tmp_path: Path, form: str) -> None:
    day = date(2025, 10, 6)
    entry = Entry(day, "Coding", Unit.HOURS, HOUR, "TODO: tests", HERE)
    reading = Reading(
        TARGETS,
        (entry,),
        (LostDay(day + timedelta(days=1), "Injured", HERE),),
        (OpenItem(day, "tests", HERE), OpenItem(day, "send the code", HERE)),
    )
    found = again(reading, form, tmp_path)
    assert [(lost.date.day, lost.reason) for lost in found.lost_days] == [(7, "Injured")]
    assert sorted(item.text for item in found.open_items) == ["send the code", "tests"]
    assert additions(found, reading, RULES).operations == ()


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_targets_come_along_where_the_sheet_has_none(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"export.{form}"
    path.write_bytes(export(Reading(TARGETS), form, RULES))
    found = read_file(path, Given(TODAY, RULES)).reading
    assert [(t.category, t.unit, t.per_week) for t in found.targets] == [
        (t.category, t.unit, t.per_week) for t in TARGETS
    ]
    assert len(additions(found, Reading(), RULES).operations) == len(TARGETS)
    assert additions(found, Reading(TARGETS), RULES).operations == ()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Sao_Paulo", "Pacific/Kiritimati"])
def test_timewarrior_s_days_are_the_sheet_s_days_through_every_change_of_the_clock(
    tmp_path: Path, zone: str
) -> None:
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(365)]
    found = [Entry(day, "Coding", Unit.HOURS, 23 * HOUR, "", HERE) for day in days]
    reading = Reading(TARGETS, tuple(found))
    there = again(reading, "timewarrior", tmp_path, ZoneInfo(zone))
    assert plain(there.entries) == plain(found)


def test_csv_runs_nothing_in_a_spreadsheet() -> None:
    entry = Entry(date(2025, 10, 6), "Coding", Unit.HOURS, HOUR, '=HYPERLINK("x")', HERE)
    assert export(Reading(entries=(entry,)), "csv", RULES).decode() == (
        'Date,Category,Unit,Amount,Activity\n2025-10-06,Coding,hours,1,"\'=HYPERLINK(""x"")"\n'
    )


def test_klog_s_records_as_klog_writes_them() -> None:
    day = date(2025, 10, 6)
    reading = Reading(
        entries=(
            Entry(day, "Coding", Unit.HOURS, 90 * MINUTE, "Arrays", HERE),
            Entry(day, "Deep work", Unit.HOURS, 2 * HOUR, "", HERE),
            Entry(day, "Applications", Unit.COUNT, 5, "sent", HERE, 20 * MINUTE),
        ),
        lost_days=(LostDay(date(2025, 10, 14), "Injured", HERE),),
    )
    assert export(reading, "klog", RULES).decode() == (
        "2025-10-06\n"
        "\t1h30m #Coding Arrays\n"
        '\t2h #category="Deep work"\n'
        "\t20m #Applications #count=5 sent\n"
        "\n"
        "2025-10-14\n"
        "Injured\n"
    )
