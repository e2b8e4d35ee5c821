"""A newcomer brings a log along, and takes it away again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.test_main_job import REAL_LOG

if TYPE_CHECKING:
    from tests.e2e.conftest import Home

CSV = """\
Päivä;Tunnit;Mitä;Projekti
5.10.2025;2,5;Arrays;Coding
;1;Lists;Coding
6.10.2025;kaksi;Sets;Coding
7.10.2919;1;Sorting;Coding
Yhteensä;4,5;;
"""


def report(home: Home, on: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(home.planner("report", "--on", on, "--format", "json").out)
    return said


@pytest.fixture
def plan(home: Home) -> Home:
    home.planner("init", "--workbook", "plan.xlsx")
    return home


def test_the_real_log_lands_in_the_workbook_and_in_the_report(plan: Home) -> None:
    if not REAL_LOG.exists():
        pytest.skip("the real log is not on this machine")
    done = plan.planner("import", str(REAL_LOG))
    assert "New to the sheet: 18 entries, 3 notes; added." in done.out
    said = report(plan, "2025-10-17")
    assert {c["category"]: c["done"] for c in said["categories"]} == {
        "Coding": 5.5,
        "Algo": 10,
        "Networking": 4,
        "Applications": 0,
    }
    assert said["week"]["lost_days"] == ["2025-10-14", "2025-10-15"]
    assert [(i["date"], i["text"][:6]) for i in said["open_items"]] == [("2025-10-06", "upload")]
    assert said["sync"]["pending"] == 0
    again = plan.planner("import", str(REAL_LOG))
    assert "nothing was added" in again.out


def test_a_dry_run_says_line_by_line_what_would_come_and_records_nothing(plan: Home) -> None:
    (plan.path / "tunnit.csv").write_text(CSV, encoding="utf-8")
    said = plan.planner("import", "tunnit.csv", "--dry-run").out
    assert "tunnit!B3  2025-10-05  1 h of Coding: Lists" in said
    assert "tunnit!B4: “kaksi” cannot be read" in said
    assert "tunnit!A5: “7.10.2919” is the year 2919; 2019 was probably meant" in said
    assert said.endswith("New to the sheet: 3 entries; nothing was recorded.\n")
    assert report(plan, "2025-10-07")["categories"][0]["done"] == 0


def test_headers_of_another_kind_are_named_by_options(plan: Home) -> None:
    table = "Wann;Geschafft;Wofür\n2025-10-06;2 h;Coding\n"
    (plan.path / "zeiten.csv").write_text(table, encoding="utf-8")
    refused = plan.planner("import", "zeiten.csv", status=65)
    assert "--date-column, --amount-column and --category-column" in refused.err
    named = ("--date-column", "wann", "--amount-column", "Geschafft", "--category-column", "Wofür")
    assert "New to the sheet: 1 entry; added." in plan.planner("import", "zeiten.csv", *named).out


JOURNAL = """\
Day,Date,Coding Activity,Time Spent (Coding),Notes
Sunday,2025-10-05,,,
Monday,2025-10-06,Sets,1.5 hrs,
Total,,,1.5 hrs,
"""


def test_what_a_journal_has_no_column_for_is_said_and_nothing_is_left_waiting(home: Home) -> None:
    import csv

    from openpyxl import Workbook

    book = Workbook()
    tab = book.create_sheet("Log", 0)
    for row in csv.reader(JOURNAL.splitlines()):
        tab.append(row)
    book.save(home.path / "plan.xlsx")
    home.planner("init", "--workbook", "plan.xlsx")
    table = "Date,Category,Hours,What\n2025-10-06,Coding,1:23:17,Arrays\n2025-10-06,Chess,1,\n"
    (home.path / "old.csv").write_text(table, encoding="utf-8")
    said = home.planner("import", "old.csv").out
    assert "The sheet has no place for:\n  log 1 h of Chess on 2025-10-06: " in said
    assert "New to the sheet: 1 entry; added." in said
    assert "Waiting     0\nConflicts   0" in home.planner("status").out
    assert "nothing was added" in home.planner("import", "old.csv").out


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.klg", "a.xlsx"])
def test_an_export_imported_into_another_plan_says_the_same(
    plan: Home, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    plan.planner("log", "coding", "1h30", "Arrays, Lists", "--on", "2025-10-06")
    plan.planner("log", "applications", "3", "--on", "2025-10-07")
    plan.planner("export", "--output", name)
    other = type(plan)(tmp_path_factory.mktemp("other"))
    other.planner("init", "--workbook", "other.xlsx")
    other.planner("import", str(plan.path / name))
    assert other.planner("export").out == plan.planner("export").out
    assert other.planner("status").out.count("Waiting     0") == 1


def test_an_export_is_for_its_owner_alone_to_read(plan: Home) -> None:
    plan.planner("export", "--output", "log.csv")
    assert (plan.path / "log.csv").stat().st_mode & 0o077 == 0


def test_timewarrior_s_format_goes_to_standard_output_as_timew_export_prints_it(plan: Home) -> None:
    plan.planner("log", "coding", "1h30", "--on", "2025-10-06")
    said = plan.planner("export", "--format", "timewarrior").out
    assert json.loads(said)[0] | {"start": "", "end": ""} == {
        "id": 1,
        "start": "",
        "end": "",
        "tags": ["Coding"],
    }
