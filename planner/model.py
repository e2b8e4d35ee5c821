"""The words that every floor shares: targets, entries, findings, operations.

Amounts are whole numbers in the unit's own grain: seconds for `hours`, pieces for `count`.
Integers add up without rounding, whatever order a sync meets them in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

HOUR = 3600
MINUTE = 60


class Unit(StrEnum):
    """What a category is measured in."""

    HOURS = "hours"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell's place: its tab, and row and column counted from 0. Prints as `Log!D10`."""

    tab: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.tab}!{column_letters(self.column)}{self.row + 1}"


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Target:
    """The planned amount of a category in a week; for every week where `week` is None.

    per_week, max_per_day: amounts in the unit's grain. block: seconds of one sitting.
    weekdays: the most of it on Monday … Sunday, in the unit's grain; None is no limit, 0 not on
    that day. week: the first day of the one week that it holds for.
    """

    category: str
    unit: Unit
    per_week: int
    week: date | None = None
    priority: float = 1.0
    block: int | None = None
    max_per_day: int | None = None
    weekdays: tuple[int | None, ...] = (None,) * 7
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An actual: so much of a category on a day, and the cell that it came from.

    cost: the seconds that a count took, where the same phrase says so ("2 sent (20 mins)").
    """

    date: date
    category: str
    unit: Unit
    amount: int
    activity: str
    cell: CellRef
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class LostDay:
    """A day marked as unusable: Injured, Sick, Travel, Off."""

    date: date
    reason: str
    cell: CellRef


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something noted as still to be done, with the day that it was noted on."""

    date: date
    text: str
    cell: CellRef


class Severity(StrEnum):
    """How much a finding matters: an error means that something was left out of the figures."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the sheet that a person should look at.

    kind: a word for programs (`total-mismatch`, `unreadable-amount`, `unreadable-date`,
    `wrong-week`, …); where: the cell as `Log!D10`; message: what stands there and what was
    expected, a sentence for people.
    """

    kind: str
    severity: Severity
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a snapshot says, as the layouts read it.

    available: seconds at hand on Monday … Sunday as the Targets tab states them; None: not stated.
    week_starts: the weekday that the sheet's blocks begin on (0 Monday … 6 Sunday); None: no block.
    """

    targets: tuple[Target, ...] = ()
    entries: tuple[Entry, ...] = ()
    lost_days: tuple[LostDay, ...] = ()
    open_items: tuple[OpenItem, ...] = ()
    findings: tuple[Finding, ...] = ()
    available: tuple[int | None, ...] = (None,) * 7
    week_starts: int | None = None


# Operations: what is done at the command line, waiting in the outbox for the sheet.


@dataclass(frozen=True, slots=True)
class Log:
    """Add so much of a category to a day. Additions commute: they never conflict."""

    date: date
    category: str
    unit: Unit
    amount: int
    activity: str = ""


@dataclass(frozen=True, slots=True)
class Unlog:
    """Take back what a Log added, where it still stands: an undo of something synced."""

    date: date
    category: str
    unit: Unit
    amount: int
    activity: str = ""


@dataclass(frozen=True, slots=True)
class SetTarget:
    """Set a weekly target, for one week where `week` is given; base: the amount seen before."""

    category: str
    unit: Unit
    per_week: int
    week: date | None = None
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Put `text` where a row of that date holds `base`: an edit, a removal, a restored value.

    cell: where it stood when the operation was made; the row is found again by date and base.
    base and text are as typed into the cell ("" is an empty cell).
    """

    cell: CellRef
    date: date | None
    base: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Words on a day, as a person would type them: "Injured", "send the code (to be done)"."""

    date: date
    text: str


Operation = Log | Unlog | SetTarget | Rewrite | Note
