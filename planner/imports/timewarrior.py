"""Timewarrior's intervals: what `timew export` prints, and its data files.

Source: timew-export(1), and the data files' format in Timewarrior's documentation.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from planner.imports.found import Found
from planner.imports.grids import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.imports.given import Given, Imported

_MOMENT = "%Y%m%dT%H%M%SZ"
_INTERVAL = re.compile(r"inc (\d{8}T\d{6}Z)(?: - (\d{8}T\d{6}Z))?(?: # (.*))?")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_COUNT = re.compile(r"count=(\d{1,9})")


def read_timewarrior(name: str, data: Any, given: Given) -> Imported | None:
    """The intervals of an export; None where the JSON is none."""
    if not isinstance(data, list) or not all(
        isinstance(item, dict) and re.fullmatch(r"\d{8}T\d{6}Z", str(item.get("start")))
        for item in data
    ):
        return None
    found = Found(name, given)
    for number, item in enumerate(data):
        tags = [str(tag) for tag in item.get("tags") or ()]
        _interval(found, number, item["start"], item.get("end"), tags, item.get("annotation"))
    return found.imported()


def read_timewarrior_data(name: str, text: str, given: Given) -> Imported | None:
    """The intervals of a data file, `inc … - … # tags # annotation`; None where it is none."""
    if not text.lstrip().startswith("inc "):
        return None
    found = Found(name, given)
    for number, line in enumerate(lines_of(text)):
        if not line.strip():
            continue
        match = _INTERVAL.fullmatch(line.strip())
        if match is None:
            found.trouble(number, "unreadable-amount", f"{line.strip()[:40]} is no interval")
            continue
        words = [quoted or bare for quoted, bare in _WORD.findall(match[3] or "")]
        tags, annotation = words, ""
        if "#" in words:
            at = words.index("#")
            tags, annotation = words[:at], " ".join(words[at + 1 :])
        _interval(found, number, match[1], match[2], tags, annotation.replace('\\"', '"'))
    return found.imported()


def _interval(
    found: Found, line: int, start: str, end: object, tags: Sequence[str], annotation: object
) -> None:
    try:
        began = datetime.strptime(start, _MOMENT).replace(tzinfo=UTC)
        ended = datetime.strptime(str(end), _MOMENT).replace(tzinfo=UTC) if end else None
    except ValueError:
        found.trouble(line, "unreadable-date", f"{start} to {end} is no span of time")
        return
    day = began.astimezone(found.given.zone).date()
    if ended is None:
        found.trouble(line, "open-range", f"the interval of {day} is still running")
        return
    seconds = round((ended - began).total_seconds())
    counted = next((match for tag in tags if (match := _COUNT.fullmatch(tag))), None)
    labels = [tag for tag in tags if counted is None or tag != counted[0]]
    category = found.category(labels)
    others = [tag for tag in labels if found.names.resolve(tag) != category]
    words = str(annotation or "") or ", ".join(others)
    if counted:
        found.count(line, day, category, int(counted[1]), words, seconds)
    elif seconds >= 0:
        found.hours(line, day, category, seconds, words)
    else:
        found.trouble(line, "negative-amount", f"the interval of {day} ends before it begins")
