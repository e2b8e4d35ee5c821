"""Where a tab's tables are, and which layout each is in: what the readers and placers share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from planner.layouts.words import Heading, Meaning, heading_of, is_total
from planner.quantity import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.config import Rules
    from planner.layouts.names import Names
    from planner.sheets.grid import Snapshot, Tab


class Layout(Enum):
    """How a table is kept."""

    JOURNAL = "journal"
    LOG = "log"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True)
class Table:
    """A header row and the rows under it, up to the next header: rows `top` to `end` - 1."""

    tab: Tab
    layout: Layout
    header: int
    end: int
    columns: dict[int, Heading]

    @property
    def top(self) -> int:
        """The first row under the header."""
        return self.header + 1

    def column(self, meaning: Meaning) -> int | None:
        """The first column of that meaning and without a label."""
        return next(
            (c for c, h in self.columns.items() if h.meaning is meaning and not h.label), None
        )

    def text(self, row: int, column: int | None) -> str:
        """What a person sees in that cell, "" where there is no such column."""
        return "" if column is None else self.tab.at(row, column).text

    def is_blank(self, row: int) -> bool:
        """Whether a row holds nothing."""
        return not any(cell.text or cell.formula for cell in self.tab.rows[row])

    def is_total_row(self, row: int) -> bool:
        """Whether the first text in the row is a word for a total."""
        first = next((cell.text for cell in self.tab.rows[row] if cell.text), "")
        return is_total(first)


def tables_of(snapshot: Snapshot, names: Names, rules: Rules) -> Iterator[Table]:
    """Every table that we know the headers of, tab by tab."""
    for tab in snapshot.tabs:
        if tab.name in (rules.report_tab, "_planner"):
            continue
        if rules.log_tabs and tab.name not in (*rules.log_tabs, rules.targets_tab):
            continue
        yield from tables_in(tab, names, rules)


def tables_in(tab: Tab, names: Names, rules: Rules) -> Iterator[Table]:
    """The tables of one tab, from top to bottom."""
    headers = [
        (row, layout, columns)
        for row in range(len(tab.rows))
        if (columns := headings_in(tab, row, names, rules)) and (layout := layout_of(columns))
    ]
    for at, (row, layout, columns) in enumerate(headers):
        end = headers[at + 1][0] if at + 1 < len(headers) else len(tab.rows)
        yield Table(tab, layout, row, end, columns)


def headings_in(tab: Tab, row: int, names: Names, rules: Rules) -> dict[int, Heading]:
    """The columns of a row that reads as a header; empty where fewer than two words are known."""
    found: dict[int, Heading] = {}
    filled = 0
    for column, cell in enumerate(tab.rows[row]):
        if not cell.text or not isinstance(cell.value, str):
            if cell.text:
                return {}
            continue
        filled += 1
        if heading := heading_of(cell.text, names.words, rules.columns):
            found[column] = heading
        if filled >= 4 and len(found) * 3 < filled:
            return {}
    return found if len(found) >= 2 else {}


def layout_of(columns: dict[int, Heading]) -> Layout | None:
    """The layout that these headings make; None where they make none."""
    meanings = {heading.meaning for heading in columns.values()}
    if Meaning.CATEGORY in meanings and Meaning.PER_WEEK in meanings:
        return Layout.TARGETS
    if not meanings & {Meaning.DATE, Meaning.DAY}:
        return None
    if any(h.meaning is Meaning.AMOUNT and h.label for h in columns.values()):
        return Layout.JOURNAL
    timed = Meaning.AMOUNT in meanings or {Meaning.START, Meaning.END} <= meanings
    return Layout.LOG if timed else None


def title_above(table: Table) -> str:
    """The heading over a table: the last row above its header that has one cell filled."""
    for row in range(table.header - 1, max(-1, table.header - 4), -1):
        filled = [cell.text for cell in table.tab.rows[row] if cell.text]
        if len(filled) == 1:
            return plain(filled[0]).lstrip("# ")
        if filled:
            break
    return ""
