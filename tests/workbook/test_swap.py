"""A workbook is written whole or not at all, over what was seen alone, never while it is open."""

from __future__ import annotations

import os
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from planner.errors import DataError, PermissionDeniedError, TryAgainError
from planner.model import HOUR, CellRef, Target, Unit
from planner.sheets.grid import (
    EMPTY,
    AddTab,
    Append,
    Batch,
    Beaten,
    Edit,
    Fence,
    Formula,
    Landed,
    NewCell,
    NewRow,
    Replace,
    Show,
    Write,
)
from planner.sheets.workbook import WorkbookSheet
from planner.sheets.workbook.create import create

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "plan.xlsx"
    create(file, [Target("Coding", Unit.HOURS, 15 * HOUR)])
    return file


def batch(*edits: Edit, generation: int = 1, digest: str = "one") -> Batch:
    return Batch(Fence(generation, "here", digest, "1"), edits)


def text(cell: str, value: str) -> Write:
    return Write(CellRef("Log", int(cell[1:]) - 1, "ABCD".index(cell[0])), EMPTY, value)


def test_a_swap_lands_and_says_its_fence(path: Path) -> None:
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    assert sheet.swap(batch(text("D2", "Arrays"))) == Landed()
    after = sheet.snapshot()
    assert after.fences == (Fence(1, "here", "one", "1"),)
    tab = after.tab("Log")
    assert tab and tab.at(1, 3).text == "Arrays"


def test_each_device_keeps_its_last_fence(path: Path) -> None:
    sheet = WorkbookSheet(path)
    for generation, device in enumerate(("a", "b", "a"), 1):
        sheet.snapshot()
        sheet.swap(Batch(Fence(generation, device, f"d{generation}"), (text("D2", device),)))
    assert [(f.generation, f.device) for f in sheet.snapshot().fences] == [(2, "b"), (3, "a")]


def test_a_batch_that_landed_is_not_made_again(path: Path) -> None:
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    sheet.swap(batch(text("D2", "once")))
    written = path.read_bytes()
    assert sheet.swap(batch(text("D2", "once"))) == Landed()
    assert path.read_bytes() == written


def test_a_save_between_the_read_and_the_write_beats_the_batch(path: Path) -> None:
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    book = load_workbook(path)
    book["Log"]["D2"] = "typed by a person"
    book.save(path)
    saved = path.read_bytes()
    assert isinstance(sheet.swap(batch(text("D2", "ours"))), Beaten)
    assert path.read_bytes() == saved


def test_a_save_while_the_batch_is_being_made_beats_it_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    from planner.sheets.workbook.editor import Editor

    pack = Editor.pack

    def late(self: Editor) -> bytes:
        path.write_bytes(path.read_bytes() + b"\0")
        return pack(self)

    monkeypatch.setattr(Editor, "pack", late)
    assert isinstance(sheet.swap(batch(text("D2", "ours"))), Beaten)


@pytest.mark.parametrize(
    ("lock", "content", "who"),
    [
        (".~lock.plan.xlsx#", b",Ada,desk,23.11.2026 10:00,file:///home/ada;", "Ada"),
        ("~$plan.xlsx", b"\x05Grace" + b" " * 49, "Grace"),
    ],
)
def test_nothing_is_written_while_a_desktop_program_has_it_open(
    path: Path, lock: str, content: bytes, who: str
) -> None:
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    before = path.read_bytes()
    (path.parent / lock).write_bytes(content)
    with pytest.raises(TryAgainError, match=who):
        sheet.swap(batch(text("D2", "ours")))
    assert path.read_bytes() == before
    (path.parent / lock).unlink()
    assert sheet.swap(batch(text("D2", "ours"))) == Landed()


def test_the_last_five_versions_are_kept_for_their_owner_alone(path: Path) -> None:
    sheet = WorkbookSheet(path)
    versions = []
    for generation in range(1, 8):
        versions.append(path.read_bytes())
        sheet.snapshot()
        sheet.swap(
            batch(text("D2", str(generation)), generation=generation, digest=f"{generation}")
        )
    folder = path.parent / ".planner-backups"
    kept = [folder / f"plan.{n}.xlsx" for n in range(1, 6)]
    assert [file.read_bytes() for file in kept] == versions[:1:-1]
    assert not (folder / "plan.6.xlsx").exists()
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}


def test_the_mode_stays_and_a_link_stays_a_link(path: Path) -> None:
    path.chmod(0o640)
    link = path.parent / "link.xlsx"
    link.symlink_to(path)
    sheet = WorkbookSheet(link)
    sheet.snapshot()
    sheet.swap(batch(text("D2", "through the link")))
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    tab = sheet.snapshot().tab("Log")
    assert tab and tab.at(1, 3).text == "through the link"


def test_a_full_disk_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TryAgainError, match="No space"):
        sheet.swap(batch(text("D2", "ours")))
    assert path.read_bytes() == before
    assert not list(path.parent.rglob("*.tmp"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(path: Path) -> None:
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    path.parent.chmod(0o500)
    try:
        with pytest.raises(PermissionDeniedError):
            sheet.swap(batch(text("D2", "ours")))
    finally:
        path.parent.chmod(0o700)


def test_only_the_parts_that_change_are_made_anew(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\x00macros\xff")
        package.writestr("xl/charts/chart1.xml", b"<odd   spacing='kept'/>")
    before = zipfile.ZipFile(path)
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    sheet.swap(batch(text("D2", "Arrays")))
    after = zipfile.ZipFile(path)
    changed = {
        name for name in after.namelist()
        if name not in before.namelist() or before.read(name) != after.read(name)
    }  # fmt: skip
    assert changed == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/custom.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",  # its live totals read the tab Log
        "xl/worksheets/sheet2.xml",
    }
    assert set(before.namelist()) <= set(after.namelist())


def test_colours_comments_and_validation_stay(path: Path) -> None:
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    sheet.swap(batch(text("D2", "Arrays")))
    log = load_workbook(path)["Log"]
    assert log["A1"].fill.fgColor.rgb == "00DCE6F1"
    assert log["C1"].comment and "1h30" in log["C1"].comment.text
    assert log.freeze_panes == "A2"
    assert len(log.data_validations.dataValidation) == 2


def test_text_is_never_run_as_a_formula(path: Path) -> None:
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    hostile = ("=1+1", "+1", "-1", "@SUM(A1)", "'quoted", "a\x00\x07b", "\u202eright to left")
    sheet.swap(batch(Append("Log", 0, tuple(NewRow((NewCell(t),)) for t in hostile))))
    tab = sheet.snapshot().tab("Log")
    assert tab
    assert [tab.at(n, 0).value for n in range(1, 8)] == [*hostile[:5], "ab", hostile[6]]
    column = load_workbook(path)["Log"]
    assert {column.cell(n, 1).data_type for n in range(2, 9)} == {"s"}
    assert column["A2"].quotePrefix


def rewrite(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Change a part of the workbook as another program would have written it."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_a_formula_that_reads_a_changed_cell_forgets_its_kept_value(path: Path) -> None:
    kept = (
        b'<row r="2"><c r="F2"><f>SUM(C2:C9)</f><v>7</v></c><c r="G2"><f>F2*2</f><v>14</v></c>'
        b'<c r="H2"><f>1+1</f><v>2</v></c></row></sheetData>'
    )
    rewrite(path, "xl/worksheets/sheet2.xml", b"</sheetData>", kept)
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    known = Formula("=1.5+1", 2.5)
    sheet.swap(batch(Write(CellRef("Log", 1, 2), EMPTY, known)))
    tab = sheet.snapshot().tab("Log")
    assert tab
    assert [tab.at(1, column).value for column in (2, 5, 6, 7)] == [2.5, None, None, 2]
    with zipfile.ZipFile(path) as package:
        assert b'fullCalcOnLoad="1"' in package.read("xl/workbook.xml")


def test_a_date_is_written_so_that_it_looks_like_one(path: Path) -> None:
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    sheet.swap(batch(Write(CellRef("Log", 1, 3), EMPTY, 46350, Show.DATE)))
    tab = sheet.snapshot().tab("Log")
    assert tab
    assert (tab.at(1, 3).text, tab.at(1, 3).show) == ("2026-11-24", Show.DATE)


def test_a_formula_shared_by_cells_goes_on_in_them_when_its_first_cell_changes(path: Path) -> None:
    shared = (
        b'<row r="2"><c r="E2"><f t="shared" ref="E2:E3" si="0">A2+1</f><v>1</v></c></row>'
        b'<row r="3"><c r="E3"><f t="shared" si="0"/><v>1</v></c></row></sheetData>'
    )
    rewrite(path, "xl/worksheets/sheet2.xml", b"</sheetData>", shared)
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    sheet.swap(batch(Write(CellRef("Log", 1, 4), EMPTY, "mine")))
    tab = sheet.snapshot().tab("Log")
    assert tab
    assert (tab.at(1, 4).value, tab.at(2, 4).formula) == ("mine", "=A3+1")


def test_a_tab_is_added_and_the_report_replaced_beside_a_persons_notes(path: Path) -> None:
    book = load_workbook(path)
    book["Report"]["E2"] = "my note"
    book.save(path)
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    rows = (NewRow((NewCell("Week"), NewCell(46350, Show.DATE))),)
    edits = (Replace("Report", 4, rows), AddTab("New", rows))
    assert sheet.swap(batch(*edits)) == Landed()
    after = sheet.snapshot()
    report, new = after.tab("Report"), after.tab("New")
    assert report and new
    assert (report.at(0, 0).text, report.at(1, 0), report.at(1, 4).text) == (
        "Week",
        EMPTY,
        "my note",
    )
    assert new.at(0, 1).text == "2026-11-24"
    assert load_workbook(path).sheetnames == ["Targets", "Log", "Report", "New"]


@pytest.mark.parametrize(
    ("part", "patch", "error"),
    [
        ("xl/worksheets/sheet2.xml", (b"</sheetData>", b'</sheetData><sheetProtection sheet="1"/>'),
         PermissionDeniedError),
        ("xl/worksheets/sheet2.xml", (b"</worksheet>", b"<tableParts/></worksheet>"), DataError),
        ("_xmlsignatures/origin.sigs", (b"", b"signed"), DataError),
    ],
)  # fmt: skip
def test_what_cannot_be_written_without_harm_is_refused(
    path: Path, part: str, patch: tuple[bytes, bytes], error: type[Exception]
) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = parts[part].replace(*patch) if part in parts else patch[1]
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    before = path.read_bytes()
    sheet = WorkbookSheet(path)
    sheet.snapshot()
    with pytest.raises(error):
        sheet.swap(batch(Append("Log", 0, (NewRow((NewCell("x"),)),))))
    assert path.read_bytes() == before
