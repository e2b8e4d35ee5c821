"""The main job from end to end, with a local workbook."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from tests.e2e.conftest import Home

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "config" / "sample.xlsx"
REAL_LOG = ROOT.parent / "shared" / "weekly-log.md"


def report(home: Home, on: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(home.planner("report", "--on", on, "--format", "json").out)
    return said


def done(said: dict[str, Any]) -> dict[str, float]:
    return {line["category"]: line["done"] for line in said["categories"]}


@pytest.fixture
def sample(home: Home) -> Home:
    shutil.copy(SAMPLE, home.path / "plan.xlsx")
    home.planner("init", "--workbook", "plan.xlsx")
    return home


def test_a_new_workbook_takes_what_is_logged_and_says_it_at_once(home: Home) -> None:
    home.planner("init", "--workbook", "plan.xlsx")
    home.planner("log", "coding", "1h30", "Arrays (3)", "--on", "2026-03-17")
    home.planner("log", "applications", "3", "--on", "2026-03-17")
    home.planner("target", "coding", "12h")
    before = report(home, "2026-03-18")
    assert done(before)["Coding"] == 1.5
    assert before["sync"]["pending"] == 3
    home.planner("sync")
    log = load_workbook(home.path / "plan.xlsx")["Log"]
    rows = [tuple(cell.value for cell in row) for row in log.iter_rows(min_row=2, max_col=4)]
    assert [row[1:] for row in rows if row[1]] == [
        ("Coding", 1.5, "Arrays (3)"),
        ("Applications", 3, None),
    ]
    after = report(home, "2026-03-18")
    assert done(after) == done(before)
    assert after["sync"]["pending"] == 0
    assert {c["category"]: c["target"] for c in after["categories"]}["Coding"] == 12.0


def test_a_second_sync_does_nothing_and_says_so(sample: Home) -> None:
    sample.planner("sync")
    before = (sample.path / "plan.xlsx").read_bytes()
    assert "Nothing to do" in sample.planner("sync").out
    assert (sample.path / "plan.xlsx").read_bytes() == before


def test_what_is_logged_goes_into_the_journals_own_cell_in_its_own_notation(sample: Home) -> None:
    sample.planner("log", "rust", "1h", "Key-value store, part 2", "--on", "2026-03-17")
    sample.planner("log", "networking", "30m", "wrote to Ada", "--on", "2026-03-19")
    sample.planner("sync")
    log = load_workbook(sample.path / "plan.xlsx")["Log"]
    cells = {row[1].value: row for row in log.iter_rows()}
    assert cells["Mar 17"][3].value == "1 hr + 1.5 hr + 1 hr"
    assert cells["Mar 17"][2].value == "Key-value store, part 2"
    assert cells["Mar 19"][6].value == "wrote to Ada (0.5 hr)"


def test_the_sample_reports_its_week(sample: Home) -> None:
    said = report(sample, "2026-03-19")
    assert done(said) == {"Rust": 7.0, "Systems": 2.25, "Networking": 1.17, "Applications": 1}
    assert {f["where"]: f["kind"] for f in said["findings"]} == {
        "Log!D39": "unreadable-amount",
        "Log!D10": "total-mismatch",
    }
    assert [item["text"] for item in said["open_items"]] == [
        "clean up the README",
        "ask for the slides",
    ]


def test_the_report_fits_80_columns_without_colour_in_a_pipe(sample: Home) -> None:
    out = sample.planner("report", "--on", "2026-03-19").out
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


@pytest.mark.skipif(not REAL_LOG.exists(), reason="the real log is not beside the project")
def test_the_real_log_is_imported_once_and_says_what_it_says(home: Home) -> None:
    home.planner("init", "--workbook", "plan.xlsx")
    home.planner("import", str(REAL_LOG))
    home.planner("import", str(REAL_LOG))
    home.planner("sync")
    said = report(home, "2025-10-17")
    assert done(said) == {"Coding": 5.5, "Algo": 10.0, "Networking": 4.0, "Applications": 0}
    assert said["week"]["lost_days"] == ["2025-10-14", "2025-10-15"]
    assert [item["date"] for item in said["open_items"]] == ["2025-10-06"]
    earlier = report(home, "2025-10-11")
    assert done(earlier) == {"Coding": 12.0, "Algo": 8.0, "Networking": 14.17, "Applications": 6}


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (("log", "codig", "1h"), 2, "Did you mean Coding?"),
        (("log", "coding", "25h"), 2, "more than a day"),
        (("log", "coding", "-1h"), 2, "less than nothing"),
        (("log", "coding", "soon"), 2, "no time"),
        (("log", "applications", "1h"), 2, "no whole number"),
        (("log", "coding", "1h", "--on", "someday"), 2, "no date"),
        (("repot",), 2, "Did you mean report?"),
        (("--config", "none.toml", "report"), 78, "planner init"),
        (("init",), 2, "--workbook"),
        (("init", "--workbook", "plan.ods"), 2, ".xlsx"),
    ],
)
def test_a_mistake_gets_a_sentence_and_its_status(
    home: Home, args: tuple[str, ...], status: int, says: str
) -> None:
    home.planner("init", "--workbook", "plan.xlsx")
    ran = home.planner(*args, status=status)
    assert says in ran.err
    assert ran.out == ""
    assert len(ran.err.splitlines()) <= 3


def test_init_run_again_changes_only_what_was_changed(home: Home) -> None:
    home.planner("init", "--workbook", "plan.xlsx")
    config = home.path / ".config" / "planner" / "config.toml"
    config.write_text(config.read_text() + "# mine\nbalance = 3\n")
    home.planner("init", "--workbook", "plan.xlsx")
    assert config.read_text().endswith("# mine\nbalance = 3\n")
    assert config.stat().st_mode & 0o777 == 0o600


def test_while_the_workbook_is_open_what_was_logged_waits(sample: Home) -> None:
    lock = sample.path / ".~lock.plan.xlsx#"
    lock.write_text(",Ada,desk,19.03.2026 10:00,file:///home/ada;")
    sample.planner("log", "rust", "1h", "--on", "2026-03-16")
    assert "Ada" in sample.planner("sync", status=75).err
    assert "log 1 h of Rust" in sample.planner("status").out
    lock.unlink()
    sample.planner("sync")
    assert json.loads(sample.planner("status", "--json").out)["pending"] == 0


def test_every_command_but_sync_works_without_the_sheet(sample: Home) -> None:
    (sample.path / "plan.xlsx").rename(sample.path / "away.xlsx")
    sample.planner("log", "rust", "1h", "--on", "2026-03-16")
    sample.planner("report", "--on", "2026-03-19")
    sample.planner("suggest", "--for", "2026-03-19")
    sample.planner("status")
    assert "not there" in sample.planner("sync", status=69).err
