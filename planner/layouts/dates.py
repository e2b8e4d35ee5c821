"""Dates as people write them, and the year that they leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.layouts.words import WEEKDAY_NAMES
from planner.quantity import plain
from planner.sheets.grid import Show

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.sheets.grid import Cell

EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial dates."""

_MONTH_NAMES = (
    "january jan januar januari janvier janv enero ene gennaio gen tammikuu tammi styczeń stycznia",
    "february feb februar februari février févr fév febrero febbraio helmikuu helmi luty lutego",
    "march mar märz mrz mars marzo maart mrt maaliskuu maalis marzec marca",
    "april apr avril avr abril abr aprile huhtikuu huhti kwiecień kwietnia",
    "may mai mayo maggio mag mei maj toukokuu touko maja",
    "june jun juni juin junio giugno giu kesäkuu kesä czerwiec czerwca",
    "july jul juli juillet juil julio luglio lug heinäkuu heinä lipiec lipca",
    "august aug août aoû agosto ago augustus augusti elokuu elo sierpień sierpnia",
    "september sep sept septembre septiembre settembre set syyskuu syys wrzesień września",
    "october oct oktober okt octobre octubre ottobre ott oktober lokakuu loka "
    "październik października",
    "november nov novembre noviembre marraskuu marras listopad listopada",
    "december dec dezember dez décembre déc diciembre dic dicembre joulukuu joulu grudzień grudnia",
)
MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_DAY_FIRST_NOT = ("en_US", "en_PH", "en_CA", "es_PR", "sw_KE")
_NUMBERS = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})(?:\s*\2\s*(\d{2,4})?)?\.?")
_SHORT_YEAR_FIRST = re.compile(r"(\d\d)-(\d\d)-(\d\d)")
_CJK = re.compile(r"(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Partial:
    """A day as written: month and day, and the year where it is written."""

    month: int
    day: int
    year: int | None = None

    def in_year(self, year: int) -> date | None:
        """That day of a year; None where the year has no such day."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Written:
    """A date cell as read: every way to take it, likeliest first, and a weekday in it.

    year_first: one more way, to be taken where the whole column makes more sense so (`16-01-25`).
    """

    ways: tuple[Partial, ...]
    weekday: int | None = None
    year_first: Partial | None = None


def serial(day: date) -> int:
    """The serial number that a spreadsheet keeps for that day."""
    return (day - EPOCH).days


def from_serial(number: float) -> date | None:
    """The day of a serial number; None where it is none that a log could hold."""
    if not 1 <= number < 2_958_466:
        return None
    return EPOCH + timedelta(days=int(number))


def read_date(cell: Cell, locale: str) -> Written | None:
    """The date in a cell; None where it holds none. `05/10` is taken by the sheet's locale."""
    if isinstance(cell.value, bool) or cell.error:
        return None
    if isinstance(cell.value, (int, float)):
        if cell.show in (Show.DATE, Show.DATE_TIME) and (day := from_serial(cell.value)):
            return Written((Partial(day.month, day.day, day.year),))
        return read_date_text(cell.text, locale)
    return read_date_text(cell.value or "", locale)


def read_date_text(text: str, locale: str) -> Written | None:
    """The date that the text says; None where it says none."""
    text = plain(text)
    if not text or len(text) > 40:
        return None
    weekday = None
    words = _WORD.findall(text)
    first = words[0] if words and text.startswith(words[0]) else ""
    if first.casefold() in WEEKDAY_NAMES and first.casefold() not in MONTHS:
        weekday = WEEKDAY_NAMES[first.casefold()]
        text = text.removeprefix(first).strip(" .,")
        words = words[1:]
    ways = _numeric(text, locale) or _worded(text, words)
    return Written(ways, weekday, _year_first(text)) if ways else None


def _year_first(text: str) -> Partial | None:
    match = _SHORT_YEAR_FIRST.fullmatch(text)
    ways = _sensible([(int(match[2]), int(match[3]), 2000 + int(match[1]))]) if match else ()
    return ways[0] if ways else None


def _numeric(text: str, locale: str) -> tuple[Partial, ...]:
    if match := _CJK.fullmatch(text):
        return _sensible([(int(match[2]), int(match[3]), int(match[1]) if match[1] else None)])
    match = _NUMBERS.fullmatch(text)
    if not match:
        return ()
    first, mark, second, third = int(match[1]), match[2], int(match[3]), match[4]
    if len(match[1]) >= 3:
        return _sensible([(second, int(third), first)]) if third else ()
    year = None if third is None else int(third) + (2000 if len(third) == 2 else 0)
    day_first, month_first = (second, first, year), (first, second, year)
    if mark == "." or (mark == "-" and year) or locale not in _DAY_FIRST_NOT:
        return _sensible([day_first, month_first] if mark != "." else [day_first])
    return _sensible([month_first, day_first])


def _worded(text: str, words: Sequence[str]) -> tuple[Partial, ...]:
    months = [MONTHS[w.casefold()] for w in words if w.casefold() in MONTHS]
    others = {w.casefold() for w in words if w.casefold() not in MONTHS}
    numbers = [int(number) for number in _NUMBER.findall(text) if len(number) <= 4]
    if (
        len(months) != 1
        or others - {"st", "nd", "rd", "th", "of", "de", "del", "ta"}
        or not numbers
    ):
        return ()
    if len(numbers) == 1:
        return _sensible([(months[0], numbers[0], None)])
    if len(numbers) == 2:
        day, year = numbers if numbers[0] <= 31 else (numbers[1], numbers[0])
        return _sensible([(months[0], day, year + 2000 if year < 100 else year)])
    return ()


def _sensible(ways: Sequence[tuple[int, int, int | None]]) -> tuple[Partial, ...]:
    found = [Partial(*way) for way in ways]
    return tuple(dict.fromkeys(p for p in found if p.in_year(2024) and p.year != 0))


def resolve_years(
    rows: Sequence[tuple[Written, int | None]], near: date | None, today: date
) -> list[date]:
    """The dates of consecutive rows, each with the weekday that stands beside it, if any.

    A year that is not written is the one in which most of the rows' weekdays are right; between
    equals, the one nearest to `near` (the rows before), else the latest that is not after today.
    """
    if not rows:
        return []
    if all(written.year_first for written, _ in rows):
        return _closest(rows)
    if all(way.year is not None for written, _ in rows for way in written.ways):
        return _in_order(rows, today.year)
    latest = today + timedelta(days=14)

    def score(year: int) -> tuple[int, float]:
        days = _in_order(rows, year)
        right = sum(
            (1 if weekday == day.weekday() else -1)
            for day, (written, beside) in zip(days, rows, strict=True)
            if (weekday := written.weekday if beside is None else beside) is not None
        )
        if near is not None:
            return right, -abs((days[0] - near).days)
        return right, -abs((latest - days[-1]).days) - (3650 if days[-1] > latest else 0)

    return _in_order(rows, max(range(today.year - 12, today.year + 3), key=score))


def _in_order(rows: Sequence[tuple[Written, int | None]], year: int) -> list[date]:
    """The rows' dates where the first is in `year`: each next one near to the one before."""
    days: list[date] = []
    for written, beside in rows:
        weekday = written.weekday if beside is None else beside
        before = days[-1] if days else None
        years = (year,) if before is None else (before.year, before.year + 1, before.year - 1)
        # 29 February is in none of them where none is a leap year; one of eight in a row is.
        if len(written.ways) == 1 and written.ways[0].year is not None:
            years = (0,)  # it says its year itself
        choices = _in_years(written, years) or _in_years(written, range(year - 1, year - 9, -1))
        fits = [day for day in choices if weekday is None or day.weekday() == weekday] or choices
        days.append(min(fits, key=lambda d: abs((d - before).days)) if before else fits[0])
    return days


def _closest(rows: Sequence[tuple[Written, int | None]]) -> list[date]:
    """The dates of a column such as 16-01-25, the day first or the year: whichever is closer."""
    day_first = _in_order(rows, 0)
    year_first = [day for w, _ in rows if w.year_first and (day := w.year_first.in_year(0))]
    return min(day_first, year_first, key=_jumps)


def _jumps(days: Sequence[date]) -> int:
    return sum(abs((after - before).days) for before, after in pairwise(days))


def _in_years(written: Written, years: Iterable[int]) -> list[date]:
    return [day for way in written.ways for year in years if (day := way.in_year(year))]
