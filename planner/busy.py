"""How many hours a calendar leaves free on a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from planner.errors import DataError
from planner.model import HOUR

if TYPE_CHECKING:
    from pathlib import Path

DAY_BEGINS, DAY_ENDS = time(8), time(22)  # nothing is planned outside of these


def free_hours(calendar: Path, day: date, zone: tzinfo | None) -> float:
    """The hours of the waking day, 8 to 22 in that zone, that no event of the calendar takes.

    Repeating events count where they fall; events that are cancelled or marked as free do not.
    An event of the whole day takes all of it. zone: None is the machine's own.
    Errors: DataError where the file cannot be read as a calendar.
    """
    begin, end = (_local(datetime.combine(day, hour), zone) for hour in (DAY_BEGINS, DAY_ENDS))
    taken = sorted(
        (max(start, begin), min(stop, end))
        for event in _events(calendar, day)
        if not _leaves_free(event)
        for start, stop in [_span(event, zone)]
        if start < end and stop > begin
    )
    busy, until = timedelta(0), begin
    for start, stop in taken:
        busy += max(stop - max(start, until), timedelta(0))
        until = max(until, stop)
    return (end - begin - busy).total_seconds() / HOUR


def _events(calendar: Path, day: date) -> list[Any]:
    """The events that touch the day in any time zone, repeating ones among them."""
    import recurring_ical_events
    from icalendar import Calendar

    try:
        parsed = Calendar.from_ical(calendar.read_bytes())
        events = recurring_ical_events.of(parsed).between(
            day - timedelta(days=1), day + timedelta(days=2)
        )
    except OSError as error:
        raise DataError(
            f"the calendar cannot be read: {error.strerror}", where=str(calendar)
        ) from None
    except Exception as error:
        raise DataError(
            f"this is no calendar that can be read: {error}",
            where=str(calendar),
            todo="Export it again as iCalendar (.ics), or give the time at hand with --hours.",
        ) from None
    return list(events)


def _leaves_free(event: Any) -> bool:
    return "TRANSPARENT" in str(event.get("TRANSP", "")).upper() or (
        str(event.get("STATUS", "")).upper() == "CANCELLED"
    )


def _span(event: Any, zone: tzinfo | None) -> tuple[datetime, datetime]:
    """From when to when an event lasts; whole days from midnight to midnight."""
    start, stop = event.start, event.end
    if not isinstance(start, datetime):
        midnight = time(0)
        start, stop = datetime.combine(start, midnight), datetime.combine(stop, midnight)
    return _local(start, zone), _local(stop, zone)


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    """An aware moment; one without a zone is meant in the sheet's."""
    if moment.tzinfo is not None:
        return moment
    return moment.astimezone() if zone is None else moment.replace(tzinfo=zone)
