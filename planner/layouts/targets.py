"""The targets layout: a row a category, with what a week should hold of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.layouts.amounts import read_amount, shown
from planner.layouts.dates import read_date, resolve_years
from planner.layouts.words import Meaning
from planner.model import HOUR, MINUTE, CellRef, Finding, Severity, Target, Unit
from planner.quantity import parse_hours, plain

if TYPE_CHECKING:
    from datetime import date

    from planner.config import Rules
    from planner.layouts.tables import Table

AVAILABLE = frozenset(("available", "available hours", "time at hand", "at hand", "capacity"))
_COUNT_WORDS = frozenset(("count", "counts", "number", "pieces", "times", "anzahl", "#", "n"))


@dataclass(slots=True)
class TargetsRead:
    """What a targets table says."""

    targets: list[Target] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    available: tuple[int | None, ...] = (None,) * 7


def read_targets(table: Table, rules: Rules, locale: str, today: date) -> TargetsRead:
    """Every row's target; a row that cannot be read is a finding and the others still count."""
    read = TargetsRead()
    configured = {category.name.casefold(): category.unit for category in rules.categories}
    for row in range(table.top, table.end):
        if table.is_blank(row) or table.is_total_row(row):
            continue
        name = plain(table.text(row, table.column(Meaning.CATEGORY)))
        if name.casefold() in AVAILABLE:
            read.available = _weekdays(table, row, Unit.HOURS, read)
        elif name:
            _read_row(table, row, name, configured, locale, today, read)
    return read


def _read_row(
    table: Table,
    row: int,
    name: str,
    configured: dict[str, Unit | None],
    locale: str,
    today: date,
    read: TargetsRead,
) -> None:
    column = table.column(Meaning.PER_WEEK)
    assert column is not None  # noqa: S101 - a targets table has one, or it would be none
    ref = CellRef(table.tab.name, row, column)
    cell = table.tab.at(row, column)
    said = plain(table.text(row, table.column(Meaning.UNIT))).casefold()
    unit = configured.get(name.casefold()) or Unit.HOURS
    if said:
        counted = said in _COUNT_WORDS or (parse_hours(f"1 {said}") is None)
        unit = Unit.COUNT if counted else Unit.HOURS
    per_week = read_amount(cell, unit, ref)
    if isinstance(per_week, Finding):
        read.findings.append(per_week)
        return
    if per_week is None:
        return
    if per_week == 0:
        read.findings.append(
            Finding("zero-target", Severity.NOTE, str(ref), f"the target of {name} is 0")
        )
    week = None
    week_column = table.column(Meaning.WEEK)
    if week_column is not None and table.text(row, week_column):
        written = read_date(table.tab.at(row, week_column), locale)
        if written is None:
            found = shown(table.tab.at(row, week_column))
            read.findings.append(
                Finding(
                    "unreadable-date",
                    Severity.ERROR,
                    str(CellRef(table.tab.name, row, week_column)),
                    f"{found} is no date; expected a day of the week that this target is for",
                )
            )
            return
        week = resolve_years([(written, None)], None, today)[0]
    if any(t.category.casefold() == name.casefold() and t.week == week for t in read.targets):
        read.findings.append(
            Finding(
                "duplicate-target",
                Severity.WARNING,
                str(ref),
                f"{name} has a target already, in a row above; this one is not counted",
            )
        )
        return
    block = _optional(table, row, Meaning.BLOCK, Unit.HOURS, read)
    priority = _priority(table, row, read)
    most = _optional(table, row, Meaning.MAX_PER_DAY, unit, read)
    read.targets.append(
        Target(
            name,
            unit,
            per_week,
            week,
            priority,
            block,
            most,
            _weekdays(table, row, unit, read),
            ref,
        )
    )


def _optional(
    table: Table, row: int, meaning: Meaning, unit: Unit, read: TargetsRead
) -> int | None:
    column = table.column(meaning)
    if column is None:
        return None
    # A block's bare number is minutes from 10 on: nobody sits for 30 hours.
    cell = table.tab.at(row, column)
    minutes = meaning is Meaning.BLOCK and (
        table.columns[column].minutes or (isinstance(cell.value, (int, float)) and cell.value >= 10)
    )
    amount = read_amount(cell, unit, CellRef(table.tab.name, row, column), minutes=minutes)
    if isinstance(amount, Finding):
        read.findings.append(amount)
        return None
    if amount == 0 and meaning is Meaning.BLOCK:
        return None
    return max(amount, 5 * MINUTE) if amount and meaning is Meaning.BLOCK else amount


def _priority(table: Table, row: int, read: TargetsRead) -> float:
    """A number above 0, 1 where none is given; or a word: low, normal, high."""
    column = table.column(Meaning.PRIORITY)
    if column is None:
        return 1.0
    cell = table.tab.at(row, column)
    words = {"": 1.0, "low": 0.5, "normal": 1.0, "medium": 1.0, "high": 2.0}
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        value: float | None = float(cell.value)
    else:
        value = words.get(plain(cell.text).casefold())
    if value is None or not 0 < value <= 1000:
        read.findings.append(
            Finding(
                "unreadable-priority",
                Severity.WARNING,
                str(CellRef(table.tab.name, row, column)),
                f"{shown(cell)} is no priority; expected a number above 0, 1 is taken",
            )
        )
        return 1.0
    return value


def _weekdays(table: Table, row: int, unit: Unit, read: TargetsRead) -> tuple[int | None, ...]:
    days: list[int | None] = [None] * 7
    for column, heading in table.columns.items():
        if heading.meaning is not Meaning.WEEKDAY or heading.weekday is None:
            continue
        ref = CellRef(table.tab.name, row, column)
        amount = read_amount(table.tab.at(row, column), unit, ref)
        if isinstance(amount, Finding):
            read.findings.append(amount)
        else:
            days[heading.weekday] = amount if unit is Unit.COUNT else _within_a_day(amount)
    return tuple(days)


def _within_a_day(amount: int | None) -> int | None:
    return None if amount is None else min(amount, 24 * HOUR)
