"""What a person's history says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.learn import FOLLOW, Estimates, Suggested, learn
from planner.model import HOUR, MINUTE, Entry, Reading
from tests.weeks import count, counted, days, hours, lost, worked

BEGIN = date(2025, 6, 1)  # a Sunday
TARGETS = (hours("Coding", 21), hours("Algo", 7))  # 4 h a day


def steady(amount: float, number: int) -> tuple[Entry, ...]:
    """So many hours of Coding on each of so many days."""
    return tuple(worked(day, "Coding", amount) for day in days(BEGIN, number))


def mean_room(reading: Reading, number: int, *suggested: Suggested) -> float:
    """The mean room of a day in hours, after so many days."""
    return sum(learn(reading, suggested, BEGIN + timedelta(days=number)).room) / 7 / HOUR


def test_without_history_a_day_holds_what_the_targets_imply() -> None:
    estimates = learn(Reading(TARGETS), (), BEGIN)
    assert estimates.room == pytest.approx((4 * HOUR,) * 7)
    assert estimates.days == 0


def test_without_targets_and_history_there_is_still_an_estimate() -> None:
    assert learn(Reading(), (), BEGIN).room == pytest.approx((2 * HOUR,) * 7)


def test_a_few_days_lean_on_the_targets_and_many_do_not() -> None:
    after = [mean_room(Reading(TARGETS, steady(1, n)), n) for n in (2, 14, 120)]
    assert 2.5 < after[0] < 4
    assert after[0] > after[1] > after[2]
    assert after[2] == pytest.approx(1, abs=0.25)


def test_a_weekday_is_told_from_the_others() -> None:
    entries = tuple(
        worked(day, "Coding", 6 if day.weekday() == 5 else 1) for day in days(BEGIN, 84)
    )
    room = learn(Reading(TARGETS, entries), (), BEGIN + timedelta(days=84)).room
    assert room[5] > 4 * HOUR
    assert max(room[:5]) < 2 * HOUR


def test_a_lost_day_is_no_day_without_work() -> None:
    idle = tuple(day for day in days(BEGIN, 60) if day.day % 6 == 0)
    entries = tuple(entry for entry in steady(3, 60) if entry.date not in idle)
    on = BEGIN + timedelta(days=60)
    with_idle = learn(Reading(TARGETS, entries), (), on)
    with_lost = learn(Reading(TARGETS, entries, tuple(map(lost, idle))), (), on)
    assert sum(with_idle.capacity) < sum(with_lost.capacity)
    assert with_lost.days == 60 - len(idle)


def test_a_log_that_was_not_kept_for_weeks_says_nothing_of_capacity() -> None:
    late = tuple(replace(e, date=e.date + timedelta(days=60)) for e in steady(3, 10))
    assert learn(Reading(TARGETS, steady(3, 10) + late), (), date(2025, 8, 10)).days == 20


def test_recent_weeks_weigh_more() -> None:
    change = tuple(
        worked(day, "Coding", 2 if day < BEGIN + timedelta(days=60) else 4)
        for day in days(BEGIN, 120)
    )
    assert mean_room(Reading(TARGETS, change), 120) > 3.2


def test_what_is_done_on_the_day_itself_and_later_is_not_history() -> None:
    entries = steady(3, 30)
    early = entries[:20]
    on = BEGIN + timedelta(days=20)
    assert learn(Reading(TARGETS, entries), (), on) == learn(Reading(TARGETS, early), (), on)


def test_an_absurd_day_is_no_longer_than_a_day_can_be() -> None:
    reading = Reading(TARGETS, (worked(BEGIN, "Coding", 500), *steady(3, 60)[1:]))
    assert mean_room(reading, 60) < 4


def test_a_list_that_was_done_tells_only_that_the_day_had_that_much_room() -> None:
    """Otherwise what is asked for, and with it what is done, would become less and less."""
    entries = steady(2, 60)
    lists = [Suggested(day, "Coding", 120, 0) for day in days(BEGIN, 60)]
    assert mean_room(Reading(TARGETS, entries), 60, *lists) > mean_room(
        Reading(TARGETS, entries), 60
    )


def test_what_always_gets_done_by_half_is_followed_by_half() -> None:
    """Blocks of 2 h of which 1 h is done, with something after them that shows there was time."""
    entries = tuple(
        entry
        for day in days(BEGIN, 60)
        for entry in (worked(day, "Algo", 1), worked(day, "Coding", 1))
    )
    lists = [
        Suggested(day, category, minutes, order)
        for day in days(BEGIN, 60)
        for order, (category, minutes) in enumerate([("Algo", 120), ("Coding", 60)])
    ]
    follow = learn(Reading(TARGETS, entries), lists, BEGIN + timedelta(days=60)).follow
    assert follow["Algo"] == pytest.approx(0.5, abs=0.05)
    assert follow["Coding"] > 0.9


def test_what_the_day_had_no_time_for_says_nothing_of_follow_through() -> None:
    entries = steady(2, 60)
    lists = [
        Suggested(day, category, 120, order)
        for day in days(BEGIN, 60)
        for order, category in enumerate(["Coding", "Algo"])
    ]
    follow = learn(Reading(TARGETS, entries), lists, BEGIN + timedelta(days=60)).follow
    assert follow["Algo"] > FOLLOW


def test_a_single_block_that_is_always_done_by_a_third_does_not_shrink_the_day_for_ever() -> None:
    """A day that ends early and a block that is not liked look alike, once; not for weeks."""
    entries: list[Entry] = []
    lists: list[Suggested] = []
    for day in days(BEGIN, 90):
        room = learn(Reading(TARGETS, tuple(entries)), lists, day).room[day.weekday()]
        lists.append(Suggested(day, "Coding", int(room / MINUTE), 0))
        entries.append(worked(day, "Coding", room / HOUR / 3))
    assert mean_room(Reading(TARGETS, tuple(entries)), 90, *lists) > 1.5


def test_one_of_a_count_costs_what_the_log_says_as_if_two_of_40_minutes_were_known() -> None:
    reading = Reading(
        (count("Applications", 10),),
        (
            counted(BEGIN, "Applications", 5, 180 * MINUTE),
            counted(BEGIN + timedelta(days=1), "Applications", 1, 10 * MINUTE),
        ),
    )
    cost = learn(reading, (), BEGIN + timedelta(days=2)).unit_cost["Applications"]
    assert cost == pytest.approx((190 + 80) / 8 * MINUTE, rel=0.02)


def test_a_count_without_any_cost_known_is_taken_at_40_minutes() -> None:
    target = count("Applications", 10)
    reading = Reading((target,), (counted(BEGIN, "Applications", 3),))
    estimates = learn(reading, (), BEGIN + timedelta(days=1))
    assert estimates.cost("Applications", target.unit) == 40 * MINUTE
    assert Estimates().cost("Applications", target.unit) == 40 * MINUTE


def test_time_said_once_for_a_count_and_in_the_notes_is_counted_once() -> None:
    """ "5 sent (3 hrs)" is 3 h of Networking, and what 5 Applications cost."""
    note = worked(BEGIN, "Networking", 3)
    five = replace(counted(BEGIN, "Applications", 5, 3 * HOUR), cell=note.cell)
    both = Reading(TARGETS, (note, five))
    on = BEGIN + timedelta(days=1)
    assert learn(both, (), on).room == learn(Reading(TARGETS, (note,)), (), on).room


@pytest.mark.parametrize(("truth", "near"), [(0.5, 2.0), (1.0, 4.0)])
def test_stated_time_is_believed_as_far_as_it_has_been_true(truth: float, near: float) -> None:
    reading = Reading(TARGETS, steady(4 * truth, 40), available=(4 * HOUR,) * 7)
    assert mean_room(reading, 40) == pytest.approx(near, abs=0.35)


def test_stated_time_is_taken_at_its_word_at_first() -> None:
    assert mean_room(Reading(TARGETS, available=(5 * HOUR,) * 7), 0) == pytest.approx(5)
