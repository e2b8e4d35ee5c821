"""Amounts as people write them: hours and counts, read and said.

Hours are whole seconds, counts whole numbers. Reading is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model import HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterator

_FRACTIONS = {
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅛": 0.125,
    "⅜": 0.375,
    "⅝": 0.625,
    "⅞": 0.875,
}
_HOURS = (
    "hours?|hrs?|h|stunden?|std|heures?|horas?|ora|ore|uren|uur|tuntia?|timmar|timme|tim|timer|time"
    "|godziny?|godzin|godz|часов|часа|час|ч|時間|小时|小時|시간"
)
_MINUTES = (
    "minutes?|mins?|minuten?|minutos?|minuti?|minuuttia?|minuter|minutter|minuty|minuta|minut|m"
    "|минуты|минута|минут|мин|分钟|分鐘|分|분"
)
_SECONDS = "seconds?|secs?|sekunden?|secondes?|segundos?|sekuntia?|s"
_PARTS_OF_ONE = "".join(_FRACTIONS)
_NUMBER = (
    rf"\d{{1,9}}(?:[.,]\d{{1,9}})?(?!\d)\s?[{_PARTS_OF_ONE}]?"
    rf"|[.,]\d{{1,9}}|[{_PARTS_OF_ONE}]"
)
_UNIT = rf"(?:(?P<h>{_HOURS})|(?P<m>{_MINUTES})|(?P<s>{_SECONDS}))\.?(?![^\W\d_])"

_PART = re.compile(
    rf"(?:(?P<clock>\d{{1,4}}:[0-5]\d(?::[0-5]\d)?)(?!\d)(?:\s*(?:{_HOURS})\b)?"
    rf"|(?P<number>{_NUMBER})\s*(?:{_UNIT})?)[^\S\n]*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"(?:\+|,\s|;|&|/\s|\n|\band\b|\bund\b|\bet\b|\by\b|\bja\b|\boch\b)\s*", re.I
)
_ABOUT = re.compile(
    r"(?:[~≈±]|\b(?:about|approx\.?|approximately|around|ca\.?|circa|etwa|env\.)(?=\W))\s*", re.I
)
_DECORATION = re.compile(
    r"[*_`\u2713\u2714\u2705\u2611\ufe0f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+"
)
_LABEL = re.compile(r"\s*\([^()]*\)\s*$")
_IN_TEXT = re.compile(
    rf"(?<![\w.,:])(?:{_NUMBER})\s*(?:{_HOURS}|{_MINUTES})(?![^\W\d_])\.?"
    rf"(?:\s*(?:und|and|et)?\s*\d{{1,2}}(?:\s*(?:{_MINUTES})\b\.?|(?![\w.,:%/])))?",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """The text without Markdown emphasis, ticks and invisible marks, trimmed."""
    return _DECORATION.sub("", text).replace("\u00a0", " ").replace("\u202f", " ").strip()


def parse_hours(text: str, *, bare: int = HOUR) -> int | None:
    """The seconds that the text as a whole says; None where it says no duration.

    "1 hr + 1.5 hr" is a sum, "02:22, 01:07" too; a label behind it ("14 hrs (Coding)") is passed
    over. bare: the seconds of one where a number has no unit. Negative amounts come out negative.
    """
    if len(text) > 300:
        return None
    text = _LABEL.sub("", plain(text))
    sign = 1
    if text[:1] in "-−" and text[1:2].isdigit():
        sign, text = -1, text[1:]
    total, at, expect_term = 0.0, 0, True
    while at < len(text):
        if expect_term:
            if about := _ABOUT.match(text, at):
                at = about.end()
            term = _term(text, at, bare)
            if term is None:
                return None
            seconds, at = term
            total += seconds
            expect_term = False
        else:
            separator = _SEPARATOR.match(text, at)
            if separator is None:
                return None
            at = separator.end()
            expect_term = True
    return None if expect_term else sign * round(total)


def _term(text: str, at: int, bare: int) -> tuple[float, int] | None:
    """One term of a sum from `at` on: `1h30`, `4 h 30 min`, `1:30`, `2.5`; and where it ends."""
    seconds, last = 0.0, 0
    first = True
    while part := _PART.match(text, at):
        if part["clock"]:
            if not first:
                return None
            return _clock(part["clock"]), part.end()
        scale = HOUR if part["h"] else MINUTE if part["m"] else 1 if part["s"] else 0
        value = _number(part["number"])
        if not scale:
            if first:
                return value * bare, part.end()
            if last != HOUR or value >= 60:
                return None
            scale = MINUTE  # the 30 of 1h30
        elif not first and scale >= last:
            break  # "2 h 3 h": two terms without a separator, which the caller refuses
        seconds += value * scale
        at, last, first = part.end(), scale, False
        if scale == 1:
            break
    return None if first else (seconds, at)


def _clock(text: str) -> float:
    hours, minutes, *seconds = (int(part) for part in text.split(":"))
    return hours * HOUR + minutes * MINUTE + (seconds[0] if seconds else 0)


def _number(text: str) -> float:
    fraction = _FRACTIONS.get(text[-1], 0.0)
    digits = (text[:-1] if fraction else text).strip()
    return float(digits.replace(",", ".") or 0) + fraction


_TIME = r"(\d{1,2})(?:[:.h](\d\d))?\s*([ap])?\.?m?\.?"
_CLOCK = re.compile(_TIME, re.IGNORECASE)
_FROM_TO = re.compile(
    rf"(?:from\s+|von\s+|klo\s+)?(?P<a>{_TIME})\s*(?:[-–—]|to|bis|until)\s*(?P<b>{_TIME})(?:\s*uhr)?",
    re.IGNORECASE,
)


def parse_clock(text: str) -> int | None:
    """The second of the day that the text says: `9:30`, `9.30`, `9:30 pm`, `14h30`; else None."""
    match = _CLOCK.fullmatch(plain(text)) if len(text) < 20 else None
    if match is None or not (match[2] or match[3]):
        return None
    hours, minutes = int(match[1]), int(match[2] or 0)
    if minutes >= 60 or hours > (12 if match[3] else 24):
        return None
    if match[3]:
        hours = hours % 12 + (12 if match[3] in "pP" else 0)
    return hours * HOUR + minutes * MINUTE


def parse_spans(text: str) -> int | None:
    """The seconds of spans of the clock: `9:00-10:30`, `9:00 – 12:00, 13:00 – 15:00`; else None.

    A span that ends before it begins goes past midnight.
    """
    if len(text) > 300:
        return None
    total = 0
    for part in re.split(r"[,;\n+]|\band\b|\bund\b|\bja\b", plain(text)):
        match = _FROM_TO.fullmatch(part.strip())
        start = parse_clock(match["a"]) if match else None
        end = parse_clock(match["b"]) if match else None
        if start is None or end is None:
            return None
        total += (end - start) % (24 * HOUR)
    return total


@dataclass(frozen=True, slots=True)
class Span:
    """A duration that stands in a longer text: its seconds and where it stands."""

    start: int
    end: int
    seconds: int


def find_durations(text: str) -> Iterator[Span]:
    """The durations in a note, each with its unit: "outreach (7 hrs), two calls (30 min)"."""
    for match in _IN_TEXT.finditer(text):
        seconds = parse_hours(match[0].replace(" and ", " ").replace(" und ", " "))
        if seconds is not None:
            yield Span(match.start(), match.end(), seconds)


def parse_count(text: str) -> int | None:
    """The whole number that the text says: `5`, `~5`, `2 + 3`; None where it says none."""
    if len(text) > 300:
        return None
    text = _LABEL.sub("", plain(text))
    sign = 1
    if text[:1] in "-−" and text[1:2].isdigit():
        sign, text = -1, text[1:]
    total = 0
    for term in re.split(r"[+;&]|,\s", text):
        digits = _ABOUT.sub("", term).strip()
        digits = re.sub(r"[.,]0+$", "", digits)
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
            return None
        total += int(digits)
    return sign * total


def format_hours(seconds: int) -> str:
    """Seconds as people say them: `2 h 30`, `10 min`, `3 h`; rounded to the minute."""
    minutes = round(abs(seconds) / MINUTE)
    hours, rest = divmod(minutes, 60)
    sign = "−" if seconds < 0 and minutes else ""
    if not hours:
        return f"{sign}{rest} min" if rest else "0 h"
    return f"{sign}{hours} h {rest:02}" if rest else f"{sign}{hours} h"
