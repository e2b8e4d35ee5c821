"""The planner as a library."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import planner
from planner import api
from planner.config import Rules
from planner.errors import ConfigError, UnreachableError, UsageError
from planner.model import Reading
from tests.weeks import START, counted, hours, worked

ROOT = Path(__file__).parents[1]


def plan() -> planner.Plan:
    return planner.Plan(
        Reading(
            targets=(hours("Coding", 14),),
            entries=(worked(START, "Coding", 1.5, "Arrays"), counted(START, "Forms", 3, 1200)),
        ),
        Rules(),
    )


def test_its_documentation_is_executed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = doctest.testmod(api)
    assert done.attempted > 5
    assert done.failed == 0


def test_frames_have_their_dtypes_however_few_rows_there_are() -> None:
    empty = planner.Plan(Reading(), Rules())
    for some in (empty, plan()):
        assert some.entries.dtypes.astype(str).to_dict() == api.ENTRIES
        assert some.targets.dtypes.astype(str).to_dict() == api.TARGETS
        assert some.gap(START).dtypes.astype(str).to_dict() == api.GAP
        assert some.suggest(START).dtypes.astype(str).to_dict() == api.BLOCKS


def test_entries_say_hours_and_counts_as_people_do() -> None:
    frame = plan().entries
    assert frame.amount.tolist() == [1.5, 3.0]
    assert frame.activity.tolist() == ["Arrays", ""]
    assert frame.cost_minutes.isna().tolist() == [True, False]
    assert frame.cost_minutes[1] == 20


def test_the_gap_is_the_report_s() -> None:
    line = plan().gap(date(2025, 10, 14)).iloc[0]
    assert (line.category, line.target, line.done, line.gap) == ("Coding", 14, 1.5, 12.5)


def test_a_day_may_be_said_in_words() -> None:
    assert plan().gap("2025-10-14").equals(plan().gap(date(2025, 10, 14)))
    with pytest.raises(UsageError, match="is no date"):
        plan().gap("someday")


def test_hours_that_no_day_has_are_refused() -> None:
    with pytest.raises(UsageError):
        plan().suggest(START, hours=25)


def test_what_cannot_be_opened_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no configuration"):
        planner.open(tmp_path / "config.toml")
    with pytest.raises(UnreachableError):
        planner.open(tmp_path / "none.xlsx")


def test_the_package_alone_imports_nothing_heavy() -> None:
    heavy = "import planner, sys; print([m for m in ('pandas', 'sqlite3') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
