"""A day's plan as a calendar takes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from planner.allocate import Block, Plan
from planner.report.calendar import render

DAY = date(2025, 10, 17)
BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2025, 10, 17, 5, 0, tzinfo=UTC)
PLAN = Plan(
    DAY,
    360,
    (
        Block("Coding", 150, None, "36 % of 15 h; with 2 days left", "publish, at last"),
        Block("Letters", 90, 3, "0 % of 6"),
    ),
)


def walked(plan: Plan, now: datetime = MORNING) -> list[Any]:
    return list(Calendar.from_ical(render(plan, BERLIN, now)).walk("VEVENT"))


def events(plan: Plan, now: datetime = MORNING) -> list[tuple[str, str]]:
    """Each event's beginning and end on the person's clock."""
    return [
        (
            f"{event['DTSTART'].dt.astimezone(BERLIN):%m-%d %H:%M}",
            f"{event['DTEND'].dt.astimezone(BERLIN):%m-%d %H:%M}",
        )
        for event in walked(plan, now)
    ]


def test_the_blocks_follow_one_another_from_nine_on() -> None:
    assert events(PLAN) == [("10-17 09:00", "10-17 11:30"), ("10-17 11:30", "10-17 13:00")]


def test_a_plan_made_during_its_day_begins_at_the_next_quarter() -> None:
    noon = datetime(2025, 10, 17, 10, 7, tzinfo=UTC)
    assert events(PLAN, noon)[0][0] == "10-17 12:15"


def test_a_plan_made_late_still_ends_by_ten_in_the_evening() -> None:
    assert events(PLAN, datetime(2025, 10, 17, 19, 30, tzinfo=UTC))[-1][1] == "10-17 22:00"


def test_a_plan_of_sixteen_hours_begins_early_and_stays_in_its_day() -> None:
    long = Plan(DAY, 960, (Block("Coding", 960, None, ""),))
    assert events(long) == [("10-17 06:00", "10-17 22:00")]


def test_blocks_keep_their_length_over_a_change_of_the_clocks() -> None:
    night = Plan(date(2025, 10, 26), 1200, (Block("Coding", 1200, None, ""),))
    (event,) = walked(night)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=20)


def test_imported_again_the_same_events_are_brought_up_to_date() -> None:
    def said(now: datetime) -> list[tuple[str, int]]:
        return [(str(event["UID"]), int(event["SEQUENCE"])) for event in walked(PLAN, now)]

    early, late = said(MORNING), said(MORNING + timedelta(hours=1))
    assert [uid for uid, _ in early] == [uid for uid, _ in late]
    assert len({uid for uid, _ in early}) == 2
    assert all(before < after for (_, before), (_, after) in zip(early, late, strict=True))


def test_a_persons_text_stays_in_its_field() -> None:
    evil = Plan(DAY, 60, (Block("A\r\nEND:VEVENT\x07;,", 60, None, "b\\n", "c\nd"),))
    (event,) = walked(evil)
    assert str(event["SUMMARY"]) == "A END:VEVENT ;,"
    assert "Begin with: c d" in str(event["DESCRIPTION"])


def test_a_day_without_blocks_is_an_empty_calendar() -> None:
    assert events(Plan(DAY, 0)) == []
