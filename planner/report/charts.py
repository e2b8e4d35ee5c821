"""The page's charts: inline SVG by pygal, bare of scripts and styles; the page's CSS dresses them.

A strict policy forbids inline scripts and style attributes; and colours that the page gives follow
its light and its dark face.
"""

from __future__ import annotations

import re
from math import floor, log10
from typing import TYPE_CHECKING, Any

from planner.model import HOUR, Unit
from planner.report.words import short_day, worked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.report.build import Line, Report
    from planner.report.history import Week

_LONG_NUMBER = re.compile(r"(\d+\.\d)\d+")


def burn_up(report: Report, line: Line) -> str:
    """What is done by the end of each day, an even pace, and the forecast, as lines."""
    gap = line.gap
    done = worked(report)
    passed = [day for day in report.days if day <= report.plan.date]
    if report.plan.date in passed:
        passed.remove(report.plan.date)  # nothing of that day is done yet
    sums = [0]
    for day in passed:
        sums.append(sums[-1] + done.get((gap.category, day), 0))
    left = 7 - len(passed)
    ahead: list[float | None] = [None] * len(passed) + [
        sums[-1] + (line.forecast.mean - sums[-1]) * n / max(left, 1) for n in range(left + 1)
    ]
    chart = _chart("Line", gap.unit, max(gap.target, line.forecast.high, sums[-1]))
    chart.x_labels = ["", *(short_day(day) for day in report.days)]
    chart.add("pace", [_value(gap.unit, gap.target * n / 7) for n in range(8)], show_dots=False)
    chart.add("ahead", [_value(gap.unit, value) for value in ahead], show_dots=False)
    chart.add("done", [_value(gap.unit, value) for value in sums])
    return _bare(chart)


def by_week(unit: Unit, weeks: Sequence[Week]) -> str:
    """A bar a week; those that attained their target are a series of their own."""
    chart = _chart("StackedBar", unit, max(max(week.done, week.target) for week in weeks), 140)
    chart.x_labels = [f"{week.start:%m-%d}" for week in weeks]
    chart.x_labels_major = chart.x_labels[::6]
    chart.show_minor_x_labels = False
    for name, attained in (("attained", True), ("short", False)):
        chart.add(name, [_value(unit, w.done) if w.attained is attained else None for w in weeks])
    return _bare(chart)


def _chart(kind: str, unit: Unit, highest: float, height: int = 200) -> Any:
    pygal = _pygal()
    top = _value(unit, highest) or 1
    grain = 10.0 ** floor(log10(top / 5))
    step = next(grain * n for n in (1, 2, 5, 10) if top / (grain * n) <= 5.001)
    chart = getattr(pygal, kind)(
        width=440,
        height=height,
        show_legend=False,
        js=(),
        truncate_label=-1,
        disable_xml_declaration=True,
        dots_size=4,
        margin=6,
        margin_right=20,
        range=(0, top),
        y_labels=[step * n for n in range(int(top / step) + 1)],
        value_formatter=lambda value: f"{value:g}",
    )
    chart.uuid = kind  # pygal makes one by chance otherwise, and no two pages were alike
    chart.add_xml_filter(_strip)
    return chart


def _pygal() -> Any:
    """pygal without its import hook, which finds map plug-ins in a way that Python warns of."""
    import sys

    import pygal

    sys.meta_path[:] = [hook for hook in sys.meta_path if type(hook).__module__ != "pygal"]
    return pygal


def _value(unit: Unit, grains: float | None) -> float | None:
    if grains is None:
        return None
    return round(grains / HOUR, 2) if unit == Unit.HOURS else round(grains, 2)


def _strip(root: Any) -> Any:
    """The drawing alone: no scripts, styles, ids, tooltips or words for a mouse."""
    needless = {"defs", "script", "style", "desc", "title"}
    for element in list(root.iter()):
        for child in list(element):
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else "comment"
            idle = child.get("class", "") if isinstance(child.tag, str) else ""
            if name in needless | {"comment"} or "tooltip-overlay" in idle or idle == "background":
                element.remove(child)
        element.attrib.pop("style", None)
        element.attrib.pop("id", None)
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return root


def _bare(chart: Any) -> str:
    return _LONG_NUMBER.sub(r"\1", chart.render(is_unicode=True))
