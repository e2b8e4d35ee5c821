"""One cell made more, or less, in the notation that stands in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.layouts.amounts import DAY
from planner.layouts.notation import Notation, say_hours
from planner.model import HOUR, Unit
from planner.quantity import parse_count, parse_hours
from planner.sheets.grid import Formula, Show, Value

if TYPE_CHECKING:
    from planner.sheets.grid import Cell

_LAST_TERM = re.compile(r"\s*\+\s*([^+]*)$")


def more(
    cell: Cell, amount: int, unit: Unit, notation: Notation
) -> tuple[Value, Show | None] | None:
    """The cell's new value with so much added; None where what stands there is no amount.

    "1.5 hrs" becomes "1.5 hrs + 1 hr", 1.5 becomes 2.5, `=1.5` becomes `=1.5+1`.
    """
    if cell.error or isinstance(cell.value, bool):
        return None
    if cell.formula:
        step = _in_cell(amount, unit, cell.show)
        value = None if not isinstance(cell.value, (int, float)) else cell.value + step
        if isinstance(cell.value, str):
            return None
        term = f"{amount / HOUR:.10g}/24" if _timed(cell.show, unit) else f"{step:.10g}"
        return Formula(f"{cell.formula}+{term}", value), None
    if cell.value is None:
        return _fresh(amount, unit, notation)
    if isinstance(cell.value, (int, float)):
        return _tidy(cell.value + _in_cell(amount, unit, cell.show)), None
    if unit is Unit.COUNT:
        return (f"{cell.value} + {amount}", None) if parse_count(cell.value) is not None else None
    if parse_hours(cell.value) is None:
        return None
    own = notation if notation.kind in ("text", "clock", "packed") else Notation()
    return f"{cell.value.rstrip()} + {say_hours(amount, own)}", None


def less(cell: Cell, amount: int, unit: Unit) -> tuple[Value, Show | None] | None:
    """The cell's new value with that much taken back; None where it does not stand there."""
    if cell.error or isinstance(cell.value, bool) or cell.value is None:
        return None
    if cell.formula:
        term = _LAST_TERM.search(cell.formula)
        if term is None or not isinstance(cell.value, (int, float)):
            return None
        step = _in_cell(amount, unit, cell.show)
        ours = f"{amount / HOUR:.10g}/24" if _timed(cell.show, unit) else f"{step:.10g}"
        if term[1] != ours:
            return None
        return Formula(cell.formula[: term.start()], cell.value - step), None
    if isinstance(cell.value, (int, float)):
        rest = _tidy(cell.value - _in_cell(amount, unit, cell.show))
        return None if rest < 0 else (rest or None, None)
    parse = parse_hours if unit is Unit.HOURS else parse_count
    if parse(cell.value) == amount:
        return None, None
    terms = cell.value.split("+")
    for at in range(len(terms) - 1, -1, -1):
        if parse(terms[at]) == amount and len(terms) > 1:
            kept = terms[:at] + terms[at + 1 :]
            return "+".join(kept).strip(), None
    return None


def _fresh(amount: int, unit: Unit, notation: Notation) -> tuple[Value, Show | None]:
    if unit is Unit.COUNT:
        return amount, None
    if notation.kind == "duration":
        return amount / DAY, Show.DURATION
    if notation.kind == "number":
        return _tidy(amount / HOUR), None
    return say_hours(amount, notation), None


def _timed(show: Show, unit: Unit) -> bool:
    return unit is Unit.HOURS and show in (Show.TIME, Show.DURATION)


def _in_cell(amount: int, unit: Unit, show: Show) -> float:
    if unit is Unit.COUNT:
        return amount
    return amount / (DAY if _timed(show, unit) else HOUR)


def _tidy(value: float) -> int | float:
    rounded = round(value, 12)
    return int(rounded) if rounded.is_integer() else rounded


def with_item(text: str, item: str) -> str:
    """The text with one more item, behind the separator that it uses."""
    if not item:
        return text
    if not text.strip():
        return item
    mark = "\n" if "\n" in text else "; " if ";" in text else ", "
    return f"{text.rstrip()}{mark}{item}"


def without_item(text: str, item: str) -> str | None:
    """The text without its last such item; None where it has none."""
    if text == item:
        return ""
    for mark in (", ", "; ", "\n"):
        if text.endswith(mark + item):
            return text[: -len(mark + item)]
        if text.startswith(item + mark):
            return text[len(item + mark) :]
        middle = mark + item + mark
        if middle in text:
            head, _, tail = text.rpartition(middle)
            return head + mark + tail
    return None
