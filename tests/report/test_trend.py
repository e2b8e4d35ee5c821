"""How the weeks of a category went."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planner.cache import open_cache
from planner.cli import planner
from planner.errors import UsageError
from planner.model import HOUR, Reading, Unit
from planner.report import trend
from tests.report.samples import FRIDAY, reading
from tests.weeks import START, SUNDAY, count, counted, hours, lost, worked

if TYPE_CHECKING:
    from pathlib import Path

    from planner.report.trend import Trend

FIRST = START - timedelta(days=28)  # four whole weeks before the one of FRIDAY


def coding(*amounts: float) -> Reading:
    """So many hours on the Monday of each week, the oldest first; 0 is a week without any."""
    return Reading(
        targets=(hours("Coding", 4),),
        entries=tuple(
            worked(FIRST + timedelta(days=7 * week + 1), "Coding", amount)
            for week, amount in enumerate(amounts)
            if amount
        ),
    )


def of(known: Reading, category: str = "Coding", unit: Unit = Unit.HOURS) -> Trend:
    return trend.trend(known, category, unit, FRIDAY, SUNDAY)


def test_weeks_attained_are_those_that_reached_their_target() -> None:
    made = of(coding(4, 5, 0, 3.5))
    assert list(made.weeks["done"]) == [4, 5, 0, 3.5]
    assert list(made.weeks["attained"]) == [True, True, False, False]
    assert made.attained == 2


def test_the_median_and_the_quartiles_are_those_of_whole_weeks() -> None:
    made = of(coding(4, 5, 0, 3, 100))  # the fifth week is not over
    assert (made.lower, made.median, made.upper) == (2.25, 3.5, 4.25)


def test_a_week_with_a_target_of_its_own_is_held_to_that() -> None:
    known = coding(4, 4)
    own = replace(known, targets=(*known.targets, hours("Coding", 6, week=FIRST)))
    assert list(of(own).weeks["target"]) == [6, 4, 4, 4]
    assert list(of(own).weeks["attained"]) == [False, True, False, False]


def test_lost_days_are_in_no_average_of_their_weekday() -> None:
    known = coding(4, 0, 4, 4)
    assert of(known).weekdays[0] == pytest.approx(12 / 5)
    ill = replace(known, lost_days=(lost(FIRST + timedelta(days=8)),))
    assert of(ill).weekdays[0] == pytest.approx(12 / 4)
    assert of(ill).best == 0


def test_what_one_of_a_count_takes_is_said_where_the_log_says_it() -> None:
    known = Reading(
        targets=(count("Letters", 3),),
        entries=(
            counted(FIRST, "Letters", 5, 3 * HOUR),
            counted(FIRST + timedelta(days=1), "Letters", 1, 600),
            counted(FIRST + timedelta(days=2), "Letters", 40),
        ),
    )
    assert of(known, "Letters", Unit.COUNT).unit_minutes == pytest.approx(190 / 6)


def test_what_comes_on_the_day_and_after_it_is_not_known_on_its_morning() -> None:
    known = Reading(entries=(counted(FIRST, "Letters", 2, 3600),))
    later = replace(known, entries=(*known.entries, counted(FRIDAY, "Letters", 9, 60)))
    said = [trend.as_json([of(reading, "Letters", Unit.COUNT)]) for reading in (known, later)]
    assert said[0] == said[1]


def test_the_text_says_it_in_a_few_lines() -> None:
    assert trend.text([of(coding(4, 5, 0, 2)), of(Reading(), "Nothing")]) == dedent("""\
        Coding
          weeks attained  2 of 4
          a week          3 h (half of the weeks: 1 h 30 to 4 h 15)
          best weekday    Monday, 2 h 12
          by week         ▆█ ▃  done
                          ▆▆▆▆  target
          by weekday      Mo 2 h 12  Tu 0 h     We 0 h     Th 0 h     Fr 0 h
                          Sa 0 h     Su 0 h

        Nothing
          no whole week yet""")


def test_csv_has_a_row_a_week_and_no_formula() -> None:
    known = Reading(entries=(counted(FIRST, "=1+1", 2),))
    rows = list(csv.DictReader(io.StringIO(trend.as_csv([of(known, "=1+1", Unit.COUNT)]))))
    assert rows[0] == {
        "category": "'=1+1",
        "unit": "count",
        "week": "2025-09-14",
        "target": "0",
        "done": "2",
        "attained": "no",
    }
    assert trend.as_csv([]).split() == ["category,unit,week,target,done,attained"]


@pytest.fixture
def configured(tmp_path: Path) -> Path:
    config = tmp_path / "config.toml"
    config.write_text('workbook = "plan.xlsx"\ncache = "cache"\n')
    with open_cache(tmp_path / "cache") as cache:
        cache.store(reading(), {})
    return config


def test_the_command_shows_one_category_or_all(configured: Path) -> None:
    run = CliRunner().invoke
    on = ["--on", "2025-10-17", "--config", str(configured)]
    every = run(planner, ["trend", *on, "--format", "json"])
    assert [one["category"] for one in json.loads(every.stdout)] == [
        *("Parser", "Reading", "Outreach", "Letters"),
    ]
    one = run(planner, ["trend", "letters", *on])
    assert one.stdout.startswith("Letters\n  weeks attained  0 of 9\n")
    assert run(planner, ["trend", *on, "--format", "csv"]).stdout.count("\nParser,") == 9
    wrong = run(planner, ["trend", "leters", *on])
    assert isinstance(wrong.exception, UsageError)
    assert "Did you mean Letters?" in str(wrong.exception)


def test_a_long_history_is_read_in_whole() -> None:
    old = worked(date(2016, 1, 6), "Parser", 2)
    known = replace(reading(), entries=(old, *reading().entries))
    made = trend.trend(known, "Parser", Unit.HOURS, FRIDAY, SUNDAY)
    assert len(made.weeks) == (START - date(2016, 1, 3)).days // 7
