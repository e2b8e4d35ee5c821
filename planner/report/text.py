"""The report for a terminal, a pipe and cron's mail: one screen of plain text, 80 columns wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.gap import Status
from planner.model import Severity
from planner.report import suggestion
from planner.report.words import (
    amount,
    clean,
    columns,
    cut,
    day_name,
    ending,
    freshness,
    pace,
    pad,
    per_day,
    short_day,
    worked,
    wrap,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.gap import CategoryGap
    from planner.report.build import Line, Report

MOST = 4  # open items and findings that are shown; the rest is counted
BAR = 48
COLOURS = {
    Status.DONE: "32",
    Status.AHEAD: "32",
    Status.ON_TRACK: "36",
    Status.BEHIND: "33",
    Status.OUT_OF_REACH: "31",
}
SEVERITIES = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def render(report: Report, width: int = 80, *, colour: bool = False) -> str:
    """The report in lines of at most `width` columns (60 and more), without trailing blanks."""
    page = _Page(report, max(width, 60), colour)
    return "\n".join(line.rstrip() for line in page.lines())


class _Page:
    """One rendering: what is said, how wide, and whether in colour."""

    def __init__(self, report: Report, width: int, colour: bool) -> None:
        self.report = report
        self.width = width
        self.colour = colour
        self.roomy = width >= 80
        room = self.width - sum(size for _, size, _ in self.figures()) - 2
        names = [columns(clean(line.gap.category)) for line in report.lines]
        self.name = min(max([*names, 8]), room)

    def figures(self) -> list[tuple[str, int, Callable[[Line], str]]]:
        """The table's columns: head, width, what stands in it; fewer where there is less room."""
        every: list[tuple[str, int, Callable[[Line], str]]] = [
            ("done", 7, lambda line: amount(line.gap.unit, line.gap.done)),
            ("target", 8, lambda line: amount(line.gap.unit, line.gap.target)),
            ("gap", 8, lambda line: amount(line.gap.unit, line.gap.gap)),
            ("pace", 15, lambda line: pace(line.gap)),
            ("a day", 9, lambda line: per_day(line.gap)),
            ("ends at", 18, ending),
        ]
        return every if self.roomy else [every[0], every[1], *every[3:5]]

    def lines(self) -> Iterator[str]:
        report = self.report
        yield self.paint("1", f"{day_name(report.on)} · {self.days_left()}")
        yield ""
        yield from self.strip()
        if report.lines:
            yield ""
            yield from self.table()
        yield ""
        yield suggestion.text(report.plan, width=self.width)
        yield from self.open_items()
        yield from self.findings()
        yield ""
        yield from wrap(freshness(report.freshness, report.now), self.width)

    def paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def days_left(self) -> str:
        left = self.report.days_left
        days = "the last day" if left == 1 else f"{left} days left"
        return f"{days} of the week from {short_day(self.report.days[0])}"

    def strip(self) -> Iterator[str]:
        """The week as a strip of days: what was done on each, and why a day was lost."""
        wide = (self.width - self.name - 2) // 7
        lost = {day.date: clean(day.reason) for day in self.report.lost_days}
        heads = [
            f"▸{short_day(day)}" if day == self.report.on else short_day(day)
            for day in self.report.days
        ]
        blank = " " * (self.name + 2)
        yield self.paint("2", blank + "".join(pad(head, wide, right=True) for head in heads))
        done = worked(self.report)
        for line in self.report.lines:
            category, unit = line.gap.category, line.gap.unit
            cells = [
                amount(unit, done[category, day])
                if (category, day) in done
                else "–"
                if day in lost
                else "·"
                if day <= self.report.on
                else ""
                for day in self.report.days
            ]
            yield f"{pad(clean(category), self.name)}  " + "".join(
                pad(cell, wide, right=True) for cell in cells
            )
        if lost:
            yield blank + "".join(
                " " + pad(lost.get(day, ""), wide - 1, right=True) for day in self.report.days
            )

    def table(self) -> Iterator[str]:
        """A line of figures for each category, and under it a bar with the mark of an even pace."""
        blank = " " * (self.name + 2)
        heads = "".join(f"{head:>{size}}" for head, size, _ in self.figures())
        yield self.paint("2", blank + heads)
        for line in self.report.lines:
            gap = line.gap
            said = "".join(
                f" {pad(figure(line), size - 1, right=True)}" for _, size, figure in self.figures()
            )
            yield f"{self.paint('1', pad(clean(gap.category), self.name))}  {said}"
            if gap.target:
                yield f"{blank}{self.bar(gap)}"

    def bar(self, gap: CategoryGap) -> str:
        """`██████░░░│░░░  37 %  behind`: the share done, and where an even pace would be."""
        size = min(BAR, self.width - self.name - 24)
        share = max(gap.done, 0) / gap.target
        full = min(int(share * size + 0.5), size)
        mark = min(int(gap.expected / gap.target * size), size - 1)
        cells = ["█"] * full + ["░"] * (size - full)
        if gap.expected and gap.expected < gap.target:
            cells[mark] = "│" if mark >= full else "┃"
        word = gap.status.value.replace("-", " ")
        return f"{self.paint(COLOURS[gap.status], ''.join(cells))} {share:>5.0%}  {word}".replace(
            "%", " %"
        )

    def open_items(self) -> Iterator[str]:
        items = self.report.open_items[-MOST:]
        if not items:
            return
        yield ""
        yield self.paint("2", "Still open")
        for item in reversed(items):
            yield from wrap(cut(clean(item.text), 200), self.width, f"  {item.date}  ", " " * 14)
        if left := len(self.report.open_items) - len(items):
            yield f"  and {left} older"

    def findings(self) -> Iterator[str]:
        order = list(Severity)
        findings = sorted(self.report.findings, key=lambda f: order.index(f.severity))
        if not findings:
            return
        yield ""
        yield self.paint("2", "Needs a look")
        for finding in findings[:MOST]:
            text = cut(f"{clean(finding.where)}: {clean(finding.message)}", 240)
            yield from wrap(text, self.width, "  ", "    ")
        if (left := len(findings) - MOST) > 0:
            yield f"  and {left} more: `planner status` lists them"
