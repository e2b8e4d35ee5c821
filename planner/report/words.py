"""How every rendering says its amounts and dates, and a person's text on one safe line."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from planner.model import HOUR, MINUTE, Unit
from planner.quantity import format_hours
from planner.week import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from planner.gap import CategoryGap
    from planner.report.build import Freshness, Line, Report

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# Control characters can drive a terminal, and marks of direction can turn a line around.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def clean(text: str) -> str:
    """The text on one line, without what a terminal or a reader could be led astray by."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def cut(text: str, width: int) -> str:
    """The text in at most `width` columns, with … where something was left out."""
    return text if columns(text) <= width else _within(text, width - 1).rstrip() + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly `width` columns; right: pushed to their end."""
    text = cut(text, width)
    blanks = " " * (width - columns(text))
    return blanks + text if right else text + blanks


def wrap(text: str, width: int, begin: str = "", then: str = "") -> Iterator[str]:
    """The text in lines of at most `width` columns; numbers stay beside their units."""
    held = re.sub(r"(?<=\d) (?=h\b|min\b|%)|(?<=\bh) (?=\d)", "\N{NO-BREAK SPACE}", text)
    lead, line = begin, ""
    for word in _words(held, width - max(columns(begin), columns(then))):
        if line and columns(f"{lead}{line} {word}") > width:
            yield f"{lead}{line}".replace("\N{NO-BREAK SPACE}", " ")
            lead, line = then, ""
        line = f"{line} {word}" if line else word
    yield f"{lead}{line}".replace("\N{NO-BREAK SPACE}", " ")


def _words(text: str, width: int) -> Iterator[str]:
    """The words of a text; one that is wider than a line in parts."""
    for word in filter(None, text.split(" ")):
        rest = word
        while columns(rest) > width:
            head = _within(rest, width) or rest[0]
            yield head
            rest = rest[len(head) :]
        yield rest


def _within(text: str, width: int) -> str:
    """As much of the text's beginning as takes at most `width` columns."""
    taken = 0
    for index, letter in enumerate(text):
        taken += columns(letter)
        if taken > width:
            return text[:index]
    return text


def amount(unit: Unit, grains: float) -> str:
    """An amount in words: `2 h 30`, `6`, `1.4`."""
    if unit == Unit.HOURS:
        return format_hours(round(grains))
    return f"{round(grains, 1):g}"


def pace(gap: CategoryGap) -> str:
    """Where the category stands against an even pace: `5 h 13 behind`, `1 h ahead`, `on pace`."""
    if not gap.target:
        return "no target"
    if round(gap.behind) == 0 if gap.unit == Unit.COUNT else abs(gap.behind) < MINUTE:
        return "on pace"
    grains = round(abs(gap.behind), 1) if gap.unit == Unit.COUNT else abs(gap.behind)
    return f"{amount(gap.unit, grains)} {'behind' if gap.behind > 0 else 'ahead'}"


def per_day(gap: CategoryGap) -> str:
    """What is needed a day from here; a dash where nothing is."""
    if not gap.gap:
        return "–"
    return amount(gap.unit, gap.needed_per_day)


def ending(line: Line) -> str:
    """The forecast with its range: `8 h (7–10)`, `2 (0–4)`; hours to the half."""
    ends = line.forecast
    if line.gap.unit == Unit.COUNT:
        mean, low, high = (f"{round(x)}" for x in (ends.mean, ends.low, ends.high))
        return mean if low == high else f"{mean} ({low}–{high})"
    mean, low, high = (_halves(x / HOUR) for x in (ends.mean, ends.low, ends.high))
    return f"{mean} h" if low == high else f"{mean} h ({low}–{high})"


def _halves(hours: float) -> str:
    return f"{round(hours * 2) / 2:g}".replace(".5", "½").removeprefix("0") or "0"


def day_name(day: date) -> str:
    """`Friday 17 October 2025`, in every locale."""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """`Fri 17`."""
    return f"{WEEKDAYS[day.weekday()][:3].capitalize()} {day.day}"


def worked(report: Report) -> dict[tuple[str, date], int]:
    """What was done of each category on each day of the week, in the unit's grain."""
    units = {line.gap.category: line.gap.unit for line in report.lines}
    done: dict[tuple[str, date], int] = {}
    for entry in report.known.entries:
        if entry.date >= report.days[0] and units.get(entry.category) == entry.unit:
            key = (entry.category, entry.date)
            done[key] = done.get(key, 0) + entry.amount
    return done


def freshness(fresh: Freshness, now: datetime) -> str:
    """How old the data is and what waits, as sentences."""
    if fresh.last is None:
        said = "Never synced: `planner sync` reads the sheet."
    else:
        age = max((now - fresh.last).total_seconds(), 0)
        moment = fresh.last.astimezone(fresh.zone)
        said = f"Synced {ago(age)} ({moment:%Y-%m-%d %H:%M})."
        if age > fresh.stale_after * HOUR:
            said += " That is old: `planner sync` reads the sheet anew."
    if fresh.pending:
        what = "change waits" if fresh.pending == 1 else "changes wait"
        said += f" {fresh.pending} {what} for the next sync."
    if fresh.conflicts:
        what = "conflict waits" if fresh.conflicts == 1 else "conflicts wait"
        said += f" {fresh.conflicts} {what} for you: `planner resolve`."
    return said


def ago(seconds: float) -> str:
    """`just now`, `5 minutes ago`, `3 hours ago`, `2 days ago`."""
    for size, word in ((24 * HOUR, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {word}{'s' if number > 1 else ''} ago"
    return "just now"
