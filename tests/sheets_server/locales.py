"""How a spreadsheet's locale writes numbers, dates and times, as far as Unicode's data tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import babel
from babel.numbers import get_currency_symbol, get_territory_currencies


@dataclass(frozen=True)
class Locale:
    """A locale's notation. order: of day, month and year, as in "dmy".

    date, time: the patterns that a date or time has where nobody chose one. months, days: names
    in lower case → number from 1 (Monday is 1). month_names, day_names: (short, long) in order.
    """

    decimal: str
    group: str
    order: str
    date: str
    time: str
    currency: str
    months: dict[str, int]
    month_names: tuple[tuple[str, str], ...]
    day_names: tuple[tuple[str, str], ...]
    noon: tuple[str, str]

    @property
    def engine(self) -> str:
        """The formula engine's locale with the same decimal mark and argument separator."""
        return "de" if self.decimal == "," else "en"

    @property
    def time_mark(self) -> str:
        """What stands between hours and minutes."""
        return "." if "." in self.time else ":"


@cache
def locale_of(name: str) -> Locale:
    """The locale of a name such as "de_DE"; one that nobody knows writes as en_US does."""
    try:
        data = babel.Locale.parse(name)
    except (ValueError, babel.UnknownLocaleError):
        data = babel.Locale.parse("en_US")
    symbols = data.number_symbols["latn"]
    months, days = data.months["format"], data.days["format"]
    english = babel.Locale.parse("en_US").months["format"]
    names = {
        text.casefold().rstrip("."): number
        for source in (english, months)
        for width in ("abbreviated", "wide")
        for number, text in source[width].items()
    }
    date = _pattern(data.date_formats["short"].pattern)
    money = get_territory_currencies(data.territory)[0] if data.territory else "USD"
    return Locale(
        decimal=symbols["decimal"],
        group=symbols["group"],
        order="".join(dict.fromkeys(re.sub(r"[^dMy]", "", date))).lower(),
        date=re.sub(r"y+", "yyyy", date).replace("M", "m"),
        time=_pattern(data.time_formats["medium"].pattern).lower().replace("a", "am/pm"),
        currency=get_currency_symbol(money, locale=data),
        months=names,
        month_names=tuple((months["abbreviated"][n], months["wide"][n]) for n in range(1, 13)),
        day_names=tuple((days["abbreviated"][n], days["wide"][n]) for n in range(7)),
        noon=("AM", "PM"),
    )


def _pattern(text: str) -> str:
    """Unicode's pattern without the marks of writing direction and with plain blanks."""
    return re.sub("[\u200e\u200f]", "", text).replace("\u202f", " ").replace("\xa0", " ")
