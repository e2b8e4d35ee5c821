"""What a report holds, as a function of the reading and the day alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.config import CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
from planner.layouts import read
from planner.model import HOUR
from planner.report import json, text
from tests.grids import from_markdown, snapshot
from tests.layouts.test_real_log import LOG, TARGETS
from tests.report.samples import FRIDAY, NOW, reading, report
from tests.weeks import START, hours, worked


def test_what_came_after_the_day_changes_nothing_of_its_report() -> None:
    known = reading()
    later = worked(FRIDAY + timedelta(days=1), "Parser", 6)
    hindsight = report(replace(known, entries=(*known.entries, later)))
    assert json.render(report(known)) == json.render(hindsight)
    assert text.render(report(known)) == text.render(hindsight)


def test_the_day_itself_counts_and_the_next_day_is_then_the_day_after() -> None:
    known = reading()
    begun = report(replace(known, entries=(*known.entries, worked(FRIDAY, "Parser", 1))))
    assert report(known).plan.date == FRIDAY
    assert begun.plan.date == FRIDAY + timedelta(days=1)
    parser = next(line.gap for line in begun.lines if line.gap.category == "Parser")
    before = next(line.gap for line in report(known).lines if line.gap.category == "Parser")
    assert parser.done == before.done + HOUR


def test_on_the_weeks_last_evening_the_week_still_stands_and_the_plan_is_of_the_next() -> None:
    saturday = START + timedelta(days=6)
    known = reading()
    evening = report(
        replace(known, entries=(*known.entries, worked(saturday, "Parser", 1))), on=saturday
    )
    assert (evening.days[0], evening.days_left) == (START, 1)
    assert evening.plan.date == START + timedelta(days=7)


def test_the_week_begins_as_the_configuration_says() -> None:
    from planner.report.build import Freshness, build

    monday = build(reading(), FRIDAY, rules=Rules(week_starts=0), freshness=Freshness(), now=NOW)
    assert (monday.days[0], monday.days_left) == (date(2025, 10, 13), 3)


def test_the_contracts_example_comes_out_to_the_letter() -> None:
    known = replace(
        report().known,
        targets=(hours("Coding", 15),),
        entries=(
            worked(START + timedelta(days=1), "Coding", 3),
            worked(START + timedelta(days=4), "Coding", 2.5),
        ),
    )
    written = json.as_dict(report(known))
    assert written["week"] == {
        "start": "2025-10-12",
        "end": "2025-10-18",
        "days_left": 2,
        "lost_days": ["2025-10-14", "2025-10-15"],
    }
    (coding,) = written["categories"]
    assert {key: coding[key] for key in list(coding)[:8]} == {
        "category": "Coding",
        "unit": "hours",
        "target": 15.0,
        "done": 5.5,
        "gap": 9.5,
        "expected": 10.71,
        "behind": 5.21,
        "needed_per_day": 4.75,
    }
    assert coding["status"] in ("behind", "out-of-reach")


def test_the_real_log_reports_what_was_worked_out_by_hand() -> None:
    if not LOG.exists():
        pytest.skip("the real log is not on this machine")
    rules = Rules(categories=CATEGORIES, lost_words=LOST_WORDS, open_words=OPEN_WORDS)
    rows = from_markdown(LOG.read_text(encoding="utf-8"))
    known = read(snapshot({"Targets": TARGETS, "Log": rows}), rules, date(2026, 3, 1))
    written = json.as_dict(report(known))
    assert {line["category"]: line["done"] for line in written["categories"]} == {
        "Coding": 5.5,
        "Algo": 10.0,
        "Networking": 4.0,
        "Applications": 0,
    }
    assert written["week"]["lost_days"] == ["2025-10-14", "2025-10-15"]
    assert written["open_items"] == [{"date": "2025-10-06", "text": "upload project code"}]
    assert written["categories"][0]["status"] == "behind"
