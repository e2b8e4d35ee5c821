"""The rows of the planner's own Report tab: the same report, in the sheet itself.

They hold no age and no clock time, so that a sync that learns nothing new has nothing to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.gap import Status
from planner.model import HOUR, Unit
from planner.report.words import clean, cut, day_name, ending, pace, short_day, worked
from planner.sheets.grid import Look, NewCell, NewRow, Show, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.gap import CategoryGap
    from planner.report.build import Report

WIDTH = 9
"""The columns that the planner fills; a person's notes stand right of them."""

BAR = 20
LONGEST = 500  # letters of a person's text in one cell
MOST = 50  # open items and findings
LOOKS = {
    Status.DONE: Look.GOOD,
    Status.AHEAD: Look.GOOD,
    Status.ON_TRACK: Look.PLAIN,
    Status.BEHIND: Look.WARNING,
    Status.OUT_OF_REACH: Look.BAD,
}


def rows(report: Report) -> tuple[NewRow, ...]:
    """The tab from its first row on; texts stay texts, hours are decimal numbers."""
    return tuple(_rows(report))


def _rows(report: Report) -> Iterator[NewRow]:
    left = "the last day" if report.days_left == 1 else f"{report.days_left} days left"
    yield _row(f"Report of {day_name(report.on)}, {left}", look=Look.HEADING)
    yield _row()
    yield _row(
        *("Category", "Unit", "Done", "Target", "Gap", "A day", "Pace", "Ends at", "Week"),
        look=Look.HEADER,
    )
    for line in report.lines:
        gap = line.gap
        yield _row(
            gap.category,
            gap.unit.value,
            _number(gap.unit, gap.done),
            _number(gap.unit, gap.target),
            _number(gap.unit, gap.gap),
            _number(gap.unit, gap.needed_per_day),
            pace(gap),
            ending(line),
            bar(gap),
            look=LOOKS[gap.status],
        )
    yield _row()
    yield from _week(report)
    yield from _plan(report)
    yield from _items(report)


def bar(gap: CategoryGap) -> str:
    """`█████░░░░░│░░░░  37 % behind`: what is done of the target, and where an even pace is."""
    if not gap.target:
        return ""
    share = max(gap.done, 0) / gap.target
    full = min(round(share * BAR), BAR)
    cells = ["█"] * full + ["░"] * (BAR - full)
    if 0 < gap.expected < gap.target:
        cells[min(int(gap.expected / gap.target * BAR), BAR - 1)] = "│"
    return f"{''.join(cells)} {share * 100:.0f} % {gap.status.value.replace('-', ' ')}"


def _week(report: Report) -> Iterator[NewRow]:
    done = worked(report)
    lost = {day.date: day.reason for day in report.lost_days}
    yield _row("The week", *map(short_day, report.days), look=Look.HEADER)
    for line in report.lines:
        name, unit = line.gap.category, line.gap.unit
        yield _row(
            name,
            *(
                _number(unit, done[name, day]) if (name, day) in done else lost.get(day)
                for day in report.days
            ),
        )
    yield _row()


def _plan(report: Report) -> Iterator[NewRow]:
    plan = report.plan
    yield _row(day_name(plan.date), "Minutes", "Pieces", "Why", look=Look.HEADER)
    for block in plan.blocks:
        why = f"{block.reason}; begin with: {block.item}" if block.item else block.reason
        yield _row(block.category, block.minutes, block.units, why)
    if plan.remark:
        yield _row(plan.remark)
    yield _row()


def _items(report: Report) -> Iterator[NewRow]:
    if report.open_items:
        yield _row("Still open", look=Look.HEADER)
        for item in report.open_items[-MOST:]:
            yield _row(item.date.isoformat(), item.text)
        yield _row()
    if report.findings:
        yield _row("Needs a look", "What", look=Look.HEADER)
        for finding in report.findings[:MOST]:
            yield _row(finding.where, finding.message)
        if (more := len(report.findings) - MOST) > 0:
            yield _row(f"and {more} more")


def _number(unit: Unit, grains: float) -> float:
    return round(grains / HOUR, 2) if unit == Unit.HOURS else round(grains, 2)


def _row(*values: str | float | None, look: Look = Look.PLAIN) -> NewRow:
    return NewRow(tuple(map(_cell, values)), look)


def _cell(value: str | float | None) -> NewCell:
    if isinstance(value, str):
        said: Value = cut(clean(value), LONGEST)
        return NewCell(said)
    return NewCell(value, None if value is None else Show.NUMBER)
