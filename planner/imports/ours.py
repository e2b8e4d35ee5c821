"""The planner's own JSON export."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from planner.imports.found import Found
from planner.model import HOUR, MINUTE, CellRef, LostDay, OpenItem, Target, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.imports.given import Given, Imported

MOST = 1e9


def read_ours(name: str, data: Any, given: Given) -> Imported | None:
    """The entries, lost days and open items of an export; None where the JSON is none."""
    if not isinstance(data, dict) or "planner_export" not in data:
        return None
    found = Found(name, given)
    for number, item, day in _dated(found, data, "entries"):
        category, amount = found.names.resolve(str(item.get("category", ""))), item.get("amount")
        cost = item.get("cost_minutes")
        if not isinstance(amount, (int, float)) or not 0 <= amount < MOST:
            found.trouble(number, "unreadable-amount", f"{amount!r} on {day} is no amount")
        elif item.get("unit") == Unit.COUNT:
            seconds = round(cost * MINUTE) if isinstance(cost, (int, float)) else None
            found.count(number, day, category, round(amount), str(item.get("activity")), seconds)
        else:
            seconds = round(amount * HOUR)
            found.hours(number, day, category, seconds, str(item.get("activity")))
    _targets(found, data)
    for number, item, day in _dated(found, data, "lost_days"):
        found.lost_days.append(LostDay(day, str(item.get("reason")), CellRef(name, number, 0)))
    for number, item, day in _dated(found, data, "open_items"):
        found.open_items.append(OpenItem(day, str(item.get("text")), CellRef(name, number, 0)))
    return found.imported()


def _targets(found: Found, data: Mapping[str, Any]) -> None:
    """The targets for every week."""
    items = data.get("targets")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and not item.get("week"):
            unit = Unit.COUNT if item.get("unit") == Unit.COUNT else Unit.HOURS
            amount = item.get("per_week")
            if isinstance(amount, (int, float)) and 0 <= amount < MOST:
                scale = HOUR if unit is Unit.HOURS else 1
                category = found.names.resolve(str(item.get("category", "")))
                found.targets.append(Target(category, unit, round(amount * scale)))


def _dated(
    found: Found, data: Mapping[str, Any], key: str
) -> Iterator[tuple[int, Mapping[str, Any], date]]:
    items = data.get(key)
    for number, item in enumerate(items if isinstance(items, list) else ()):
        try:
            yield number, item, date.fromisoformat(item["date"])
        except (TypeError, KeyError, ValueError):
            found.trouble(number, "unreadable-date", f"one of the {key} has no date")
