"""A workbook that cannot be used: what is wrong is named, and the file is never changed."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from planner.errors import DataError, PlannerError, UnreachableError, UsageError
from planner.sheets.workbook import WorkbookSheet
from planner.sheets.workbook import package as packages
from planner.sheets.workbook.create import create

if TYPE_CHECKING:
    from pathlib import Path


def made(path: Path) -> bytes:
    create(path, [])
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"Date,Hours\n2026-03-01,2\n", "no workbook"),
        (b"PK\x03\x04 and then nothing", "not all of it"),
    ],
)
def test_the_fault_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    with pytest.raises(DataError, match=says) as caught:
        WorkbookSheet(path).snapshot()
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content


def test_a_file_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="not there"):
        WorkbookSheet(tmp_path / "gone.xlsx").snapshot()


def test_every_truncation_is_an_error_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    whole = made(path)
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(PlannerError):
            WorkbookSheet(path).snapshot()


def test_a_broken_part_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    made(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for broken in parts:
        if broken.endswith(("theme1.xml", "core.xml", "app.xml")) or "comment" in broken.lower():
            continue  # not needed to read the cells
        with zipfile.ZipFile(path, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content[:30] if name == broken else content)
        try:
            WorkbookSheet(path).snapshot()
        except DataError as error:
            assert str(path) in str(error)


@pytest.mark.parametrize("limit", ["LARGEST_FILE", "LARGEST_PART"])
def test_a_huge_workbook_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    path = tmp_path / "plan.xlsx"
    made(path)
    monkeypatch.setattr(packages, limit, 5000)
    with pytest.raises(DataError, match="larger than"):
        WorkbookSheet(path).snapshot()


def test_a_new_workbook_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("precious")
    with pytest.raises(UsageError, match="there already"):
        create(path, [])
    assert path.read_text() == "precious"


def test_a_new_workbook_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    made(path)
    assert path.stat().st_mode & 0o777 == 0o600
