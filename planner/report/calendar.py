"""A day's plan as a calendar file: its blocks one after another, inside the hours of the day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from planner import __version__
from planner.report.words import clean

if TYPE_CHECKING:
    from planner.allocate import Plan

BEGINS, ENDS = time(9), time(22)  # a plan that is longer begins earlier
STEP = timedelta(minutes=15)  # a plan that is made during its day begins at the next of these


def render(plan: Plan, zone: tzinfo | None, now: datetime) -> bytes:
    """The plan as iCalendar. zone: the sheet's, None for the machine's own; now: aware.

    A block's UID is its day and category: a calendar that takes the file again moves the events
    that it has.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//planner//planner {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    start = _begin(plan, zone, now)
    for block in plan.blocks:
        end = start + timedelta(minutes=block.minutes)
        event = Event()
        event.add("uid", f"{uuid5(NAMESPACE_URL, f'planner:{plan.date}:{block.category}')}@planner")
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", int(now.timestamp()) // 60)
        event.add("dtstart", start)
        event.add("dtend", end)
        pieces = "" if block.units is None else f" × {block.units}"
        event.add("summary", f"{clean(block.category)}{pieces}")
        begin_with = f"\nBegin with: {clean(block.item)}" if block.item else ""
        event.add("description", f"{clean(block.reason)}{begin_with}")
        calendar.add_component(event)
        start = end
    return bytes(calendar.to_ical())


def _begin(plan: Plan, zone: tzinfo | None, now: datetime) -> datetime:
    """When the first block begins, in UTC: at BEGINS, or as soon as the day still can; earlier
    where the plan would not end by ENDS otherwise.
    """

    def local(hour: time) -> datetime:
        moment = datetime.combine(plan.date, hour)
        aware = moment.astimezone() if zone is None else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC)

    begin = local(BEGINS)
    if now.astimezone(zone).date() == plan.date and now > begin:
        begin = begin + -((begin - now) // STEP) * STEP
    length = timedelta(minutes=sum(block.minutes for block in plan.blocks))
    return max(min(begin, local(ENDS) - length), local(time(0)))
