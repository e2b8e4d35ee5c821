"""Files as people have them: Markdown, separated values and workbooks, in all their notations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.errors import DataError
from planner.model import HOUR
from tests.imports.sheets import Imports

if TYPE_CHECKING:
    from pathlib import Path

Row = tuple[date, str, float, str]


def rows(path: Path) -> list[Row]:
    """What the file says: day, category, hours, activity."""
    entries = Imports().see(path).reading.entries
    return [(e.date, e.category, e.amount / HOUR, e.activity) for e in entries]


def written(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


ARRAYS = (date(2025, 10, 6), "Coding", 2.5, "Arrays")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", "| Date | Category | Hours | What |\n|---|:-:|--:|---|\n"
                 "| 2025-10-06 | Coding | 2.5 | Arrays |\n"),
        ("b.md", "Date | Category | Hours | What\n--- | --- | --- | ---\n"
                 "2025-10-06 | Coding | 2.5 | Arrays\n"),
        ("c.md", "Some words before.\n\n| Date | Category | Hours | What |\n|---|---|---|---|\n"
                 "| 2025-10-06 | Coding | 2.5 | **Arrays** ✔️ |\n\nSome words | after.\n"),
        ("d.org", "| Date | Category | Hours | What |\n|------+------+----+---|\n"
                  "| 2025-10-06 | Coding | 2.5 | Arrays |\n"),
        ("e.csv", "Date,Category,Hours,What\n2025-10-06,Coding,2.5,Arrays\n"),
        ("f.csv", "Datum;Kategorie;Stunden;Tätigkeit\n06.10.2025;Coding;2,5;Arrays\n"),
        ("g.tsv", "Date\tCategory\tHours\tWhat\n2025-10-06\tCoding\t2.5\tArrays\n"),
        ("h.csv", "sep=;\r\nDate;Category;Hours;What\r\n2025-10-06;Coding;2h30;Arrays\r\n"),
        ("i.csv", b"\xef\xbb\xbfDate,Category,Hours,What\n2025-10-06,Coding,2.5,Arrays\n"),
        ("j.csv", "Date,Category,Hours,What\n2025-10-06,Coding,2.5,Arrays\n".encode("utf-16")),
        ("k.csv", "Päivä;Projekti;Tunnit;Mitä\n6.10.2025;Coding;2,5;Arrays\n".encode("cp1252")),
        ("l.txt", "What,Hours,Date,Category\nArrays,2.5,2025-10-06,coding\n"),
        ("m", "Date,Category,Hours,What\n2025-10-06,CODING,150 min,Arrays\n"),
    ],
)  # fmt: skip
def test_the_same_entry_in_every_dress(tmp_path: Path, name: str, content: str | bytes) -> None:
    assert rows(written(tmp_path, name, content)) == [ARRAYS]


def test_an_escaped_pipe_and_a_broken_line_stay_in_their_cell(tmp_path: Path) -> None:
    page = "| Date | Category | Hours | What |\n|-|-|-|-|\n| 2025-10-06 | C | 1 | a \\| b<br>c |\n"
    assert rows(written(tmp_path, "a.md", page))[0][3] == "a | b\nc"


def test_a_quoted_cell_of_two_lines_is_one_record(tmp_path: Path) -> None:
    table = 'Date,Hours,What\n2025-10-06,1,"one\ntwo, three"\n2025-10-07,x2,four\n'
    imported = Imports().see(written(tmp_path, "thesis.csv", table))
    assert [(e.category, e.activity) for e in imported.reading.entries] == [
        ("thesis", "one\ntwo, three")
    ]
    assert [f.where for f in imported.reading.findings] == ["thesis!B4"]


def test_text_guarded_against_being_a_formula_loses_its_guard(tmp_path: Path) -> None:
    table = "Date,Category,Hours,What\n2025-10-06,Coding,1,'=1+1\n"
    assert rows(written(tmp_path, "a.csv", table))[0][3] == "=1+1"


def test_what_was_not_read_is_listed_line_by_line(tmp_path: Path) -> None:
    table = "Date,Category,Hours,What\n2025-10-06,Coding,,later\n2025-10-07,Coding,1,\nsum,,1,\n"
    assert Imports().see(written(tmp_path, "a.csv", table)).unused == (
        ("a!A2", "“2025-10-06” | “Coding” | “later”"),
    )


@pytest.mark.parametrize(
    "content", ["", "hello", "\0\1\2", "a,b,c\n1,2,3\n", "| a |\n|---|\n| b |\n", '"', '"' * 9]
)
def test_a_file_without_a_log_is_an_error_that_says_what_was_expected(
    tmp_path: Path, content: str
) -> None:
    path = written(tmp_path, "a.csv", content)
    with pytest.raises(DataError, match="nothing in it reads as a log") as raised:
        rows(path)
    assert raised.value.where == str(path)
    assert "Date, Category, Hours" in raised.value.todo


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file"):
        rows(tmp_path / "none.csv")


def test_a_cell_beyond_all_measure_is_an_error_that_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", f"Date,Hours\n2025-10-06,1\n{'x' * 200_000},1\n")
    with pytest.raises(DataError, match="no table of separated values") as raised:
        rows(path)
    assert raised.value.where.endswith("line 3")


def test_a_workbook_is_read_like_the_sheet(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    tab = book.create_sheet("Old", 0)
    tab.append(["Date", "Category", "Hours", "What"])
    tab.append([date(2025, 10, 6), "Coding", 2.5, "Arrays"])
    path = tmp_path / "old.xlsx"
    book.save(path)
    assert rows(path) == [ARRAYS]
