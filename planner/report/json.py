"""The report as JSON, schema 1: hours as decimal hours, counts as whole numbers, ISO dates."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from planner.model import HOUR, Unit
from planner.report.suggestion import next_day

if TYPE_CHECKING:
    from planner.report.build import Line, Report

SCHEMA = 1


def render(report: Report) -> str:
    """The report as indented JSON."""
    return json.dumps(as_dict(report), ensure_ascii=False, indent=2)


def as_dict(report: Report) -> dict[str, Any]:
    """The report's JSON before it is written down."""
    fresh = report.freshness
    return {
        "schema": SCHEMA,
        "on": report.on.isoformat(),
        "week": {
            "start": report.days[0].isoformat(),
            "end": report.days[-1].isoformat(),
            "days_left": report.days_left,
            "lost_days": [day.isoformat() for day in sorted({d.date for d in report.lost_days})],
        },
        "categories": [_category(line) for line in report.lines],
        "next_day": next_day(report.plan),
        "open_items": [
            {"date": item.date.isoformat(), "text": item.text} for item in report.open_items
        ],
        "findings": [
            {
                "kind": finding.kind,
                "severity": finding.severity.value,
                "where": finding.where,
                "message": finding.message,
            }
            for finding in report.findings
        ],
        "sync": {
            "last": fresh.last and fresh.last.astimezone(UTC).isoformat(timespec="seconds"),
            "pending": fresh.pending,
            "conflicts": fresh.conflicts,
        },
    }


def _category(line: Line) -> dict[str, Any]:
    gap, ends = line.gap, line.forecast
    scale = HOUR if gap.unit == Unit.HOURS else 1

    def amount(grains: int) -> float:
        return round(grains / HOUR, 2) if gap.unit == Unit.HOURS else grains

    return {
        "category": gap.category,
        "unit": gap.unit.value,
        "target": amount(gap.target),
        "done": amount(gap.done),
        "gap": amount(gap.gap),
        "expected": round(gap.expected / scale, 2),
        "behind": round(gap.behind / scale, 2),
        "needed_per_day": round(gap.needed_per_day / scale, 2),
        "forecast": round(ends.mean / scale, 1),
        "forecast_low": round(ends.low / scale, 1),
        "forecast_high": round(ends.high / scale, 1),
        "status": gap.status.value,
    }
