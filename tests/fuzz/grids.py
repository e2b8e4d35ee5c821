"""Cells and tables as nobody would make them on purpose, and somebody will."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from planner.sheets.grid import Cell, Show

if TYPE_CHECKING:
    from tests.grids import Content

PIECES = (
    "1", "2.5", "2,5", "½", "1e9", "-3", "−1", "0", "00", "999999999999", ".5", "5.",
    "1/2", "٣", "²", "h", "hrs", "hr", "min", "m", "s", "h30", "30m", ":", "1:30",
    "25:61", "::", "+", "and", ",", ";", " ", "  ", "\n", "\t", "\u00a0", "\u200b",
    "\u202e", "\x00", "\ufeff", "~", "≈", "±", "about ", "(", ")", "((", "))", "[", "]",
    "[](", "](", "[ ]", "[x]", "http://", "*", "**", "_", "`", "✔", "✅", "Oct 5", "5.10.",
    "05/10", "2025-10-05", "31.2.", "2919", "0000-00-00", "Sunday", "Mon", "Feb 29",
    "29.2.2025", "年", "5月6日", "Total", "Sum", "Coding", "NW", "Applications", "TODO",
    "to be done", "(to be done)", "Injured", "off", "{n}", "%s", "applications sent",
    "sent 5 applications", "5 applications sent", "one", "=1+1", "'", "\"", "|", "#REF!",
    "é", "👩‍💻", "ﷺ", "עברית", "\ud7ff",
)  # fmt: skip
HEADERS = (
    "Date", "Day", "Hours", "Time Spent (Coding)", "Coding Activity", "Category", "Notes",
    "Activity", "Amount", "Start", "End", "Total", "Per week", "Unit", "Coding", "Week",
    "Sunday", "Datum", "h", "Time (", "Hours [h]", "Hours (min)", "Applications", "", "?",
    "Time Spent ()", "Max per day",
)  # fmt: skip

texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(max_size=30),
)
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12).map(
    float
)


@st.composite
def cells(draw: st.DrawFn) -> Content:
    """A cell of text, or a number shown as anything, or an error, or a truth value."""
    kind = draw(st.integers(0, 9))
    if kind <= 6:
        return draw(texts)
    if kind == 7:
        value, show = draw(numbers), draw(st.sampled_from(Show))
        return Cell(value, draw(st.just(f"{value:g}") | texts), "", show)
    if kind == 8:
        return Cell("#REF!", "#REF!", "=A1", error=True)
    return Cell(True, "TRUE", draw(st.sampled_from(["", "=1=1"])))


headers = st.lists(st.sampled_from(HEADERS), min_size=2, max_size=7)
tables = st.builds(
    lambda header, rows: [header, *rows],
    headers,
    st.lists(st.lists(cells(), max_size=7), max_size=8),
)
grids = st.lists(tables, min_size=1, max_size=3).map(lambda blocks: [r for b in blocks for r in b])
