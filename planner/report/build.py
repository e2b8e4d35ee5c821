"""One Report value: all that the renderings say, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from planner.allocate import plan, reach
from planner.forecast import forecast
from planner.gap import gaps, next_day
from planner.learn import WINDOW, learn
from planner.week import days_of, first_weekday, week_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.allocate import Plan
    from planner.config import Rules
    from planner.forecast import Forecast
    from planner.gap import CategoryGap
    from planner.learn import Estimates, Suggested
    from planner.model import Finding, LostDay, OpenItem, Reading

HISTORY = timedelta(days=WINDOW + 7)
"""How far before its day a report looks: what history is learned from, in whole weeks."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh the data is. last: the last sync that succeeded, aware; None: there was none.

    pending: operations that the sheet does not hold yet; conflicts: those that wait for a person.
    stale_after: the hours after which old data is worth a word. zone: the sheet's; None is the
    machine's own. url: the sheet in a browser, "" for a workbook; tabs: the browser's numbers of
    its tabs by name.
    """

    last: datetime | None = None
    pending: int = 0
    conflicts: int = 0
    stale_after: float = 26.0
    zone: tzinfo | None = None
    url: str = ""
    tabs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A category's week: where it stands and where it will end."""

    gap: CategoryGap
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class Report:
    """Where the week of `on` stands on that morning, and what to do next.

    days: the week's seven days. days_left: of them, `on` and those after it. lost_days: those of
    the week. known: the reading without what came after `on`. first: the weekday that weeks begin
    on.
    """

    on: date
    now: datetime
    first: int
    days: tuple[date, ...]
    days_left: int
    lines: tuple[Line, ...]
    lost_days: tuple[LostDay, ...]
    plan: Plan
    estimates: Estimates
    open_items: tuple[OpenItem, ...]
    findings: tuple[Finding, ...]
    freshness: Freshness
    known: Reading


def build(
    reading: Reading,
    on: date,
    *,
    rules: Rules,
    freshness: Freshness,
    now: datetime,
    suggestions: Iterable[Suggested] = (),
    balance: float = 2.0,
) -> Report:
    """The report on the morning of `on`; the reading reaches back HISTORY from there.

    What the reading says of days after `on` is not known on that morning, lost days apart: those
    are planned ahead.
    """
    first = first_weekday(rules, reading)
    days = days_of(week_of(on, first))
    known = replace(
        reading,
        entries=tuple(entry for entry in reading.entries if entry.date <= on),
        open_items=tuple(item for item in reading.open_items if item.date <= on),
    )
    estimates = learn(known, suggestions, on)
    ends = forecast(known, estimates, on, first, balance=balance)
    day = next_day(known, on)
    within = reach(known, estimates, day, first) if day in days else None
    return Report(
        on=on,
        now=now,
        first=first,
        days=days,
        days_left=(days[-1] - on).days + 1,
        lines=tuple(Line(gap, ends[gap.category]) for gap in gaps(known, days[0], on, within)),
        lost_days=tuple(
            sorted((lost for lost in known.lost_days if lost.date in days), key=lambda d: d.date)
        ),
        plan=plan(known, estimates, day, first, balance=balance),
        estimates=estimates,
        open_items=known.open_items,
        findings=known.findings,
        freshness=freshness,
        known=known,
    )
