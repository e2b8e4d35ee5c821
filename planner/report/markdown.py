"""The report as Markdown, for a note, a chat or a repository: figures in tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.quantity import format_hours
from planner.report.words import (
    amount,
    clean,
    day_name,
    ending,
    freshness,
    pace,
    per_day,
    short_day,
    worked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.report.build import Report

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#&])")


def render(report: Report) -> str:
    """The report as Markdown; a person's text in it stays text."""
    return "\n".join(_lines(report)) + "\n"


def text(written: str) -> str:
    """A person's text on one line, with nothing in it that Markdown or HTML would act on."""
    return _MARKUP.sub(r"\\\1", clean(written))


def _lines(report: Report) -> Iterator[str]:
    yield f"# {day_name(report.on)}"
    yield ""
    left = "The last day" if report.days_left == 1 else f"{report.days_left} days left"
    yield f"{left} of the week from {short_day(report.days[0])}."
    if report.lines:
        yield ""
        yield from _table(
            ("Category", "Done", "Target", "Gap", "Pace", "A day", "Ends at", "Status"),
            [
                (
                    text(line.gap.category),
                    amount(line.gap.unit, line.gap.done),
                    amount(line.gap.unit, line.gap.target),
                    amount(line.gap.unit, line.gap.gap),
                    pace(line.gap),
                    per_day(line.gap),
                    ending(line),
                    line.gap.status.value.replace("-", " "),
                )
                for line in report.lines
            ],
        )
    yield from _week(report)
    yield from _plan(report)
    if report.open_items:
        yield from ("", "## Still open", "")
        yield from (f"- {item.date}: {text(item.text)}" for item in report.open_items)
    if report.findings:
        yield from ("", "## Needs a look", "")
        yield from (f"- {text(found.where)}: {text(found.message)}" for found in report.findings)
    yield from ("", freshness(report.freshness, report.now))


def _week(report: Report) -> Iterator[str]:
    done = worked(report)
    lost = {day.date: f"_{text(day.reason)}_" for day in report.lost_days}
    yield from ("", "## The week", "")
    yield from _table(
        ("", *map(short_day, report.days)),
        [
            (
                text(line.gap.category),
                *(
                    amount(line.gap.unit, done[line.gap.category, day])
                    if (line.gap.category, day) in done
                    else lost.get(day, "")
                    for day in report.days
                ),
            )
            for line in report.lines
        ],
    )


def _plan(report: Report) -> Iterator[str]:
    plan = report.plan
    yield from ("", f"## {day_name(plan.date)}: {format_hours(plan.available_minutes * 60)}", "")
    for number, block in enumerate(plan.blocks, 1):
        units = "" if block.units is None else f" × {block.units}"
        item = f"; begin with: {text(block.item)}" if block.item else ""
        yield (
            f"{number}. **{text(block.category)}{units}**, "
            f"{format_hours(block.minutes * 60)}: {text(block.reason)}{item}"
        )
    if plan.blocks and (plan.remark or plan.out_of_reach or plan.one_more_hour):
        yield ""
    if plan.remark:
        yield text(plan.remark)
    for short in plan.out_of_reach:
        yield (
            f"- {text(short.category)}: {amount(short.unit, short.target)} is out of reach this "
            f"week; {amount(short.unit, short.reachable)} is not."
        )
    if plan.one_more_hour:
        yield f"- {text(plan.one_more_hour)}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---|" + "---:|" * (len(head) - 1)
    yield from (f"| {' | '.join(row)} |" for row in rows)
