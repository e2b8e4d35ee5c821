"""The notation of one person, learned from what stands there, and amounts written in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.layouts.dates import MONTHS, serial
from planner.model import HOUR, MINUTE
from planner.sheets.grid import NewCell, Show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.sheets.grid import Cell

_DECIMAL = re.compile(r"\d+(?P<point>[.,]\d+)?(?P<space>\s?)(?P<word>[^\W\d_]+)")
_CLOCK = re.compile(r"\d{1,3}:\d\d")
_PACKED = re.compile(r"\d+h\d\d")
_COMMA_LOCALES = frozenset(
    "de fr es it pt nl fi sv da nb no pl cs sk hu ru uk tr el ro bg hr sl lt lv et id".split()
)


@dataclass(frozen=True, slots=True)
class Notation:
    """How hours are written in one column.

    word: the plural unit word; kind: `text` with that word, `packed` (1h30), `clock` (1:30),
    `number` or `duration` cells.
    """

    kind: str = "text"
    word: str = "hrs"
    space: str = " "
    comma: bool = False


def learn_notation(cells: Iterable[Cell], locale: str) -> Notation:
    """The notation of the last cell that shows one; "2.5 hrs" where none does."""
    comma = locale.split("_", maxsplit=1)[0] in _COMMA_LOCALES
    for cell in cells:
        if isinstance(cell.value, bool) or cell.value is None:
            continue
        if isinstance(cell.value, (int, float)):
            timed = cell.show in (Show.TIME, Show.DURATION)
            return Notation("duration" if timed else "number", comma=comma)
        if _PACKED.search(cell.value):
            return Notation("packed", comma=comma)
        if _CLOCK.search(cell.value):
            return Notation("clock", comma=comma)
        if (match := _DECIMAL.search(cell.value)) and match["word"].casefold().startswith("h"):
            point = match["point"]
            comma = point.startswith(",") if point else comma
            return Notation("text", match["word"], match["space"], comma)
    return Notation(comma=comma)


def say_hours(seconds: int, notation: Notation) -> str:
    """The amount as text in that notation: "2.5 hrs", "1 hr", "10 mins", "1h30", "1:30".

    Odd seconds are said too, so that the text always reads as the amount.
    """
    whole, odd = divmod(seconds, MINUTE)
    hours, minutes = divmod(whole, 60)
    if notation.kind == "clock":
        return f"{hours}:{minutes:02}" + (f":{odd:02}" if odd else "")
    if notation.kind == "packed":
        if odd:
            return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes else "") + f"{odd}s"
        return (
            f"{hours}h{minutes:02}"
            if hours and minutes
            else f"{hours}h"
            if hours
            else f"{minutes}m"
        )
    short = len(notation.word) == 1
    minute_word = "m" if short else "minutes" if notation.word.startswith("hour") else "mins"
    if seconds % (HOUR // 20) == 0 and (seconds >= HOUR or seconds % (HOUR // 4) == 0):
        return _with_word(seconds / HOUR, notation.word, notation)
    parts = ((hours, notation.word), (minutes, minute_word), (odd, "s" if short else "secs"))
    return " ".join(_with_word(number, word, notation) for number, word in parts if number)


def _with_word(number: float, word: str, notation: Notation) -> str:
    text = f"{number:.10g}"
    if notation.comma:
        text = text.replace(".", ",")
    if number == 1 and len(word) > 1:
        word = word.removesuffix("s")
    return f"{text}{notation.space}{word}"


def date_like(sample: Cell | None, sample_day: date | None, day: date) -> NewCell:
    """A date cell in the notation of the sample; a real date where there is none to follow."""
    if sample is None or sample_day is None or not isinstance(sample.value, str):
        return NewCell(serial(day), Show.DATE)
    return NewCell(_text_like(sample.value, sample_day, day) or day.isoformat())


def _text_like(text: str, old: date, new: date) -> str | None:
    """The text of one date with another in its place, part by part; None where that is not sure."""
    month_word = next((w for w in re.findall(r"[^\W\d_]+", text) if w.casefold() in MONTHS), None)
    if month_word is not None:
        other = _month_like(month_word, new.month)
        if other is None:
            return None
        text = text.replace(month_word, "\0")
        text = re.sub(r"\b\d{4}\b", f"{new.year:04}", text)
        text = re.sub(r"(?<!\d)\d{1,2}(?!\d)(?:st|nd|rd|th)?", str(new.day), text)
        return text.replace("\0", other)
    numbers = re.findall(r"\d+", text)
    parts: list[str] = []
    for number in numbers:
        if len(number) == 4:
            parts.append(f"{new.year:04}")
        elif len(numbers) == 3 and number is numbers[2] and int(number) == old.year % 100:
            parts.append(f"{new.year % 100:02}")
        else:
            parts.append("")
    rest = [(i, n) for i, n in enumerate(numbers) if not parts[i]]
    if len(rest) != 2:
        return None
    values = [int(n) for _, n in rest]
    if values == [old.day, old.month]:
        order = (new.day, new.month)
    elif values == [old.month, old.day]:
        order = (new.month, new.day)
    else:
        return None
    padded = any(n.startswith("0") for _, n in rest) or all(len(n) == 2 for _, n in rest)
    for (i, _), value in zip(rest, order, strict=True):
        parts[i] = f"{value:02}" if padded else str(value)
    pieces = iter(parts)
    return re.sub(r"\d+", lambda _: next(pieces), text)


def _month_like(word: str, month: int) -> str | None:
    """Another month's name in the same language and length, English ones; None for others."""
    full = ("January February March April May June July August September October November "
            "December").split()  # fmt: skip
    if word.casefold() in {name.casefold() for name in full} and word.casefold() != "may":
        name = full[month - 1]
    elif word.casefold() in {name[:3].casefold() for name in full}:
        name = full[month - 1][:3]
    else:
        return None
    return name.upper() if word.isupper() else name if word[0].isupper() else name.lower()
