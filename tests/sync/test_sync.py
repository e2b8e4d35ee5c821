"""What a sync does with a sheet, an outbox, and people who edit meanwhile."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from planner.cache import Cache, open_cache
from planner.cache.outbox import CONFLICT, DONE, DOUBTFUL
from planner.errors import DataError, PermissionDeniedError, TryAgainError, UnreachableError
from planner.model import HOUR, CellRef, Note, Rewrite, SetTarget, Unit
from planner.sheets.grid import NewCell, NewRow, Replace
from planner.sync import SyncReport, sync, worth_saying
from planner.sync.lock import alone
from planner.sync.typed import View
from tests.sync.memory import Device, LateRequestError, MemorySheet
from tests.sync.worlds import (
    MONDAY,
    NOW,
    RULES,
    SUNDAY,
    TODAY,
    TUESDAY,
    coding,
    done,
    journal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from planner.config import Rules
    from planner.model import Reading
    from planner.sheets.grid import Snapshot


@pytest.fixture
def sheet() -> MemorySheet:
    return journal()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with open_cache(tmp_path / "cache.sqlite3") as cache:
        yield cache


def synced(
    cache: Cache, sheet: MemorySheet | Device, *, dry_run: bool = False, accept: bool = False
) -> SyncReport:
    device = sheet.open() if isinstance(sheet, MemorySheet) else sheet
    return sync(cache, device, RULES, NOW, dry_run=dry_run, accept=accept)


def test_what_the_sheet_says_is_in_the_cache_and_costs_one_request(
    cache: Cache, sheet: MemorySheet
) -> None:
    report = synced(cache, sheet)
    assert {(e.date, e.category) for e in cache.reading().entries} >= {(SUNDAY, "Coding")}
    assert (cache.state().last, cache.state().time_zone) == (NOW, "Europe/Berlin")
    assert (report.pulled, report.changes) == ((), ())
    synced(cache, sheet)
    assert (sheet.snapshots, sheet.swaps) == (2, 0)


def test_what_was_logged_reaches_the_sheet_once_and_in_two_requests(
    cache: Cache, sheet: MemorySheet
) -> None:
    for activity in ("Tries", "Heaps"):
        cache.record(coding(1, activity=activity), NOW)
    report = synced(cache, sheet)
    assert (sheet.snapshots, sheet.swaps) == (1, 1)
    assert sheet.text("Log!D15") == "1 hr + 1 hr"
    assert [(str(c.cell), c.before, c.after) for c in report.changes] == [
        ("Log!D15", "", "1 hr + 1 hr"),
        ("Log!C15", "", "Tries, Heaps"),
    ]
    assert cache.outbox() == []
    assert [e.amount for e in cache.reading(MONDAY).entries if e.category == "Coding"] == [2 * HOUR]
    report = synced(cache, sheet)
    assert (report.pulled, sheet.swaps) == ((), 1)


def test_a_sheet_that_has_not_changed_is_not_worked_out_again(
    cache: Cache, sheet: MemorySheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.sync import run

    looked: list[Snapshot] = []

    class Watched(View):
        def __init__(self, snapshot: Snapshot, rules: Rules, today: date) -> None:
            looked.append(snapshot)
            super().__init__(snapshot, rules, today)

    monkeypatch.setattr(run, "View", Watched)
    synced(cache, sheet)
    synced(cache, sheet)
    assert len(looked) == 1
    later = sync(cache, sheet.open(), RULES, NOW + timedelta(hours=1))
    assert (len(looked), later.pulled, cache.state().last) == (1, (), NOW + timedelta(hours=1))
    sheet.type("Log!D14", "3 hrs")
    assert [change.after for change in synced(cache, sheet).pulled] == ["3 hrs"]
    sync(cache, sheet.open(), RULES, NOW + timedelta(days=1))
    sync(cache, sheet.open(), replace(RULES, open_words=()), NOW + timedelta(days=1))
    cache.record(coding(1), NOW)
    assert len(looked) == 4
    assert len(synced(cache, sheet).pushed) == 1


def test_a_rehearsal_says_what_would_be_written_and_changes_nothing(
    cache: Cache, sheet: MemorySheet
) -> None:
    cache.record(coding(1), NOW)
    before = cache.path.read_bytes()
    report = synced(cache, sheet, dry_run=True)
    assert [(str(c.cell), c.before, c.after) for c in report.changes] == [("Log!D15", "", "1 hr")]
    assert (sheet.swaps, cache.path.read_bytes()) == (0, before)


def test_a_persons_changes_are_pulled_and_kept_in_the_history(
    cache: Cache, sheet: MemorySheet
) -> None:
    synced(cache, sheet)
    sheet.type("Log!D14", "2 hrs")
    rows = sheet.rows("Log")
    sheet.set_rows("Log", [rows[0], [], *rows[1:]])
    report = synced(cache, sheet)
    assert [(str(c.cell), c.before, c.after) for c in report.pulled] == [
        ("Log!D15", "1.5 hrs", "2 hrs")
    ]
    (seen,) = cache.history(SUNDAY, "Coding")
    assert (seen.who, seen.change.before) == ("sheet", "1.5 hrs")


def test_a_person_who_types_between_read_and_write_keeps_every_word(
    cache: Cache, sheet: MemorySheet
) -> None:
    cache.record(coding(1), NOW)
    device = sheet.open()
    device.faults["before swap"] = lambda: sheet.type("Log!D15", "3 hrs")
    synced(cache, device)
    assert sheet.text("Log!D15") == "3 hrs + 1 hr"
    assert (sheet.snapshots, cache.outbox()) == (3, [])
    assert sheet.now.overwritten == ()


def test_a_person_who_inserts_rows_between_read_and_write_keeps_every_word(
    cache: Cache, sheet: MemorySheet
) -> None:
    cache.record(coding(1), NOW)
    device = sheet.open()
    rows = sheet.rows("Log")
    moved = [rows[0], [], *rows[1:]]
    device.faults["before swap"] = lambda: sheet.set_rows("Log", moved)
    synced(cache, device)
    assert sheet.text("Log!D16") == "1 hr"
    sheet.type("Log!D16", None)
    assert [[c.typed for c in row if c.typed] for row in sheet.rows("Log")] == [
        [c.typed for c in row if c.typed] for row in moved
    ]


@pytest.mark.parametrize("step", ["before swap", "after swap"])
def test_a_lost_answer_neither_loses_nor_repeats(
    cache: Cache, sheet: MemorySheet, step: str
) -> None:
    def lose() -> None:
        raise TryAgainError("no answer")

    cache.record(coding(1), NOW)
    device = sheet.open()
    device.faults[step] = lose
    synced(cache, device)
    assert (sheet.text("Log!D15"), cache.outbox()) == ("1 hr", [])
    assert [seen.who for seen in cache.history(MONDAY)] == ["here"]


def test_a_request_that_arrives_after_its_retry_changes_nothing(
    cache: Cache, sheet: MemorySheet
) -> None:
    def late() -> None:
        raise LateRequestError("no answer")

    cache.record(coding(1), NOW)
    device = sheet.open()
    device.faults["before swap"] = late
    synced(cache, device)
    assert sheet.late
    sheet.arrive()
    synced(cache, sheet)
    assert (sheet.text("Log!D15"), cache.outbox()) == ("1 hr", [])


def test_an_undo_of_what_may_still_arrive_keeps_it_from_landing(
    cache: Cache, sheet: MemorySheet
) -> None:
    def offline() -> None:
        raise TryAgainError("offline")

    def late() -> None:
        device.faults["before snapshot"] = offline
        raise LateRequestError("no answer")

    cache.record(coding(1), NOW)
    device = sheet.open()
    device.faults = {"before swap": late}
    with pytest.raises(TryAgainError):
        synced(cache, device)
    cache.undo(cache.outbox()[0], NOW)
    synced(cache, sheet)
    sheet.arrive()
    synced(cache, sheet)
    assert (sheet.text("Log!D15"), cache.outbox()) == ("", [])


def test_two_devices_end_with_the_same_and_every_operation_once(
    tmp_path: Path, cache: Cache, sheet: MemorySheet
) -> None:
    with open_cache(tmp_path / "other.sqlite3") as other:
        cache.record(coding(1), NOW)
        other.record(coding(2), NOW)
        device = sheet.open()
        device.faults["before swap"] = lambda: synced(other, sheet)
        synced(cache, device)
        synced(other, sheet)
        assert sheet.text("Log!D15") == "2 hrs + 1 hr"
        assert cache.reading() == other.reading()
        assert cache.outbox() == other.outbox() == []


def test_a_changed_base_is_a_conflict_with_both_values(cache: Cache, sheet: MemorySheet) -> None:
    synced(cache, sheet)
    cache.record(Rewrite(CellRef("Log", 13, 3), SUNDAY, "1.5 hrs", "2 hrs"), NOW)
    cache.record(SetTarget("Coding", Unit.HOURS, 12 * HOUR, None, 15 * HOUR), NOW)
    sheet.type("Log!D14", "4 hrs")
    sheet.type("Targets!C2", 14)
    report = synced(cache, sheet)
    assert (sheet.text("Log!D14"), sheet.text("Targets!C2")) == ("4 hrs", "14")
    assert [(item.state, item.found) for item in report.conflicts] == [
        (CONFLICT, "4 hrs"),
        (CONFLICT, "14"),
    ]
    assert cache.state().conflicts == 2


def test_a_note_and_a_day_of_the_coming_week_are_written(cache: Cache, sheet: MemorySheet) -> None:
    cache.record(Note(TUESDAY, "Sick"), NOW)
    cache.record(coding(1, TODAY.replace(day=17)), NOW)
    synced(cache, sheet)
    assert [lost.date for lost in cache.reading().lost_days] == [TUESDAY]
    assert done(sheet, TODAY.replace(day=17)) == 1


def test_a_new_week_gets_its_block_once_whoever_races_for_it(
    tmp_path: Path, cache: Cache, sheet: MemorySheet
) -> None:
    later = NOW.replace(day=16)
    with open_cache(tmp_path / "other.sqlite3") as other:
        device = sheet.open()
        device.faults["before swap"] = lambda: sync(other, sheet.open(), RULES, later)
        sync(cache, device, RULES, later)
        sync(other, sheet.open(), RULES, later)
    titles = [row[0].text for row in sheet.rows("Log") if row and row[0].text.startswith("Week")]
    assert titles == ["Week 9", "Week 10", "Week 11"]


def report_tab(reading: Reading) -> Replace:
    total = sum(entry.amount for entry in reading.entries) / HOUR
    return Replace("Report", 2, (NewRow((NewCell("Done"), NewCell(total))),))


def test_the_report_tab_is_written_only_when_it_says_something_else(
    cache: Cache, sheet: MemorySheet
) -> None:
    for swaps in (1, 1):
        sync(cache, sheet.open(), RULES, NOW, report=report_tab)
        assert (sheet.text("Report!B1"), sheet.swaps) == ("5.5", swaps)
    cache.record(coding(1), NOW)
    sync(cache, sheet.open(), RULES, NOW, report=report_tab)
    assert (sheet.text("Report!B1"), sheet.swaps) == ("6.5", 2)


def test_a_report_that_cannot_be_written_does_not_keep_the_rest_from_being_read(
    cache: Cache, sheet: MemorySheet
) -> None:
    def refuse() -> None:
        raise PermissionDeniedError("the sheet is shared read-only")

    device = sheet.open()
    device.faults["before swap"] = refuse
    with pytest.raises(PermissionDeniedError):
        sync(cache, device, RULES, NOW, report=report_tab)
    synced(cache, sheet)
    assert (cache.state().last, sheet.swaps) == (NOW, 1)


def test_a_sync_that_takes_too_long_ends(
    cache: Cache, sheet: MemorySheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.record(coding(1), NOW)
    device = sheet.open()
    device.faults["before swap"] = lambda: sheet.type("Log!C15", "Trees")
    with monkeypatch.context() as impatient:
        impatient.setattr("planner.sync.run.DEADLINE", -1.0)
        with pytest.raises(TryAgainError, match="kept changing"):
            synced(cache, device)
    synced(cache, sheet)
    assert sheet.text("Log!D15") == "1 hr"


# What a sync stops for.


def _without_headers(sheet: MemorySheet) -> None:
    rows = sheet.rows("Log")
    rows[1] = rows[12] = []
    sheet.set_rows("Log", rows)


def _emptied(sheet: MemorySheet) -> None:
    rows = sheet.rows("Log")
    for row in rows[2:9] + rows[13:20]:
        row[2:] = []
    sheet.set_rows("Log", rows)


def _restored(sheet: MemorySheet) -> None:
    sheet.now = journal().now


def _another(sheet: MemorySheet) -> None:
    from dataclasses import replace

    sheet.now = replace(sheet.now, sheet="other")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda sheet: sheet.drop_tab("Log"), "the tab Log is gone"),
        (lambda sheet: sheet.drop_tab("Targets"), "the tab Targets is gone"),
        (_without_headers, "the headers of the tab Log are gone"),
        (_emptied, "5 of 5 entries are gone"),
        (_restored, "an older version"),
        (_another, "another spreadsheet"),
    ],
)
def test_a_sheet_that_suddenly_lacks_what_it_held_stops_the_sync(
    cache: Cache, sheet: MemorySheet, harm: object, said: str
) -> None:
    cache.record(coding(1), NOW)
    synced(cache, sheet)
    known = cache.reading()
    harm(sheet)  # type: ignore[operator]
    cache.record(coding(1), NOW)
    with pytest.raises(DataError, match=said):
        synced(cache, sheet)
    assert (cache.reading(), sheet.swaps) == (known, 1)
    synced(cache, sheet, accept=True)
    assert any(seen.change.after == "accepted" for seen in cache.history())
    synced(cache, sheet)


def test_a_person_may_clear_a_week_or_rename_a_tab(cache: Cache, sheet: MemorySheet) -> None:
    synced(cache, sheet)
    rows = sheet.rows("Log")
    for row in rows[2:9]:
        row[2:] = []
    sheet.set_rows("Log", rows)
    synced(cache, sheet)
    sheet.rename_tab("Log", "My hours")
    synced(cache, sheet)
    assert [entry.cell.tab for entry in cache.reading().entries] == ["My hours"] * 2


def test_a_second_sync_leaves_at_once(cache: Cache, sheet: MemorySheet) -> None:
    with alone(cache.path), pytest.raises(TryAgainError, match="another sync"):
        synced(cache, sheet)
    synced(cache, sheet)


# A cache that was copied, or restored from a backup.


def test_a_restored_cache_does_not_repeat_what_was_sent_since(
    tmp_path: Path, sheet: MemorySheet
) -> None:
    path, backup = tmp_path / "cache.sqlite3", tmp_path / "backup"
    with open_cache(path) as cache:
        synced(cache, sheet)
        cache.record(coding(1), NOW)
    shutil.copy(path, backup)
    with open_cache(path) as cache:
        synced(cache, sheet)
    shutil.copy(backup, path)
    with open_cache(path) as cache:
        device = cache.device
        cache.record(coding(2), NOW)
        synced(cache, sheet)
        assert cache.device != device
        assert done(sheet, MONDAY) == 3
        assert [item.state for item in cache.operations()] == [DONE, DONE]


def test_a_restored_cache_asks_about_what_may_have_been_sent_since(
    tmp_path: Path, sheet: MemorySheet
) -> None:
    path, backup = tmp_path / "cache.sqlite3", tmp_path / "backup"
    with open_cache(path) as cache:
        cache.record(coding(1), NOW)
    shutil.copy(path, backup)
    with open_cache(path) as cache:
        cache.record(coding(2), NOW)
        synced(cache, sheet)
    shutil.copy(backup, path)
    with open_cache(path) as cache:
        synced(cache, sheet)
        assert done(sheet, MONDAY) == 3
        assert [item.state for item in cache.outbox()] == [DOUBTFUL]


def test_a_copy_on_another_machine_takes_its_own_name(tmp_path: Path, sheet: MemorySheet) -> None:
    with open_cache(tmp_path / "a") as first:
        synced(first, sheet)
        first.record(coding(1), NOW)
        synced(first, sheet)
    shutil.copy(tmp_path / "a", tmp_path / "b")
    with open_cache(tmp_path / "a") as first, open_cache(tmp_path / "b") as copy:
        first.record(coding(2, TUESDAY), NOW)
        synced(first, sheet)
        synced(copy, sheet)
        copy.record(coding(4, TUESDAY), NOW)
        synced(copy, sheet)
        synced(first, sheet)
        assert first.device != copy.device
        assert first.reading() == copy.reading()
        assert done(sheet, TUESDAY) == 6


@pytest.mark.parametrize(
    ("error", "hours", "said"),
    [
        (TryAgainError("offline"), 2, False),
        (TryAgainError("offline"), 30, True),
        (UnreachableError("it is not there"), 2, True),
    ],
)
def test_cron_hears_of_what_somebody_must_act_on(
    error: TryAgainError, hours: float, said: bool
) -> None:
    from datetime import timedelta

    assert worth_saying(error, NOW - timedelta(hours=hours), NOW, 26) is said


def test_the_sheet_of_the_tests_is_as_it_says(sheet: MemorySheet) -> None:
    assert (sheet.text("Log!A15"), sheet.text("Log!B15")) == ("Monday", "Mar 9")
