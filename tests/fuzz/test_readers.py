"""Whatever stands in a sheet or a file, readers neither crash, nor hang, nor take it for more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from planner.errors import DataError
from planner.imports import Given, read_file
from planner.layouts import apply, new_week, place, read
from planner.layouts.phrases import counts, durations, lost_reason, open_items
from planner.model import Log, Note, Reading, SetTarget, Unit
from planner.quantity import find_durations, parse_count, parse_hours, plain
from tests.fuzz.grids import PIECES, grids, texts
from tests.grids import Content, snapshot
from tests.imports.sheets import RULES, TARGETS

if TYPE_CHECKING:
    import pytest

    from planner.sheets.grid import Snapshot

TODAY = date(2026, 3, 1)
LOCALES = st.sampled_from(["en_US", "de_DE", "fi_FI", ""])


def sound(reading: Reading) -> None:
    """Amounts are above 0, each entry has a category, and findings say where."""
    for entry in reading.entries:
        assert entry.amount > 0
        assert entry.category
        assert entry.cost is None or entry.cost > 0
    assert all(finding.where and finding.message for finding in reading.findings)


def sheet(log: list[list[Content]], targets: list[list[Content]], locale: str) -> Snapshot:
    return snapshot({"Targets": targets, "Log": log}, locale=locale)


@given(texts)
def test_no_text_breaks_the_notation(text: str) -> None:
    parse_hours(text)
    parse_count(text)
    assert all(span.seconds >= 0 for span in find_durations(text))
    durations(text)
    counts(text, RULES.categories[1].patterns)
    lost_reason(text, RULES.lost_words)
    open_items(text, RULES.open_words)
    assert plain(plain(text)) == plain(text)


@given(grids, grids | st.just(TARGETS), LOCALES)
def test_no_grid_breaks_the_readers(
    log: list[list[Content]], targets: list[list[Content]], locale: str
) -> None:
    sound(read(sheet(log, targets, locale), RULES, TODAY))


OPERATIONS = st.lists(
    st.one_of(
        st.builds(
            Log,
            st.dates(date(2025, 9, 20), date(2025, 10, 20)),
            st.just("Coding"),
            st.just(Unit.HOURS),
            st.integers(1, 40_000),
            texts,
        ),
        st.builds(Note, st.dates(date(2025, 9, 20), date(2025, 10, 20)), texts),
        st.builds(SetTarget, st.just("Coding"), st.just(Unit.HOURS), st.integers(0, 10**6)),
    ),
    max_size=3,
)


@given(grids, LOCALES, OPERATIONS)
def test_no_grid_breaks_the_placing(
    log: list[list[Content]], locale: str, operations: list[Log | Note | SetTarget]
) -> None:
    there = sheet(log, TARGETS, locale)
    placement = place(there, operations, RULES, TODAY)
    sound(read(apply(there, placement.edits), RULES, TODAY))
    new_week(there, RULES, TODAY)


FILES = st.one_of(
    st.lists(st.sampled_from([*PIECES, "|", ",", "\n", "\n|", "Date", "Hours"]), max_size=40)
    .map("".join)
    .map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from(["Date,Hours,What\n", "| Date | Hours |\n|---|---|\n", "2025-10-05\n\t"])
    .flatmap(lambda head: texts.map(lambda text: (head + text).encode("utf-8", "replace"))),
    st.binary(max_size=60),
)  # fmt: skip
SUFFIXES = st.sampled_from([".md", ".csv", ".xlsx", ".json", ""])


@given(FILES, SUFFIXES)
def test_no_file_breaks_the_import(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / f"a{suffix}"
    path.write_bytes(data)
    try:
        sound(read_file(path, Given(TODAY, RULES)).reading)
    except DataError as error:
        assert error.where


KEYS = (
    "planner_export entries targets date amount unit start end tags stop project task entities "
    "timeSpentOnDay data subTaskIds projectId title annotation per_week"
).split()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_json_breaks_the_import(
    tmp_path_factory: pytest.TempPathFactory, content: object
) -> None:
    import json

    path = tmp_path_factory.mktemp("fuzz") / "a.json"
    path.write_text(json.dumps(content), encoding="utf-8", errors="replace")
    try:
        sound(read_file(path, Given(TODAY, RULES)).reading)
    except DataError as error:
        assert error.where
