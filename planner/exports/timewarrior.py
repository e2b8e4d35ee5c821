"""Timewarrior's intervals as `timew export` prints them.

Timewarrior needs a start and an end, and a sheet has neither: the entries of a day follow each
other from its midnight on. A count is tagged `count=3`, in an interval as long as it took.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from planner.model import Unit

if TYPE_CHECKING:
    from datetime import tzinfo

    from planner.config import Rules
    from planner.model import Entry, Reading

_LAST = timedelta(hours=23, minutes=59)


def render(reading: Reading, rules: Rules, zone: tzinfo | None) -> bytes:  # noqa: ARG001 - as all
    """The entries as a JSON array of intervals, one a line, oldest first."""
    intervals: list[dict[str, Any]] = []
    entries = sorted(reading.entries, key=lambda entry: entry.date)
    for day, of_day in groupby(entries, key=lambda entry: entry.date):
        midnight = datetime.combine(day, time(), zone).astimezone(UTC)
        begun = timedelta()
        for entry in of_day:
            intervals.append(_interval(entry, midnight + min(begun, _LAST)))
            begun += _length(entry)
    for number, interval in enumerate(reversed(intervals), 1):
        interval["id"] = number
    lines = ",\n".join(json.dumps(interval, ensure_ascii=False) for interval in intervals)
    return f"[\n{lines}\n]\n".encode(errors="replace")


def _length(entry: Entry) -> timedelta:
    return timedelta(seconds=entry.amount if entry.unit is Unit.HOURS else entry.cost or 0)


def _interval(entry: Entry, start: datetime) -> dict[str, Any]:
    tags = [entry.category]
    if entry.unit is Unit.COUNT:
        tags.append(f"count={entry.amount}")
    said: dict[str, Any] = {
        "id": 0,
        "start": f"{start:%Y%m%dT%H%M%SZ}",
        "end": f"{start + _length(entry):%Y%m%dT%H%M%SZ}",
        "tags": tags,
    }
    return said | ({"annotation": entry.activity} if entry.activity else {})
