"""What is suggested for a day, and how it is said."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.allocate import Plan, plan, reach
from planner.learn import Estimates
from planner.model import HOUR, MINUTE, CellRef, OpenItem, Reading, Target, Unit
from tests.weeks import START, SUNDAY, count, counted, hours, lost, worked

FRIDAY = date(2025, 10, 17)
KNOWN = Estimates(
    capacity=(5 * HOUR,) * 7,
    room=(5 * HOUR,) * 7,
    follow={"Coding": 0.8},
    unit_cost={"Applications": 30 * MINUTE},
    days=40,
)
WEEK = Reading(
    targets=(hours("Coding", 15), hours("Algo", 10), count("Applications", 10)),
    entries=(worked(date(2025, 10, 16), "Coding", 5.5), worked(START, "Algo", 10)),
)


def suggest(
    reading: Reading = WEEK,
    day: date = FRIDAY,
    hours: float | None = None,
    free: float | None = None,
) -> Plan:
    return plan(reading, KNOWN, day, SUNDAY, hours=hours, free=free)


def minutes(suggestion: Plan) -> dict[str, int]:
    return {block.category: block.minutes for block in suggestion.blocks}


def test_the_day_is_filled_with_what_is_worth_most_first() -> None:
    suggestion = suggest()
    assert suggestion.date == FRIDAY
    assert suggestion.blocks[0].category == "Applications"
    assert sum(minutes(suggestion).values()) <= suggestion.available_minutes == 330


def test_a_block_says_its_reason_in_words_and_figures() -> None:
    reading = replace(WEEK, targets=WEEK.targets[:1])
    assert suggest(reading).blocks[0].reason == (
        "36 % of 15 h with 2 days left; you follow 80 % of Coding suggestions"
    )
    applications = replace(WEEK, targets=WEEK.targets[2:])
    block = suggest(applications, day=date(2025, 10, 18)).blocks[0]
    assert block.reason == "0 % of 10 on the last day; about 30 min each"
    assert (block.units, block.minutes) == (10, 300)


def test_time_that_the_person_says_goes_before_what_was_learned() -> None:
    assert suggest(hours=2).available_minutes == 120
    assert sum(minutes(suggest(hours=2)).values()) == 120


def test_a_whole_day_at_hand_is_planned_for_its_waking_hours() -> None:
    suggestion = suggest(replace(WEEK, targets=(hours("Coding", 40),)), hours=24)
    assert (suggestion.available_minutes, suggestion.usual_minutes) == (24 * 60, 16 * 60)
    assert minutes(suggestion) == {"Coding": 16 * 60}


def test_a_calendar_bounds_the_time_at_hand_and_never_widens_it() -> None:
    assert suggest(free=2).available_minutes == 120
    assert suggest(free=12).available_minutes == suggest().available_minutes


def test_less_time_than_a_block_is_still_used() -> None:
    reading = replace(WEEK, targets=(hours("Coding", 15),))
    assert minutes(suggest(reading, hours=0.25)) == {"Coding": 15}


def test_nothing_exceeds_what_is_missing() -> None:
    reading = replace(WEEK, targets=(hours("Coding", 6),))
    assert minutes(suggest(reading)) == {"Coding": 30}


@pytest.mark.parametrize(
    ("limits", "most"),
    [
        ({"max_per_day": HOUR}, 60),
        ({"weekdays": (None,) * 4 + (90 * MINUTE,) + (None,) * 2}, 90),
        ({"weekdays": (None,) * 4 + (0,) + (None,) * 2}, 0),
        ({"max_per_day": HOUR, "block": 3 * HOUR}, 60),
        ({"max_per_day": 2 * HOUR, "weekdays": (HOUR,) * 7}, 60),
        ({"max_per_day": 0}, 0),
        ({"max_per_day": -HOUR}, 0),
    ],
)
def test_a_categorys_limits_hold_also_where_they_contradict_each_other(
    limits: dict[str, object], most: int
) -> None:
    reading = replace(WEEK, targets=(hours("Coding", 15, **limits),))
    assert sum(minutes(suggest(reading)).values()) == most


def test_what_the_day_has_already_counts_towards_its_limits() -> None:
    reading = replace(
        WEEK,
        targets=(hours("Coding", 15, max_per_day=2 * HOUR),),
        entries=(worked(FRIDAY, "Coding", 1.5),),
    )
    assert minutes(suggest(reading)) == {"Coding": 30}


def test_a_category_that_may_only_be_worked_on_today_gets_its_time_today() -> None:
    today_only = hours("Algo", 14, weekdays=(0, 0, 0, 0, None, 0, 0))
    reading = Reading(targets=(hours("Coding", 10, priority=3.0), today_only))
    assert "Algo" in minutes(suggest(reading))


def test_a_higher_priority_goes_first() -> None:
    reading = Reading(targets=(hours("Coding", 10), hours("Algo", 10, priority=3.0)))
    assert suggest(reading).blocks[0].category == "Algo"


def test_balance_moves_between_the_most_attained_and_the_most_even() -> None:
    """Twenty hours fit the week: at 1 they all go where an hour is worth most."""
    reading = Reading(targets=(hours("Coding", 30), hours("Algo", 24)))
    known = replace(KNOWN, follow={"Coding": 1.0, "Algo": 1.0}, room=(4 * HOUR,) * 7)
    short = [
        {
            s.category: s.reachable
            for s in plan(reading, known, START, SUNDAY, balance=p).out_of_reach
        }
        for p in (1.0, 4.0)
    ]
    assert short[0].keys() == {"Coding"}
    assert short[1].keys() == {"Coding", "Algo"}


def test_a_target_out_of_reach_says_what_it_could_be_lowered_to() -> None:
    reading = Reading(targets=(hours("Coding", 40),))
    (short,) = suggest(reading).out_of_reach
    assert (short.category, short.unit, short.target) == ("Coding", Unit.HOURS, 40 * HOUR)
    assert 0 < short.reachable <= 0.8 * 11 * HOUR


def test_one_more_hour_says_what_it_would_buy() -> None:
    reading = Reading(targets=(hours("Coding", 40),))
    assert suggest(reading).one_more_hour == (
        "One more hour would bring Coding from 21 % to 23 % by the week's end."
    )


def test_an_open_item_that_speaks_of_the_category_is_where_to_begin() -> None:
    cell = CellRef("Log", 0, 0)
    items = (
        OpenItem(date(2025, 10, 6), "publish the parser", cell),
        OpenItem(date(2025, 10, 7), "call the landlord", cell),
        OpenItem(date(2025, 10, 20), "a parser of the future", cell),
    )
    reading = Reading(
        (hours("Coding", 15),),
        (worked(date(2025, 10, 13), "Coding", 1, "Wrote a parser"),),
        open_items=items,
    )
    assert suggest(reading).blocks[0].item == "publish the parser"


@pytest.mark.parametrize(
    ("reading", "said", "remark"),
    [
        (replace(WEEK, targets=(hours("Algo", 10),)), {}, "Every target of the week is met."),
        (replace(WEEK, targets=(hours("Algo", 0),)), {}, "There are no targets"),
        (Reading(), {}, "There are no targets for this week yet"),
        (replace(WEEK, lost_days=(lost(FRIDAY),)), {}, "2025-10-17 is marked Injured"),
        (WEEK, {"hours": 0}, "There is no time at hand that day."),
        (WEEK, {"hours": -3}, "There is no time at hand that day."),
        (WEEK, {"free": 0}, "There is no time at hand that day."),
        (
            replace(WEEK, targets=(hours("Coding", 15, priority=-1.0),)),
            {},
            "No category may be worked on",
        ),
    ],
)
def test_where_there_is_nothing_to_suggest_one_sentence_says_why(
    reading: Reading, said: dict[str, float], remark: str
) -> None:
    suggestion = suggest(reading, FRIDAY, said.get("hours"), said.get("free"))
    assert suggestion.blocks == ()
    assert suggestion.remark.startswith(remark)


def test_the_first_week_says_that_it_knows_nothing_yet() -> None:
    suggestion = plan(Reading((hours("Coding", 14),)), Estimates(), START, SUNDAY)
    assert suggestion.blocks
    assert suggestion.remark.startswith("There is no history yet")


def test_lost_days_to_come_hold_nothing() -> None:
    reading = Reading((hours("Coding", 40),))
    away = replace(reading, lost_days=(lost(FRIDAY + timedelta(days=1), "Travel"),))
    assert suggest(away).out_of_reach[0].reachable < suggest(reading).out_of_reach[0].reachable
    held = reach(away, KNOWN, FRIDAY, SUNDAY)["Coding"]
    assert held == reach(reading, KNOWN, FRIDAY, SUNDAY)["Coding"] - 5 * HOUR


def test_a_lost_day_on_which_the_person_has_time_after_all_is_planned() -> None:
    reading = replace(WEEK, lost_days=(lost(FRIDAY),))
    assert sum(minutes(suggest(reading, hours=1)).values()) == 60


def test_what_can_be_reached_is_bounded_by_a_categorys_limits() -> None:
    reading = replace(WEEK, targets=(hours("Coding", 15, max_per_day=HOUR),))
    assert reach(reading, KNOWN, FRIDAY, SUNDAY) == {"Coding": 2 * HOUR}
    applications = replace(WEEK, targets=(count("Applications", 10),))
    assert reach(applications, KNOWN, FRIDAY, SUNDAY) == {"Applications": 21}


def test_a_count_already_met_is_not_suggested() -> None:
    reading = replace(WEEK, entries=(*WEEK.entries, counted(START, "Applications", 10)))
    assert "Applications" not in minutes(suggest(reading))


def test_no_suggestion_waits_for_numpy_or_a_solver() -> None:
    code = (
        "import sys, planner.allocate, planner.forecast, planner.learn;"
        "print({'numpy', 'scipy', 'pandas', 'icalendar'} & set(sys.modules) or 'none')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "none"


absurd = st.sampled_from([-inf, -5.0, 0.0, 0.001, 1.0, 3.0, 1e9, inf, nan])
amounts = st.sampled_from([-HOUR, 0, 1, 30 * MINUTE, HOUR, 90 * MINUTE, 24 * HOUR, 10**9])
limits = st.none() | amounts


@st.composite
def targets(draw: st.DrawFn, name: str) -> Target:
    return Target(
        name,
        draw(st.sampled_from(Unit)),
        draw(amounts),
        priority=draw(absurd),
        block=draw(limits),
        max_per_day=draw(limits),
        weekdays=tuple(draw(limits) for _ in range(7)),
    )


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(targets("A"), targets("B"), targets("C")),
    st.integers(0, 6),
    st.none() | st.sampled_from([-1.0, 0.0, 0.1, 1.0, 5.5, 24.0, 1e6, inf, nan]),
    st.sampled_from([1.0, 2.0, 4.0]),
)
def test_whatever_the_sheet_says_the_plan_fits_the_day_and_every_limit(
    wanted: tuple[Target, ...], day: int, said: float | None, balance: float
) -> None:
    on = START + timedelta(days=day)
    reading = Reading(wanted, (worked(START, "A", 1), counted(START, "B", 1)))
    suggestion = plan(reading, KNOWN, on, SUNDAY, hours=said, balance=balance)
    assert suggestion.remark or suggestion.blocks
    assert 0 <= suggestion.available_minutes <= 24 * 60
    assert sum(block.minutes for block in suggestion.blocks) <= suggestion.available_minutes
    for block in suggestion.blocks:
        target = next(target for target in wanted if target.category == block.category)
        assert block.minutes > 0
        amount = block.minutes * MINUTE if block.units is None else block.units
        for limit in (target.max_per_day, target.weekdays[on.weekday()], target.per_week):
            slack = 5 * MINUTE if block.units is None and limit == target.per_week else 0
            assert limit is None or amount <= limit + slack
