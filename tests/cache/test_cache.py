"""The cache's file, its outbox and its readings."""

from __future__ import annotations

import sqlite3
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.allocate import Block
from planner.cache import SyncState, open_cache, schema
from planner.cache.cells import SHEET, Typed
from planner.cache.operations import from_json, to_json
from planner.cache.outbox import CONFLICT, DONE, SENT, Change, SentBatch
from planner.errors import DataError, TryAgainError, UsageError
from planner.learn import Suggested
from planner.model import (
    HOUR,
    CellRef,
    Entry,
    Finding,
    Log,
    LostDay,
    Note,
    OpenItem,
    Operation,
    Reading,
    Rewrite,
    SetTarget,
    Severity,
    Target,
    Unit,
    Unlog,
)

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 3, 9)
NOW = datetime(2026, 3, 9, 18, 0, tzinfo=UTC)
CELL = CellRef("Log", 3, 3)
HOUR_OF_CODING = Log(DAY, "Coding", Unit.HOURS, HOUR, "Tries")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "cache.sqlite3"


def test_a_new_cache_is_for_its_owner_alone(path: Path) -> None:
    open_cache(path).db.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_no_database_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"dear diary, " * 200)
    with pytest.raises(DataError, match="broken"):
        open_cache(path)
    assert path.read_bytes() == b"dear diary, " * 200


def test_a_broken_cache_is_reported_and_left_as_it_is(path: Path) -> None:
    open_cache(path).db.close()
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    with pytest.raises(DataError, match="broken"):
        open_cache(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name)")
    other.close()
    with pytest.raises(DataError, match="another program"):
        open_cache(path)


def test_a_newer_planners_cache_is_left_as_it_is(path: Path) -> None:
    with open_cache(path) as cache:
        cache.db.execute("PRAGMA user_version = 99")
    with pytest.raises(DataError, match="newer planner"):
        open_cache(path)


def test_an_older_cache_is_brought_up_to_date_with_what_it_holds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_cache(path) as cache:
        cache.record(HOUR_OF_CODING, NOW)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE moods (mood)"))
    with open_cache(path) as cache:
        assert cache.db.execute("SELECT count(*) FROM moods").fetchone() == (0,)
        assert [item.operation for item in cache.outbox()] == [HOUR_OF_CODING]


def test_a_migration_that_fails_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_cache(path).db.close()
    before = path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE a (b); NONSENSE"))
        with pytest.raises(Exception, match="NONSENSE"):
            open_cache(path)
    with open_cache(path) as cache:
        assert not cache.db.execute("SELECT 1 FROM sqlite_master WHERE name = 'a'").fetchall()
    assert path.read_bytes() == before


def test_a_cache_that_another_process_writes_to_is_tried_again_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "WAIT", 0.0)
    with open_cache(path) as cache, open_cache(path) as other:
        other.db.execute("BEGIN IMMEDIATE")
        with pytest.raises(TryAgainError):
            cache.record(HOUR_OF_CODING, NOW)


DATES = st.dates()
WORDS = st.text(max_size=20)
NUMBERS = st.integers(0, 10**9)
CELLS = st.builds(CellRef, WORDS, NUMBERS, NUMBERS)
UNITS = st.sampled_from(Unit)
OPERATIONS: st.SearchStrategy[Operation] = st.one_of(
    st.builds(Log, DATES, WORDS, UNITS, NUMBERS, WORDS),
    st.builds(Unlog, DATES, WORDS, UNITS, NUMBERS, WORDS),
    st.builds(SetTarget, WORDS, UNITS, NUMBERS, st.none() | DATES, st.none() | NUMBERS),
    st.builds(Rewrite, CELLS, st.none() | DATES, WORDS, WORDS),
    st.builds(Note, DATES, WORDS),
)


@given(OPERATIONS)
def test_an_operation_comes_out_of_the_outbox_as_it_went_in(operation: Operation) -> None:
    assert from_json(to_json(operation)) == operation


READING = Reading(
    targets=(
        Target("Coding", Unit.HOURS, 15 * HOUR, None, 2.0, 3600, None, (0,) + (None,) * 6, CELL),
        Target("Coding", Unit.HOURS, 9 * HOUR, DAY),
    ),
    entries=(
        Entry(date(2026, 3, 8), "Coding", Unit.HOURS, HOUR, "Heaps", CELL),
        Entry(DAY, "Applications", Unit.COUNT, 2, "", CELL, 1200),
    ),
    lost_days=(LostDay(DAY, "Sick", CELL),),
    open_items=(OpenItem(DAY, "send the code", CELL),),
    findings=(Finding("wrong-week", Severity.WARNING, "Log!D4", "a sentence"),),
    available=(3600, None, None, None, None, None, 0),
    week_starts=6,
)
STATE = SyncState(NOW, 0, 0, "abc", "Plan", "Europe/Berlin", "de_DE", 7, (("Log", 2),))


def test_a_reading_comes_back_as_it_was_stored(path: Path) -> None:
    with open_cache(path) as cache:
        cache.store(READING, {})
        cache.stand(STATE)
        assert cache.reading() == READING
        assert cache.state() == STATE
        assert cache.reading(since=DAY).entries == READING.entries[1:]


def test_what_waits_is_laid_over_what_the_sheet_says(path: Path) -> None:
    with open_cache(path) as cache:
        cache.store(replace(READING, lost_days=(), open_items=()), {})
        for operation in (
            HOUR_OF_CODING,
            Unlog(DAY, "Applications", Unit.COUNT, 1),
            SetTarget("Coding", Unit.HOURS, 12 * HOUR),
            Note(DAY, "Injured"),
            Note(DAY, "send the code (to be done)"),
            Note(DAY, "a fine day"),
        ):
            cache.record(operation, NOW)
        cache.settle([cache.record(HOUR_OF_CODING, NOW)], CONFLICT, "why", "found")
        current = cache.current(since=DAY)
        assert cache.state().pending == 7
        assert cache.state().conflicts == 1
    assert [(e.category, e.amount) for e in current.entries] == [
        ("Applications", 1),
        ("Coding", HOUR),
    ]
    assert [t.per_week for t in current.targets] == [12 * HOUR, 9 * HOUR]
    assert [lost.reason for lost in current.lost_days] == ["Injured"]
    assert [item.text for item in current.open_items] == ["send the code (to be done)"]


def test_undo_withdraws_what_waits_and_takes_back_what_the_sheet_holds(path: Path) -> None:
    with open_cache(path) as cache:
        cache.record(HOUR_OF_CODING, NOW)
        assert cache.undo(cache.outbox()[0], NOW) is None
        assert cache.outbox() == []
        cache.settle([cache.record(HOUR_OF_CODING, NOW)], DONE)
        cache.undo(cache.operations()[-1], NOW)
        (back,) = cache.outbox()
        assert (back.undoes, back.operation) == (2, Unlog(DAY, "Coding", Unit.HOURS, HOUR, "Tries"))


def test_what_may_be_on_its_way_is_not_withdrawn(path: Path) -> None:
    with open_cache(path) as cache:
        number = cache.record(HOUR_OF_CODING, NOW)
        changes = (Change(CELL, "1 hr", "2 hrs", DAY, "Coding"),)
        batch = SentBatch("d1", 8, cache.device, "2026", SENT, changes, (number,))
        cache.send(batch)
        assert cache.sent() == [batch]
        with pytest.raises(UsageError):
            cache.withdraw(number)
        assert cache.undo(cache.outbox()[0], NOW) == 2


def test_cells_and_their_history_are_kept(path: Path) -> None:
    change = Change(CELL, "1 hr", "2 hrs", DAY, "Coding")
    with open_cache(path) as cache:
        for typed in ({CELL: Typed("1 hr", DAY)}, {CELL: Typed("2 hrs", DAY, "Coding", True)}, {}):
            cache.store(READING, typed)
            assert cache.cells() == typed
        cache.remember(NOW, SHEET, [change])
        assert [seen.change for seen in cache.history(DAY, "Coding")] == [change]
        assert cache.history(date(2026, 3, 8)) == []


def test_suggestions_are_kept_in_their_order(path: Path) -> None:
    with open_cache(path) as cache:
        blocks = [Block("Coding", 90, None, "why"), Block("Algo", 60, None, "why")]
        cache.remember_suggestion(DAY, blocks[:1])
        cache.remember_suggestion(DAY, blocks)
        assert cache.suggestions(DAY) == [
            Suggested(DAY, "Coding", 90, 0),
            Suggested(DAY, "Algo", 60, 1),
        ]


def test_the_device_keeps_its_id(path: Path) -> None:
    with open_cache(path) as cache:
        device = cache.device
    with open_cache(path) as cache:
        assert cache.device == device
        assert cache.new_device() != device
