"""An amount cell's meaning in its category's unit, or the finding that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model import HOUR, MINUTE, Finding, Severity, Unit
from planner.quantity import parse_count, parse_hours, parse_spans, plain
from planner.sheets.grid import Show

if TYPE_CHECKING:
    from planner.model import CellRef
    from planner.sheets.grid import Cell

_NOTHING = frozenset(("", "-", "–", "—", "x", "n/a", "na", "none", "nil", "."))
DAY = 24 * HOUR


def read_amount(
    cell: Cell, unit: Unit, ref: CellRef, *, minutes: bool = False
) -> int | Finding | None:
    """The amount in the unit's grain, None where the cell says nothing, or what is wrong with it.

    minutes: the column's header says that bare numbers are minutes. A formula whose value is not
    known yet says nothing.
    """
    if cell.error:
        return Finding(
            "formula-error",
            Severity.ERROR,
            str(ref),
            f"the formula gives {cell.text or 'an error'}; expected {_expected(unit)}",
        )
    value = cell.value
    if value is None or (isinstance(value, str) and plain(value).casefold() in _NOTHING):
        return None
    amount = _amount(cell, unit, MINUTE if minutes else HOUR)
    if amount is None:
        return Finding(
            "unreadable-amount",
            Severity.ERROR,
            str(ref),
            f"{shown(cell)} cannot be read; expected {_expected(unit)}",
        )
    if amount < 0:
        return Finding(
            "negative-amount",
            Severity.ERROR,
            str(ref),
            f"{shown(cell)} is below zero and is not counted; expected {_expected(unit)}",
        )
    return amount


def not_calculated(cell: Cell, ref: CellRef) -> list[Finding]:
    """A finding where an entry's formula has no value yet, as in a file that no program opened."""
    if cell.value is not None or not cell.formula:
        return []
    return [
        Finding(
            "formula-not-calculated",
            Severity.WARNING,
            str(ref),
            f"“{cell.formula[:60]}” has no value yet and is not counted; open the sheet in its "
            "program and save it",
        )
    ]


def _amount(cell: Cell, unit: Unit, bare: int) -> int | None:
    value = cell.value
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        if cell.show in (Show.DATE, Show.DATE_TIME) or abs(value) > 1e6:
            return None
        if cell.show in (Show.TIME, Show.DURATION):
            return round(value * DAY) if unit is Unit.HOURS else None
        if unit is Unit.HOURS:
            return round(value * bare)
        return int(value) if float(value).is_integer() else None
    text = str(value)
    if unit is Unit.COUNT:
        return parse_count(text)
    seconds = parse_hours(text, bare=bare)
    return parse_spans(text) if seconds is None else seconds


def shown(cell: Cell) -> str:
    """A cell's text in quotes, cut to a length that fits a message."""
    text = " ".join("".join(c if c.isprintable() else " " for c in cell.text[:200]).split())
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _expected(unit: Unit) -> str:
    if unit is Unit.HOURS:
        return "hours, such as 2.5 hrs, 1h30 or 90m"
    return "a whole number, such as 3"
