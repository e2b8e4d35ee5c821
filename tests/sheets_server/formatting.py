"""A number as a person sees it: by its number format and the spreadsheet's locale.

Patterns are those of Google's guide to date and number formats.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.sheets_server.locales import Locale

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's serial days know no time zone
DATE_TYPES = ("DATE", "TIME", "DATE_TIME")
SIGNIFICANT = 10  # digits of a number that nobody formatted
TOKEN = re.compile(
    r'"[^"]*"|\\.|\[[hms]+\]|am/pm|a/p|yyyy|yy|y|m{1,5}|d{1,4}|h{1,2}|s{1,2}|\.0+|.',
    re.IGNORECASE | re.DOTALL,
)

NumberFormat = dict[str, Any]


def shown(value: dict[str, Any] | None, number_format: NumberFormat | None, locale: Locale) -> str:
    """An effectiveValue as text; "" for an empty cell."""
    if not value:
        return ""
    if "errorValue" in value:
        return error_text(value["errorValue"])
    if "boolValue" in value:
        return "TRUE" if value["boolValue"] else "FALSE"
    if "stringValue" in value:
        return str(value["stringValue"])
    return number_text(float(value["numberValue"]), number_format or {}, locale)


ERRORS = {
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "NULL_VALUE": "#NULL!",
    "ERROR": "#ERROR!",
}


def error_text(error: dict[str, Any]) -> str:
    """An errorValue as it stands in the cell."""
    return ERRORS.get(error.get("type", ""), "#ERROR!")


def number_text(number: float, number_format: NumberFormat, locale: Locale) -> str:
    """A number in its format."""
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or _default_pattern(kind, locale)
    if not pattern or kind == "TEXT":
        return _general(number, locale)
    section, number = _section(pattern, number)
    if kind in DATE_TYPES:
        return date_text(number, section, locale)
    return _patterned(number, section, locale)


def _default_pattern(kind: str, locale: Locale) -> str:
    patterns = {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": f'"{locale.currency}"#,##0.00',
        "SCIENTIFIC": "0.00E+00",
        "DATE": locale.date,
        "TIME": locale.time,
        "DATE_TIME": f"{locale.date} {locale.time}",
    }
    return patterns.get(kind, "")


def _section(pattern: str, number: float) -> tuple[str, float]:
    """The part of `positive;negative;zero` that is for this number, and the number to show."""
    parts = re.findall(r'(?:"[^"]*"|\\.|[^;])+', pattern)
    if number < 0 and len(parts) > 1:
        return parts[1], -number
    if number == 0 and len(parts) > 2:
        return parts[2], number
    return parts[0], number


def _general(number: float, locale: Locale) -> str:
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.{SIGNIFICANT}g}" if abs(number) < 1e15 else f"{number:.5E}"
    if "e" in text and abs(number) >= 1e-6:
        text = f"{Decimal(text):f}"
    mantissa, mark, exponent = text.upper().partition("E")
    if mark:
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        text = f"{mantissa}E{int(exponent):+03d}"
    return text.replace(".", locale.decimal)


def _patterned(number: float, pattern: str, locale: Locale) -> str:
    """By a number pattern: `#,##0.00`, `0%`, `"$"0.0`, `0.00E+00`, `@`, and words around it."""
    literals = re.sub(r"\[[^\]]*\]", "", pattern)  # colours and conditions are not text
    match = re.search(r"[#0?](?:[#0?,]*)(?:\.[#0?]*)?(?:[eE][+-]0+)?", _masked(literals))
    if match is None:
        return _words(literals).replace("@", _general(number, locale))
    before, digits, after = (
        literals[: match.start()],
        literals[match.start() : match.end()],
        literals[match.end() :],
    )
    if "%" in _masked(literals):
        number *= 100
    sign = "-" if number < 0 else ""
    return sign + _words(before) + _digits(abs(number), digits, locale) + _words(after)


def _digits(number: float, digits: str, locale: Locale) -> str:
    mantissa, mark, _ = digits.upper().partition("E")
    whole, _, fraction = mantissa.partition(".")
    if mark:
        text, _, exponent = f"{number:.{len(fraction)}E}".partition("E")
        return f"{text}E{int(exponent):+03d}".replace(".", locale.decimal)
    exact = Decimal(repr(number)).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    integer, _, decimals = f"{exact:f}".partition(".")
    least = whole.count("0")
    integer = integer.lstrip("0").rjust(least, "0")
    if "," in whole:
        integer = re.sub(r"(?<=\d)(?=(\d{3})+$)", locale.group, integer)
    needed = fraction.rstrip("#?").count("0") + fraction.rstrip("#?").count("#")
    while len(decimals) > needed and decimals.endswith("0"):
        decimals = decimals[:-1]
    point = locale.decimal if decimals or (fraction == "" and mantissa.endswith(".")) else ""
    return integer + point + decimals


def _masked(pattern: str) -> str:
    """The pattern with its literal words blanked, as long as before."""
    return re.sub(r'"[^"]*"|\\.', lambda match: "\x00" * len(match[0]), pattern)


def _words(pattern: str) -> str:
    """What stands around the digits: quoted words, escaped characters, plain signs."""
    return re.sub(r'"([^"]*)"|\\(.)|_.|\*.', lambda match: match[1] or match[2] or "", pattern)


def date_text(number: float, pattern: str, locale: Locale) -> str:
    """A serial day by a date pattern; `[h]`, `[m]`, `[s]` count on past a day."""
    tokens = TOKEN.findall(pattern)
    smallest = 3 if re.search(r"\.0+", pattern) else 0
    seconds = round(number * 86_400, smallest)
    moment = EPOCH + dt.timedelta(seconds=seconds)
    halves = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    text = ""
    for index, token in enumerate(tokens):
        text += _date_part(tokens, index, token, moment, seconds, halves, locale)
    return text


def _date_part(
    tokens: list[str],
    index: int,
    token: str,
    moment: dt.datetime,
    seconds: float,
    halves: bool,
    locale: Locale,
) -> str:
    low = token.lower()
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    if low.startswith("["):
        per = {"h": 3600, "m": 60, "s": 1}[low[1]]
        count = math.floor(abs(seconds) / per)
        return ("-" if seconds < 0 else "") + str(count).rjust(len(low) - 2, "0")
    if low in ("am/pm", "a/p"):
        half = locale.noon[moment.hour >= 12]
        return half if low == "am/pm" else half[0]
    if low.startswith("y"):
        return f"{moment.year:04d}" if len(low) > 2 else f"{moment.year % 100:02d}"
    if low.startswith("d"):
        return _day(low, moment, locale)
    if low.startswith("h"):
        hour = (moment.hour % 12 or 12) if halves else moment.hour
        return str(hour).rjust(len(low), "0")
    if low.startswith("m"):
        if _is_minutes(tokens, index):
            return str(moment.minute).rjust(len(low), "0")
        return _month(low, moment, locale)
    if low.startswith("s"):
        return str(moment.second).rjust(len(low), "0")
    if re.fullmatch(r"\.0+", token):
        return locale.decimal + f"{moment.microsecond:06d}"[: len(token) - 1]
    return token


def _day(token: str, moment: dt.datetime, locale: Locale) -> str:
    if len(token) < 3:
        return str(moment.day).rjust(len(token), "0")
    return locale.day_names[moment.weekday()][len(token) - 3]


def _month(token: str, moment: dt.datetime, locale: Locale) -> str:
    if len(token) < 3:
        return str(moment.month).rjust(len(token), "0")
    short, long = locale.month_names[moment.month - 1]
    return {3: short, 4: long}.get(len(token), long[0])


def _is_minutes(tokens: list[str], index: int) -> bool:
    """An `m` after hours or before seconds is minutes, any other is months."""
    before = [t.lower().strip("[]") for t in tokens[:index] if re.match(r"\[?[hmsdy]", t, re.I)]
    after = [t.lower().strip("[]") for t in tokens[index + 1 :] if re.match(r"\[?[hmsdy]", t, re.I)]
    return (bool(before) and before[-1].startswith("h")) or (
        bool(after) and after[0].startswith("s")
    )
