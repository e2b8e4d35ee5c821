"""All that the sheet says, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from planner.model import HOUR, MINUTE, Unit

if TYPE_CHECKING:
    from datetime import tzinfo

    from planner.config import Rules
    from planner.model import Reading

SCHEMA = 1


def render(reading: Reading, rules: Rules, zone: tzinfo | None) -> bytes:  # noqa: ARG001 - as all
    """The reading as JSON: hours decimal, counts whole, dates ISO 8601, cost in minutes."""
    said: dict[str, Any] = {
        "planner_export": SCHEMA,
        "targets": [
            {
                "category": target.category,
                "unit": target.unit.value,
                "per_week": _amount(target.unit, target.per_week),
                "week": target.week and target.week.isoformat(),
            }
            for target in reading.targets
        ],
        "entries": [
            {
                "date": entry.date.isoformat(),
                "category": entry.category,
                "unit": entry.unit.value,
                "amount": _amount(entry.unit, entry.amount),
                "activity": entry.activity,
                "cost_minutes": None if entry.cost is None else entry.cost / MINUTE,
            }
            for entry in reading.entries
        ],
        "lost_days": [
            {"date": lost.date.isoformat(), "reason": lost.reason} for lost in reading.lost_days
        ],
        "open_items": [
            {"date": item.date.isoformat(), "text": item.text} for item in reading.open_items
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")


def _amount(unit: Unit, amount: int) -> float:
    return amount / HOUR if unit is Unit.HOURS else amount
