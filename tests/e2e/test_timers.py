"""Timers: from start to an ordinary log operation."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Home


@pytest.fixture
def plan(home: Home) -> Home:
    home.planner("init", "--workbook", "plan.xlsx")
    return home


def started_before(home: Home, **ago: float) -> None:
    """Let the running timer have been started so long ago."""
    with sqlite3.connect(next(home.path.rglob("*.sqlite3"))) as db:
        moment = datetime.now(UTC) - timedelta(**ago)
        db.execute("UPDATE timers SET started = ?", (moment.isoformat(),))


def test_what_was_timed_is_logged_to_the_minute_with_its_activity(plan: Home) -> None:
    assert "Timing Coding" in plan.planner("start", "coding", "Arrays").out
    started_before(plan, minutes=90, seconds=10)
    assert "Logged 1 h 30 of Coding" in plan.planner("stop").out
    assert ",Coding,hours,1.5,Arrays" in plan.planner("export").out
    assert "no timer runs" in plan.planner("stop", status=2).err


def test_one_timer_runs_at_a_time_and_cancel_forgets_it(plan: Home) -> None:
    plan.planner("start", "coding")
    refused = plan.planner("start", "algo", status=2)
    assert "Coding is being timed" in refused.err
    assert "Forgot the timer of Coding" in plan.planner("cancel").out
    assert "no timer runs" in plan.planner("cancel", status=2).err
    assert "log " not in plan.planner("status").out


def test_a_timer_that_ran_since_yesterday_is_in_the_report_and_asks_what_it_was(
    plan: Home,
) -> None:
    plan.planner("start", "coding")
    assert "timer-running" not in plan.planner("report", "--format", "json").out
    started_before(plan, hours=25)
    findings = json.loads(plan.planner("report", "--format", "json").out)["findings"]
    assert [finding["kind"] for finding in findings] == ["timer-running"]
    assert "which no day can hold" in plan.planner("stop", status=2).err
    assert "Logged 2 h of Coding" in plan.planner("stop", "2h").out


def test_a_counted_category_asks_how_many_and_keeps_what_they_cost(plan: Home) -> None:
    plan.planner("start", "applications")
    started_before(plan, minutes=20)
    assert "planner stop 3" in plan.planner("stop", status=2).err
    plan.planner("stop", "3")
    assert ",Applications,count,3,(20 mins)" in plan.planner("export").out


def test_a_clock_set_back_asks_what_it_was(plan: Home) -> None:
    plan.planner("start", "coding")
    started_before(plan, hours=-2)
    assert "no day can hold" in plan.planner("stop", status=2).err


def test_an_unknown_category_names_the_nearest(plan: Home) -> None:
    assert "Did you mean Coding?" in plan.planner("start", "codign", status=2).err
