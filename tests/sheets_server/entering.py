"""What Google makes of what a person types into a cell, by the spreadsheet's locale.

Each reader gives the number and the number format that the notation asks for, or None where the
text is not of its kind; what no reader takes is text.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from tests.sheets_server.formatting import EPOCH

if TYPE_CHECKING:
    from tests.sheets_server.locales import Locale

NumberFormat = dict[str, str]
Entered = tuple[float, NumberFormat | None]
ExtendedValue = dict[str, Any]

CURRENCIES = "$€£¥₹"


def entered(
    typed: object, locale: Locale, today: dt.date, *, as_text: bool = False
) -> tuple[ExtendedValue | None, NumberFormat | None]:
    """The value that a cell gets, None to be emptied, and the format that comes with it.

    as_text: the cell is formatted as plain text.
    """
    if typed is None or typed == "":
        return None, None
    if isinstance(typed, bool):
        return {"boolValue": typed}, None
    if isinstance(typed, int | float):
        return {"numberValue": typed}, None
    text = str(typed)
    if as_text:
        return {"stringValue": text}, None
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    word = text.strip()
    if word.upper() in ("TRUE", "FALSE"):
        return {"boolValue": word.upper() == "TRUE"}, None
    found = _number(word, locale) or _date_and_time(word, locale, today)
    if found is not None:
        return {"numberValue": found[0]}, found[1]
    if re.match(r"\+\s*[\w(]", text):
        return {"formulaValue": "=" + text}, None
    return {"stringValue": text}, None


def raw(value: object) -> ExtendedValue | None:
    """The value that a cell gets where nothing is read into it."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": value}
    return {"stringValue": str(value)}


def _number(text: str, locale: Locale) -> Entered | None:
    """1234.5, 1,234.5, -5, (5), 10 %, $5, 1e5: with the locale's own marks."""
    group = re.escape(locale.group) if locale.group.strip() else "[   ]"
    mark = re.escape(locale.decimal)
    money = f"(?:[{re.escape(CURRENCIES)}]|{re.escape(locale.currency)})"
    match = re.fullmatch(
        rf"(?P<open>\()?(?P<sign>[+-])?\s?(?P<money>{money})?\s?(?P<sign2>-)?"
        rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d*)(?:{mark}(?P<part>\d*))?"
        rf"(?P<power>[eE][+-]?\d+)?\s?(?P<percent>%)?\s?(?P<money2>{money})?(?P<close>\))?",
        text,
    )
    if not match or bool(match["open"]) != bool(match["close"]):
        return None
    whole, part = match["whole"], match["part"]
    if not whole and not part:
        return None
    digits = re.sub(r"\D", "", whole)
    number = float(f"{digits or 0}.{part or 0}{match['power'] or ''}")
    if match["percent"]:
        number = float(f"{digits or 0}.{part or 0}e-2")
    if "-" in (match["sign"], match["sign2"]) or match["open"]:
        number = -number
    return number, _number_format(match, whole, part)


def _number_format(match: re.Match[str], whole: str, part: str | None) -> NumberFormat | None:
    decimals = ".00" if part else ""
    symbol = match["money"] or match["money2"]
    if match["percent"]:
        return {"type": "PERCENT", "pattern": f"0{decimals}%"}
    if symbol:
        pattern = f'"{symbol}"#,##0{decimals}' if match["money"] else f'#,##0{decimals} "{symbol}"'
        return {"type": "CURRENCY", "pattern": pattern}
    if match["power"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if not whole.isdigit() and whole:
        return {"type": "NUMBER", "pattern": f"#,##0{decimals}"}
    return None


def _date_and_time(text: str, locale: Locale, today: dt.date) -> Entered | None:
    """A date, a time, a duration past a day, or a date with a time behind it."""
    if (day := _date(text, locale, today)) is not None:
        return day[0], {"type": "DATE", "pattern": day[1]}
    if (time := _time(text, locale)) is not None:
        return time[0], {"type": "TIME", "pattern": time[1]}
    first, blank, rest = text.partition("T" if re.match(r"\d{4}-\d\d-\d\dT", text) else " ")
    while blank:
        day, time = _date(first, locale, today), _time(rest.strip(), locale)
        if day is not None and time is not None:
            pattern = f"{day[1]} {time[1]}"
            return day[0] + time[0], {"type": "DATE_TIME", "pattern": pattern}
        more, blank, rest = rest.partition(" ")
        first = f"{first} {more}"
    return None


def _date(text: str, locale: Locale, today: dt.date) -> tuple[float, str] | None:
    """A date with the pattern that shows it as it was typed."""
    if match := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", text):
        mark = f'"{match[2]}"'
        pattern = f"yyyy{mark}{'m' * len(match[3])}{mark}{'d' * len(match[4])}"
        return _serial(int(match[1]), int(match[3]), int(match[4]), pattern)
    if match := re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{2}|\d{4})?)?", text):
        return _numeric_date(match, text, locale, today)
    return _named_date(text, locale, today)


def _numeric_date(
    match: re.Match[str], text: str, locale: Locale, today: dt.date
) -> tuple[float, str] | None:
    """10/16, 16.10., 16.10.2025: in the locale's order; dots only where it has them."""
    first, mark, second, year = match.groups()
    if mark == "." and "." not in locale.date:
        return None
    if not year and text.endswith(mark) and mark != ".":
        return None
    day_first = locale.order.index("d") < locale.order.index("m")
    day, month = (first, second) if day_first else (second, first)
    parts = ["d" * len(first), "m" * len(second)]
    if not day_first:
        parts = ["m" * len(first), "d" * len(second)]
    pattern = mark.join(parts)
    if year:
        pattern += mark + "y" * len(year)
    elif text.endswith(mark):
        pattern += mark
    return _serial(_full_year(year, today), int(month), int(day), pattern)


def _named_date(text: str, locale: Locale, today: dt.date) -> tuple[float, str] | None:
    """Oct 16, 2025; 16 October; 16. lokakuuta 2025."""
    word = r"(?P<month>[^\W\d_]+)"
    for order, shape in (
        ("md", rf"{word}(?P<dot>\.)?\s(?P<day>\d{{1,2}})(?P<comma>,?)(?:\s(?P<year>\d{{4}}))?"),
        (
            "dm",
            rf"(?P<day>\d{{1,2}})(?P<dot>\.)?[\s-]{word}(?P<comma>,?)(?:[\s-](?P<year>\d{{4}}))?",
        ),
    ):
        match = re.fullmatch(shape, text)
        month = locale.months.get(match["month"].casefold()) if match else None
        if match is None or month is None:
            continue
        long = "mmmm" if len(match["month"]) > 3 else "mmm"
        day = "d" * len(match["day"])
        gap = "-" if "-" in text else " "
        pattern = f"{long} {day}" if order == "md" else f"{day}{match['dot'] or ''}{gap}{long}"
        if match["year"]:
            pattern += f"{match['comma']}{gap}yyyy"
        return _serial(_full_year(match["year"], today), month, int(match["day"]), pattern)
    return None


def _full_year(year: str | None, today: dt.date) -> int:
    if not year:
        return today.year
    if len(year) == 2:
        return int(year) + (2000 if int(year) < 30 else 1900)
    return int(year)


def _serial(year: int, month: int, day: int, pattern: str) -> tuple[float, str] | None:
    try:
        return float((dt.datetime(year, month, day) - EPOCH).days), pattern  # noqa: DTZ001 - serial
    except ValueError:
        return None


def _time(text: str, locale: Locale) -> tuple[float, str] | None:
    """1:30, 1:30:05, 1:30 pm, 25:30 (a duration); in Finland 1.30 as well."""
    mark = "[:.]" if locale.time_mark == "." else ":"
    match = re.fullmatch(
        rf"(\d{{1,4}})({mark})(\d\d)(?:\2(\d\d(?:[.,]\d+)?))?(?:\s?([AaPp])\.?[Mm]\.?)?", text
    )
    if match is None:
        return None
    hours, minutes = int(match[1]), int(match[3])
    seconds = float((match[4] or "0").replace(",", "."))
    half = (match[5] or "").lower()
    if minutes > 59 or seconds >= 60 or (half and not 1 <= hours <= 12):
        return None
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    pattern = match[2].join(["h" * min(len(match[1]), 2), "mm"] + ["ss"] * bool(match[4]))
    if hours >= 24:
        pattern = pattern.replace("h" * min(len(match[1]), 2), "[h]")
    if half:
        pattern += " am/pm"
    return (hours * 3600 + minutes * 60 + seconds) / 86_400, pattern
