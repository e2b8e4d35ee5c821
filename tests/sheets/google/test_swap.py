"""Compare-and-swap over HTTP: two devices, a person who is faster, and answers that get lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.model import CellRef
from planner.sheets.grid import (
    AddTab,
    Append,
    Beaten,
    Cell,
    Fence,
    Formula,
    Landed,
    Look,
    NewCell,
    NewRow,
    Overtaken,
    Replace,
    Show,
    TakeBack,
)
from planner.sync.repair import repairs
from tests.sheets.google.stand_in import LOG, NOW, StandIn, at, batch, write
from tests.sheets_server import admin

if TYPE_CHECKING:
    from planner.sheets.google import GoogleSheet

DAY = 24 * 3600


def test_reading_is_one_request_and_writing_one_more(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    assert google.calls == {"spreadsheets.get": 1}
    assert sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 2.5))) == Landed()
    assert google.calls == {"spreadsheets.get": 1, "spreadsheets.batchUpdate": 1}
    assert google.app.stats.token == 1
    assert google.seen(log)["Log"][1] == ["2026-11-02", "Coding", "2.5", "Arrays"]


def test_the_fence_says_who_wrote_and_hidden_tabs_are_no_tabs(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 2.5)))
    after = sheet.snapshot()
    assert after.fences == (Fence(1, "laptop", "laptop 1", "1"),)
    assert [tab.name for tab in after.tabs] == ["Log"]
    assert after.overwritten == ()


def test_of_two_devices_that_saw_the_same_sheet_one_alone_writes(google: StandIn, log: str) -> None:
    laptop, phone = google.open(log), google.open(log)
    seen, too = laptop.snapshot(), phone.snapshot()
    assert laptop.swap(batch(seen, write(seen, "Log!C2", 2))) == Landed()
    answer = phone.swap(batch(too, write(too, "Log!C2", 3), device="phone"))
    assert isinstance(answer, Beaten)
    assert google.seen(log)["Log"][1][2] == "2"
    requests = sum(google.calls.values())
    fresh = phone.snapshot()  # what the beaten swap read to know
    assert sum(google.calls.values()) == requests
    assert phone.swap(batch(fresh, write(fresh, "Log!C2", 5), device="phone")) == Landed()


@pytest.mark.parametrize("fault", ["lost-answer", "cut-body", "late", "drop", "refuse", "repeat"])
def test_a_batch_lands_once_whatever_happens_to_its_request(
    google: StandIn, log: str, fault: str
) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.faults(fault)
    row = NewRow((NewCell(46330, Show.DATE), NewCell("Coding"), NewCell(1)))
    assert sheet.swap(batch(snapshot, Append("Log", 2, (row,)))) == Landed()
    google.app.set_faults({})  # what is still under way arrives
    assert len(google.seen(log)["Log"]) == 4


def test_a_person_who_types_meanwhile_is_found_whatever_column_they_type_in(
    google: StandIn, log: str
) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.types(log, "Log!D2", "Heaps", "before-next-write")
    edits = write(snapshot, "Log!C2", 9), write(snapshot, "Log!C3", 8)
    answer = sheet.swap(batch(snapshot, *edits))
    assert isinstance(answer, Overtaken)
    assert {str(ref): cell.typed for ref, cell in answer.found.items()} == {
        "Log!C2": "1.5",
        "Log!C3": "=1+1",
    }


def _repaired(sheet: GoogleSheet) -> Landed | Beaten | Overtaken:
    snapshot = sheet.snapshot()
    return sheet.swap(batch(snapshot, *repairs(snapshot), device="another"))


@pytest.mark.parametrize("typed", ["2 hrs", "=SUM(3,4)", "7", "'=no formula", ""])
def test_any_device_gives_people_back_what_was_overwritten(
    google: StandIn, log: str, typed: str
) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.types(log, "Log!C2", typed, "before-next-write")
    assert isinstance(sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9))), Overtaken)
    assert google.seen(log)["Log"][1][2] == "9"
    assert _repaired(google.open(log)) == Landed()
    after = google.open(log).snapshot()
    assert (after.overwritten, [f.taken_back for f in after.fences]) == ((), [True, False])
    assert at(after, "Log!C2")[1].typed == typed


def test_a_person_is_found_again_where_the_answer_was_lost(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.types(log, "Log!C2", "2 hrs", "before-next-write")
    google.faults("lost-answer")
    answer = sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9)))
    assert answer == Overtaken({CellRef("Log", 1, 2): Cell("2 hrs", "2 hrs")})


@pytest.mark.parametrize(("action", "at_row"), [("insert", 2), ("delete", 2), ("sort", 2)], ids=str)
def test_rows_that_move_meanwhile_are_found(
    google: StandIn, log: str, action: str, at_row: int
) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    if action == "sort":
        google.types(log, "Log!A3", "2026-11-01")
        snapshot = sheet.snapshot()
    before = google.seen(log)["Log"]
    google.rows(log, action, at_row)
    edits = write(snapshot, "Log!C2", 9), write(snapshot, "Log!D3", "Graphs")
    assert isinstance(sheet.swap(batch(snapshot, *edits)), Overtaken)
    assert _repaired(sheet) == Landed()
    rows = [row for row in google.seen(log)["Log"] if row]
    expected = [before[0], before[2]] if action == "delete" else before
    assert sorted(rows) == sorted(expected)


def test_a_row_typed_where_ours_was_to_go_comes_back(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.types(log, "Log!A4", "2026-11-04", "before-next-write")
    google.types(log, "Log!D4", "by hand", "before-next-write")
    row = NewRow((NewCell("Coding"), NewCell(), NewCell(Formula("=C3+1"))))
    assert isinstance(sheet.swap(batch(snapshot, Append("Log", 2, (row,)))), Overtaken)
    assert _repaired(sheet) == Landed()
    assert google.seen(log)["Log"][3:] == [["2026-11-04", "", "", "by hand"]]


def test_a_row_deleted_above_ours_is_found_since_ours_names_its_place(
    google: StandIn, log: str
) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.rows(log, "delete", 2)
    row = NewRow((NewCell("Coding"), NewCell(Formula("=C3+1"))))
    assert isinstance(sheet.swap(batch(snapshot, Append("Log", 2, (row,)))), Overtaken)
    assert _repaired(sheet) == Landed()
    assert google.seen(log)["Log"] == [LOG[0], ["2026-11-03", "Coding", "2", "Trees"]]


def test_a_repair_that_is_overtaken_itself_takes_nothing_back_twice(
    google: StandIn, log: str
) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.types(log, "Log!C2", "2 hrs", "before-next-write")
    sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9), write(snapshot, "Log!C3", 8)))
    google.types(log, "Log!D2", "Heaps", "before-next-write")
    assert isinstance(_repaired(sheet), Overtaken)
    assert _repaired(sheet) == Landed()
    assert [row[2:] for row in google.seen(log)["Log"][1:]] == [["2 hrs", "Heaps"], ["2", "Trees"]]


def test_a_batch_never_buries_what_an_earlier_one_overwrote(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.types(log, "Log!C2", "2 hrs", "before-next-write")
    sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9)))
    fresh = sheet.snapshot()
    with pytest.raises(ValueError, match="not taken back"):
        sheet.swap(batch(fresh, write(fresh, "Log!D2", "x")))


def test_a_row_after_the_last_of_the_grid_makes_it_longer(google: StandIn) -> None:
    sheet_id = google.make({"Log": [["Date"], *([["x"]] * 1200)]})
    sheet = google.open(sheet_id)
    for _ in range(3):
        snapshot = sheet.snapshot()
        last = len(snapshot.tabs[0].rows) - 1
        rows = tuple(NewRow((NewCell("y"),)) for _ in range(60))
        assert sheet.swap(batch(snapshot, Append("Log", last, rows))) == Landed()
    assert len(google.seen(sheet_id)["Log"]) == 1201 + 180


def test_a_tab_that_was_deleted_meanwhile_beats_the_batch(google: StandIn) -> None:
    sheet_id = google.make({"Log": [["Date"]], "Other": [["x"]]})
    sheet = google.open(sheet_id)
    snapshot = sheet.snapshot()
    book = google.app.world.drive.files[sheet_id].book
    assert book is not None
    book.sheets.pop(0)
    answer = sheet.swap(batch(snapshot, write(snapshot, "Log!A1", "y")))
    assert answer == Beaten("the tabs were changed meanwhile")
    assert [tab.name for tab in sheet.snapshot().tabs] == ["Other"]


def test_tabs_are_made_and_the_report_replaced_beside_a_persons_notes(
    google: StandIn, log: str
) -> None:
    sheet = google.open(log)
    rows = tuple(NewRow((NewCell(f"line {n}"),)) for n in range(3))
    header = NewRow((NewCell("Category"), NewCell("Unit")), Look.HEADER)
    target = NewRow((NewCell("Coding"), NewCell("hours")))
    snapshot = sheet.snapshot()
    edits = AddTab("Targets", (header, target)), Replace("Report", 2, rows)
    assert sheet.swap(batch(snapshot, *edits)) == Landed()
    google.types(log, "Report!C1", "my note")
    snapshot = sheet.snapshot()
    assert sheet.swap(batch(snapshot, Replace("Report", 2, rows[:1]))) == Landed()
    seen = google.seen(log)
    assert seen["Targets"] == [["Category", "Unit"], ["Coding", "hours"]]
    assert seen["Report"] == [["line 0", "", "my note"]]


def test_what_a_taken_back_batch_put_into_a_new_tab_goes_too(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    rows = NewRow((NewCell("Category"),), Look.HEADER), NewRow((NewCell("Coding"),))
    google.types(log, "Log!C2", "2 hrs", "before-next-write")
    edits = AddTab("Targets", rows), write(snapshot, "Log!C2", 9)
    assert isinstance(sheet.swap(batch(snapshot, *edits)), Overtaken)
    assert _repaired(sheet) == Landed()
    assert google.seen(log)["Targets"] == [["Category"]]


def test_old_fences_go_but_never_a_devices_last(google: StandIn, log: str) -> None:
    def sync(device: str, now: float) -> None:
        sheet = google.open(log, now)
        snapshot = sheet.snapshot()
        sheet.swap(batch(snapshot, write(snapshot, "Log!D2", f"{now}"), device=device))

    sync("phone", NOW)
    for hour in range(30):
        sync("laptop", NOW + hour * 3600)
    sync("laptop", NOW + 2 * DAY)
    generations = [fence.generation for fence in google.open(log).snapshot().fences]
    assert generations[0] == 1  # the phone's only one
    assert len(generations) == 1 + 1 + 8  # it, the newest, and those kept against wrong clocks


def test_what_strangers_keep_under_our_key_and_in_our_tabs_counts_for_nothing(
    google: StandIn, log: str
) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9)))
    book = google.app.world.drive.files[log].book
    assert book is not None
    stranger = {"metadataKey": "planner", "location": {"spreadsheet": True}}
    more = {"visibility": "DOCUMENT", "project": "", "metadataId": 7}
    book.metadata.append({**stranger, **more, "metadataValue": "no JSON"})
    for where in ("_planner!A1", "_planner!E1", "_planner!A9"):
        google.types(log, where, "hello")
    assert [f.generation for f in sheet.snapshot().fences] == [1]
    snapshot = sheet.snapshot()
    assert sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 8))) == Landed()


def test_a_batch_again_at_its_generation_with_other_content_is_beaten(
    google: StandIn, log: str
) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    first = batch(snapshot, write(snapshot, "Log!C2", 9))
    assert sheet.swap(first) == Landed()
    assert sheet.swap(first) == Landed()
    other = replace(first, fence=replace(first.fence, digest="another"))
    assert isinstance(sheet.swap(other), Beaten)


def test_the_hidden_tabs_hold_the_last_batch_and_no_more(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    sheet.swap(batch(snapshot, write(snapshot, "Log!D2", "x")))
    snapshot = sheet.snapshot()
    rows = tuple(NewRow((NewCell(n),)) for n in range(150))
    assert sheet.swap(batch(snapshot, Append("Log", 2, rows))) == Landed()
    tabs = admin.seen(google.app.world, log)
    assert len(tabs["_planner"]) == 151
    assert [row for row in tabs["_planner 0"] if row] == [["46329", "Coding", "2", "Trees"]]


def test_a_take_back_alone_settles_a_batch(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.types(log, "Log!C2", "2 hrs", "before-next-write")
    sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9)))
    google.types(log, "Log!C2", "3 hrs")
    fresh = sheet.snapshot()
    assert sheet.swap(batch(fresh, TakeBack(1))) == Landed()
    assert sheet.snapshot().overwritten == ()
    assert google.seen(log)["Log"][1][2] == "3 hrs"
