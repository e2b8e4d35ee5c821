"""Whatever a sheet says, every rendering says something of it."""

from __future__ import annotations

import json
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model import CellRef, Entry, LostDay, OpenItem, Reading, Target, Unit
from planner.report import calendar, html, markdown, sheet_tab, text
from planner.report import json as report_json
from planner.report.words import columns
from tests.report.samples import FRIDAY, NOW, report

NAMES = st.sampled_from(["Coding", "Letters", "長い名前", "", " ", "=1+1", "a" * 200, "\x1b[2J"])
DAYS = st.integers(-200, 10).map(lambda n: FRIDAY + timedelta(days=n))
AMOUNTS = st.sampled_from([0, 1, -3600, 60, 5400, 36_000, 10**7])
CELLS = st.builds(CellRef, st.just("Log"), st.integers(0, 99), st.integers(0, 9))
UNITS = st.sampled_from(Unit)
READINGS = st.builds(
    Reading,
    targets=st.lists(
        st.builds(
            Target,
            NAMES,
            UNITS,
            AMOUNTS,
            week=st.none() | DAYS,
            priority=st.sampled_from([0.0, 1.0, -1.0, 1e9]),
            block=st.none() | AMOUNTS,
            max_per_day=st.none() | AMOUNTS,
        ),
        max_size=6,
    ).map(tuple),
    entries=st.lists(
        st.builds(Entry, DAYS, NAMES, UNITS, AMOUNTS, NAMES, CELLS, st.none() | AMOUNTS),
        max_size=20,
    ).map(tuple),
    lost_days=st.lists(st.builds(LostDay, DAYS, NAMES, CELLS), max_size=4).map(tuple),
    open_items=st.lists(st.builds(OpenItem, DAYS, NAMES, CELLS), max_size=4).map(tuple),
    week_starts=st.none() | st.integers(0, 6),
)


@settings(max_examples=60, deadline=None)
@given(READINGS, st.integers(60, 120))
def test_every_reading_can_be_reported(reading: Reading, width: int) -> None:
    made = report(reading)
    assert max(map(columns, text.render(made, width).split("\n"))) <= width
    assert "\x1b" not in text.render(made, width) + markdown.render(made)
    json.loads(report_json.render(made))
    assert all(len(row.cells) <= sheet_tab.WIDTH for row in sheet_tab.rows(made))
    assert calendar.render(made.plan, None, NOW).startswith(b"BEGIN:VCALENDAR")


@settings(max_examples=15, deadline=None)
@given(READINGS)
def test_every_reading_makes_a_page(reading: Reading) -> None:
    assert html.render(report(reading)).endswith("</html>")
