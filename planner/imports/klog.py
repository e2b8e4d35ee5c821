"""klog's plain-text records.

Source: the file format's specification, https://github.com/jotaen/klog/blob/main/Specification.md
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from planner.imports.found import Found
from planner.imports.grids import lines_of
from planner.model import HOUR, MINUTE

if TYPE_CHECKING:
    from planner.imports.given import Given, Imported

_DATE = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)(?:[ \t]+\((?:[^()]*)\))?[ \t]*")
_INDENT = re.compile(r"(?:[ ]{2,4}|\t)(?=\S)")
_DURATION = re.compile(r"([+-]?)(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?=\s|$)")
_TIME = r"(<?)(\d{1,2}):(\d\d)([ap]m)?(>?)"
_RANGE = re.compile(rf"{_TIME}\s?-\s?{_TIME}(?=\s|$)")
_OPEN = re.compile(rf"{_TIME}\s?-\s?\?+(?=\s|$)")
_TAG = re.compile(r"#([\w-]+)(?:=(?:\"([^\"\n]*)\"|'([^'\n]*)'|([\w-]+)))?")
_DAY = 24 * HOUR


def read_klog(name: str, text: str, given: Given) -> Imported | None:
    """The records of a klog file; None where the text is none."""
    lines = lines_of(text)
    first = next((line for line in lines if line.strip()), "")
    if not _DATE.fullmatch(first):
        return None
    found = Found(name, given)
    day: date | None = None
    summary: list[str] = []
    entries: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            _record(found, day, summary, entries)
            day, summary, entries = None, [], []
        elif (match := _DATE.fullmatch(line)) and day is None:
            day = _day(match)
            if day is None:
                found.trouble(number, "unreadable-date", f"{line.strip()[:40]} is no date")
        elif day is None:
            found.trouble(number, "unreadable-date", f"{line.strip()[:40]} is under no date")
        elif indent := _INDENT.match(line):
            entries.append((number, line[indent.end() :]))
        elif entries and line[0] in " \t":
            entries[-1] = (entries[-1][0], f"{entries[-1][1]}\n{line.strip()}")
        else:
            found.words(number, day, line)
            summary.append(line)
    return found.imported()


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _record(
    found: Found, day: date | None, summary: list[str], entries: list[tuple[int, str]]
) -> None:
    if day is None:
        return
    of_record = [_label(tag) for tag in _TAG.finditer("\n".join(summary))]
    for line, text in entries:
        parsed = _amount(text)
        if parsed is None:
            kind = "open-range" if _OPEN.match(text) else "unreadable-amount"
            found.trouble(line, kind, f"{text.strip()[:40]} on {day} says no duration yet")
            continue
        seconds, words = parsed
        _entry(found, line, day, seconds, words.strip(), of_record)


def _entry(
    found: Found, line: int, day: date, seconds: int, words: str, of_record: list[str]
) -> None:
    """One entry. A tag that its words begin with is its category, and no part of them."""
    number = None
    labels = of_record
    if tag := _TAG.match(words):
        category = found.names.resolve(_label(tag))
        words = words[tag.end() :].strip()
        counted = _TAG.match(words)
        if counted and counted[1] == "count" and (counted[4] or "").isdecimal():
            number = int(counted[4])
            words = words[counted.end() :].strip()
    else:
        labels = [_label(tag) for tag in _TAG.finditer(words)] + of_record
        category = found.category(labels)
    if number is not None:
        found.count(line, day, category, number, words, seconds)
    elif seconds >= 0:
        found.hours(line, day, category, seconds, words)
    else:
        _take_off(found, line, day, category, -seconds)


def _take_off(found: Found, line: int, day: date, category: str, seconds: int) -> None:
    """A break: time taken off what the record says above it."""
    from dataclasses import replace

    for at in range(len(found.entries) - 1, -1, -1):
        entry = found.entries[at]
        if entry.date != day:
            break
        if entry.category == category and entry.amount > seconds:
            found.entries[at] = replace(entry, amount=entry.amount - seconds)
            return
    found.trouble(
        line,
        "negative-amount",
        f"{seconds // MINUTE} minutes on {day} are taken off more than is there",
    )


def _label(tag: re.Match[str]) -> str:
    """What a tag names: `#coding`, or the value of `#category="Deep work"`."""
    value = next((group for group in tag.groups()[1:] if group is not None), "")
    return value if tag[1] == "category" and value else tag[1]


def _amount(text: str) -> tuple[int, str] | None:
    """The seconds that an entry begins with, and the words behind them."""
    if (match := _DURATION.match(text)) and (match[2] or match[3]):
        seconds = int(match[2] or 0) * HOUR + int(match[3] or 0) * MINUTE
        return (-seconds if match[1] == "-" else seconds), text[match.end() :]
    if match := _RANGE.match(text):
        start, end = _clock(*match.groups()[:5]), _clock(*match.groups()[5:])
        if start is not None and end is not None and start <= end:
            return end - start, text[match.end() :]
    return None


def _clock(before: str, hour: str, minute: str, half: str | None, after: str) -> int | None:
    hours, minutes = int(hour), int(minute)
    if minutes >= 60 or hours > (12 if half else 24):
        return None
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    seconds = hours * HOUR + minutes * MINUTE
    return seconds - _DAY if before else seconds + _DAY if after else seconds
