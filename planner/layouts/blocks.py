"""A new week's block in a journal, in the style of the block before it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.layouts.dates import MONTHS, serial
from planner.layouts.days import Days, block_start
from planner.layouts.draft import Draft
from planner.layouts.journal import notes_columns, pairs_of
from planner.layouts.notation import date_like
from planner.layouts.refused import Refused
from planner.layouts.tables import Layout, Table
from planner.layouts.words import Meaning, is_total
from planner.model import column_letters
from planner.sheets.grid import Formula, Look, NewCell, NewRow, Show
from planner.week import days_of, week_of

if TYPE_CHECKING:
    from datetime import date

    from planner.config import Rules
    from planner.sheets.grid import Edit, Snapshot

_LAST_NUMBER = re.compile(r"\d+(?!.*\d)", re.DOTALL)
_CELL = re.compile(r"(\$?[A-Z]{1,3})(\$?)(\d+)")


def new_week(snapshot: Snapshot, rules: Rules, today: date) -> tuple[Edit, ...]:
    """The edits that add this week's block to a journal that lacks it; none where it is there."""
    draft = Draft(snapshot, rules, today)
    if not any(table.layout is Layout.JOURNAL for table in draft.tables):
        return ()
    if today in draft.journal_rows or append_block(draft, today) is not None:
        return ()
    return draft.edits()


def append_block(draft: Draft, day: date) -> Refused | None:
    """Append the block of the week of `day` under the last one, and let the draft see it.

    Not where the week has a block already: a day that it lacks is a person's choice.
    """
    blocks = [
        (table, days) for table, days in draft.dated if table.layout is Layout.JOURNAL and days.own
    ]
    if not blocks:
        return Refused("there is no week block to make the next one like")
    first = draft.rules.week_starts
    full = [days for _, days in blocks if len(days.own) >= 5] or [days for _, days in blocks]
    first = block_start(full[-1]).weekday() if first is None else first
    start = week_of(day, first)
    for _, days in blocks:
        if start <= block_start(days) < start + timedelta(days=7):
            return Refused(f"the block of the week of {start} has no row for {day}")
    table, days = max(blocks, key=lambda block: (block[0].tab.name == blocks[-1][0].tab.name,
                                                 block[0].header))  # fmt: skip
    rows = _rows_like(draft, table, days, start)
    draft.append(table.tab.name, *rows)
    draft.see_appended()
    return None


def _rows_like(draft: Draft, table: Table, days: Days, start: date) -> list[NewRow]:
    title_row = table.header - 1
    title = (
        next((c.text for c in table.tab.rows[title_row] if c.text), "") if title_row >= 0 else ""
    )
    has_title = bool(title) and sum(1 for c in table.tab.rows[title_row] if c.text) == 1
    at = draft.next_row(table.tab.name)
    rows: list[NewRow] = [NewRow(())]
    if has_title:
        rows.append(NewRow((NewCell(_next_title(title, start)),), Look.HEADING))
    header = tuple(NewCell(c.text or None) for c in table.tab.rows[table.header])
    rows.append(NewRow(header, Look.HEADER))
    top = at + len(rows)
    rows += [_day_like(table, days, day) for day in days_of(start)]
    if days.totals:
        rows.append(_total_like(draft, table, days, top, at + len(rows)))
    return rows


def _next_title(title: str, start: date) -> str:
    """ "Week 2" is followed by "Week 3"; a title that names dates by the new week's first day."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", title)}
    number = _LAST_NUMBER.search(title)
    if number is None or words & MONTHS.keys() or len(number[0]) > 3 or "-" in title:
        return f"Week of {start}"
    return f"{title[: number.start()]}{int(number[0]) + 1}{title[number.end() :]}"


def _day_like(table: Table, days: Days, day: date) -> NewRow:
    """A day's row: its weekday and date as the other block writes them, and nothing else."""
    date_column, day_column = table.column(Meaning.DATE), table.column(Meaning.DAY)
    cells = [NewCell()] * (max(table.columns) + 1)
    like = [row for row in sorted(days.own) if days.dates[row].weekday() == day.weekday()]
    row = like[-1] if like else max(days.own)
    if day_column is not None and day_column != date_column:
        text = table.text(row, day_column)
        cells[day_column] = NewCell(text if like and text else f"{day:%A}")
    if date_column is not None:
        sample = table.tab.at(row, date_column)
        cells[date_column] = date_like(sample, days.dates[row], day)
    elif day_column is not None:
        cells[day_column] = NewCell(serial(day), Show.DATE)
    return NewRow(tuple(cells))


def _total_like(draft: Draft, table: Table, days: Days, top: int, at: int) -> NewRow:
    """The Total row: its formulas moved down, and a live sum where a total was typed by hand."""
    old = days.totals[-1]
    sample = table.tab.rows[old]
    down = at - old
    cells = [NewCell()] * max(len(sample), max(table.columns) + 1)
    sums = [pair.amount for pair in pairs_of(table, draft.names)]
    grand = None
    for column, cell in enumerate(sample):
        if cell.formula:
            cells[column] = NewCell(Formula(_moved(cell.formula, down)), cell.show)
        elif is_total(cell.text):
            cells[column] = NewCell(cell.text)
        elif cell.text and column not in sums and column not in notes_columns(table):
            grand = column
    for column in sums:
        if not table.tab.at(old, column).formula:
            letter = column_letters(column)
            cells[column] = NewCell(Formula(f"=SUM({letter}{top + 1}:{letter}{at})"))
    if grand is not None:
        parts = "+".join(f"{column_letters(column)}{at + 1}" for column in sums)
        cells[grand] = NewCell(Formula(f"={parts}"))
    return NewRow(tuple(cells), Look.TOTAL)


def _moved(formula: str, down: int) -> str:
    """A formula copied so many rows down: its relative rows move along."""
    return _CELL.sub(lambda m: m[0] if m[2] else f"{m[1]}{int(m[3]) + down}", formula)
