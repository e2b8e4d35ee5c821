"""Watson's frames: its own file, and what `watson log --json` and `--csv` print.

Source: Watson's user guide, https://jazzband.github.io/Watson/
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from planner.imports.found import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.imports.given import Given, Imported
    from planner.sheets.grid import Tab

_HEADER = ("id", "start", "stop", "project", "tags")
_FRAME = 5


def read_watson(name: str, data: Any, given: Given) -> Imported | None:
    """The frames of the file or of the log as JSON; None where the JSON is neither."""
    if not isinstance(data, list) or not data:
        return None
    found = Found(name, given)
    if all(isinstance(item, list) and len(item) >= _FRAME for item in data):
        for number, (start, stop, project, _, tags, *_rest) in enumerate(data):
            _frame(found, number, _of_epoch(start, given), _of_epoch(stop, given), project, tags)
    elif all(
        isinstance(item, dict) and {"start", "stop", "project"} <= item.keys() for item in data
    ):
        for number, item in enumerate(data):
            began, ended = _of_iso(item["start"]), _of_iso(item["stop"])
            _frame(found, number, began, ended, item["project"], item.get("tags") or ())
    else:
        return None
    return found.imported()


def read_watson_table(tab: Tab, given: Given) -> Imported | None:
    """The log as CSV; None where the table's header is another."""
    if not tab.rows or tuple(cell.text for cell in tab.rows[0]) != _HEADER:
        return None
    found = Found(tab.name, given)
    for number, row in enumerate(tab.rows[1:], 1):
        if row:
            _, start, stop, project, tags = (tab.at(number, c).text for c in range(len(_HEADER)))
            _frame(found, number, _of_iso(start), _of_iso(stop), project, tags.split(", "))
    return found.imported()


def _frame(
    found: Found,
    line: int,
    began: datetime | None,
    ended: datetime | None,
    project: object,
    tags: Sequence[object],
) -> None:
    if began is None or ended is None or (began.tzinfo is None) != (ended.tzinfo is None):
        found.trouble(line, "unreadable-date", f"the frame of {project} has no start or stop")
        return
    day: date = began.date()
    seconds = round((ended - began).total_seconds())
    if seconds < 0:
        found.trouble(line, "negative-amount", f"the frame of {day} stops before it starts")
        return
    words = ", ".join(str(tag) for tag in tags if tag)
    found.hours(line, day, found.category([str(project or "")]), seconds, words)


def _of_epoch(moment: object, given: Given) -> datetime | None:
    if isinstance(moment, bool) or not isinstance(moment, (int, float)):
        return None
    try:
        return datetime.fromtimestamp(moment, UTC).astimezone(given.zone)
    except (OverflowError, ValueError, OSError):
        return None


def _of_iso(moment: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(moment))
    except ValueError:
        return None
