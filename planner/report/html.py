"""The report as a page: one self-contained file without scripts, that asks the network nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planner.model import HOUR, MINUTE, Severity
from planner.quantity import format_hours
from planner.report import charts, history
from planner.report.words import (
    amount,
    clean,
    cut,
    day_name,
    ending,
    freshness,
    pace,
    per_day,
    short_day,
    worked,
)
from planner.week import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.report.build import Freshness, Line, Report

MOST = 50  # findings and open items; the rest is counted
MOST_CHARTS = 12  # categories with charts; beyond them, figures alone
LONGEST = 300  # letters of a person's text
STEPS = (0, HOUR, 3 * HOUR, 5 * HOUR, 8 * HOUR)  # where the heat map's shades begin
_PLACE = re.compile(r"'?(?P<tab>.+?)'?!(?P<cell>[A-Z]{1,3}\d{1,7})")


def render(report: Report) -> str:
    """The page, as UTF-8 text."""
    import base64
    import hashlib
    from importlib.resources import files

    from jinja2 import Environment, PackageLoader, StrictUndefined

    style = (files("planner.report") / "templates" / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=PackageLoader("planner.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["line"] = _line
    return environment.get_template("page.html").render(style=style, digest=digest, **_page(report))


def _line(text: str, width: int = LONGEST) -> str:
    """A person's text on one line."""
    return cut(clean(text), width)


def _page(report: Report) -> dict[str, Any]:
    """All that the template shows, in words."""
    days = history.days(report)
    order = list(Severity)
    findings = sorted(report.findings, key=lambda finding: order.index(finding.severity))
    return {
        "report": report,
        "title": day_name(report.on),
        "left": "the last day" if report.days_left == 1 else f"{report.days_left} days left",
        "fresh": freshness(report.freshness, report.now),
        "plan_day": "Today" if report.plan.date == report.on else day_name(report.plan.date),
        "at_hand": format_hours(report.plan.available_minutes * MINUTE),
        "blocks": [(block, format_hours(block.minutes * MINUTE)) for block in report.plan.blocks],
        "short": [
            (out.category, amount(out.unit, out.target), amount(out.unit, out.reachable))
            for out in report.plan.out_of_reach
        ],
        "categories": [
            _category(report, line, charted=number < MOST_CHARTS)
            for number, line in enumerate(report.lines)
        ],
        "week": list(_week(report)),
        "open_items": list(reversed(report.open_items))[:MOST],
        "older": max(len(report.open_items) - MOST, 0),
        "findings": [
            (finding, link(report.freshness, finding.where)) for finding in findings[:MOST]
        ],
        "more_findings": max(len(findings) - MOST, 0),
        "heat": [_heat(day, number) for number, day in enumerate(days)],
        "heat_summary": _heat_summary(days),
        "day_streak": history.day_streak(days, report.on),
        "weekdays": [WEEKDAYS[day.weekday()][:2].capitalize() for day in report.days],
    }


def _category(report: Report, line: Line, *, charted: bool) -> dict[str, Any]:
    gap = line.gap
    weeks = history.weeks(report, gap.category)
    complete = [week for week in weeks[:-1] if week.target]
    return {
        "name": gap.category,
        "status": gap.status.value,
        "done": amount(gap.unit, gap.done),
        "target": amount(gap.unit, gap.target) if gap.target else "no target",
        "gap": amount(gap.unit, gap.gap),
        "pace": pace(gap),
        "per_day": per_day(gap),
        "ending": ending(line),
        "share": min(max(gap.done, 0) / gap.target, 1) * 100 if gap.target else 0,
        "expected": gap.expected / gap.target * 100 if gap.target else 0,
        "burn_up": charts.burn_up(report, line) if charted and gap.target else "",
        "by_week": charts.by_week(gap.unit, weeks) if charted and len(weeks) > 1 else "",
        "weeks": len(complete),
        "attained": sum(week.attained for week in complete),
        "streak": history.streak(weeks),
        "trend": _trend(gap.unit, complete),
    }


def _trend(unit: Any, complete: list[history.Week]) -> str:
    """The last four whole weeks beside the four before them; "" where there are not so many."""
    if len(complete) < 8:
        return ""
    now, before = (sum(w.done for w in part) / 4 for part in (complete[-4:], complete[-8:-4]))
    return f"{amount(unit, now)} a week lately, {amount(unit, before)} in the four weeks before"


def _week(report: Report) -> Iterator[dict[str, Any]]:
    done = worked(report)
    lost = {day.date: day.reason for day in report.lost_days}
    for day in report.days:
        yield {
            "name": short_day(day),
            "today": day == report.on,
            "lost": lost.get(day, ""),
            "ahead": day > report.on,
            "done": [
                (line.gap.category, amount(line.gap.unit, done[line.gap.category, day]))
                for line in report.lines
                if (line.gap.category, day) in done
            ],
        }


def _heat(day: history.Day, number: int) -> dict[str, Any]:
    """A square of the heat map: its place, its shade from 0 to 5, what it says."""
    said = clean(day.lost) or format_hours(day.seconds)
    return {
        "x": 22 + number // 7 * 16,
        "y": number % 7 * 16,
        "shade": "lost" if day.lost and not day.seconds else sum(day.seconds > s for s in STEPS),
        "said": f"{day.date}: {cut(said, 40)}",
    }


def _heat_summary(days: tuple[history.Day, ...]) -> str:
    worked_on = sum(day.seconds > 0 for day in days)
    total = format_hours(sum(day.seconds for day in days))
    return f"{total} on {worked_on} of {len(days)} days"


def link(fresh: Freshness, where: str) -> str:
    """The cell in the browser; "" for a workbook or where the place is no cell of a known tab."""
    place = _PLACE.fullmatch(where)
    if not fresh.url.startswith("https://") or place is None:
        return ""
    number = fresh.tabs.get(place["tab"])
    return "" if number is None else f"{fresh.url}#gid={number}&range={place['cell']}"
