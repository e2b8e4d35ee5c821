"""Where an actual goes, and where it is taken back from: a journal's day, or a row of a log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.layouts.blocks import append_block
from planner.layouts.cells import less, more, with_item, without_item
from planner.layouts.dates import serial
from planner.layouts.journal import notes_columns, pairs_of
from planner.layouts.notation import Notation, date_like, learn_notation, say_hours
from planner.layouts.phrases import counts, phrase_for, without_duration
from planner.layouts.refused import Refused
from planner.layouts.tables import Layout
from planner.layouts.words import Meaning
from planner.model import HOUR, CellRef, Unit
from planner.quantity import plain
from planner.sheets.grid import Look, NewCell, NewRow, Show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.layouts.draft import Draft
    from planner.layouts.journal import Pair
    from planner.layouts.tables import Table
    from planner.model import Log, Note, Unlog
    from planner.sheets.grid import Cell

LOG_HEADERS = ("Date", "Category", "Amount", "Activity")


def place_log(draft: Draft, log: Log) -> Refused | None:
    """Add the amount to its day: in the journal where it has a column, else as a row of the log."""
    found = draft.journal_rows.get(log.date)
    table = _log_table(draft)
    if found is None and table is None and _journal(draft):
        refused = append_block(draft, log.date)
        if refused:
            return refused
        found = draft.journal_rows.get(log.date)
    if found is not None:
        return _into_day(draft, *found, log)
    return _into_log(draft, table, log)


def place_note(draft: Draft, note: Note) -> Refused | None:
    """Put words on a day: into a journal's notes, or as a row of the log without an amount."""
    found = draft.journal_rows.get(note.date)
    table = _log_table(draft)
    if found is None and table is None and _journal(draft):
        refused = append_block(draft, note.date)
        if refused:
            return refused
        found = draft.journal_rows.get(note.date)
    if found is None:
        return _append_row(draft, table, note.date, "", None, note.text)
    return _into_words(draft, *found, note.text)


def _journal(draft: Draft) -> bool:
    return any(table.layout is Layout.JOURNAL for table in draft.tables)


def _log_table(draft: Draft) -> Table | None:
    """The last table in the log layout that ends its tab, so that rows can be added under it."""
    logs = [t for t in draft.tables if t.layout is Layout.LOG and t.end == len(t.tab.rows)]
    return logs[-1] if logs else None


def _into_day(draft: Draft, table: Table, row: int, log: Log) -> Refused | None:
    pair = next((p for p in pairs_of(table, draft.names) if p.category == log.category), None)
    if pair is not None:
        return _into_pair(draft, table, row, pair, log)
    if item := _noted(draft, table, log):
        return _into_words(draft, table, row, item)
    log_table = _log_table(draft)
    if log_table is not None:
        return _into_log(draft, log_table, log)
    return Refused(f"{table.tab.name} has no column for {log.category}")


def _into_log(draft: Draft, table: Table | None, log: Log) -> Refused | None:
    amount = NewCell(log.amount) if log.unit is Unit.COUNT else log.amount
    return _append_row(draft, table, log.date, log.category, amount, log.activity)


def _noted(draft: Draft, table: Table, log: Log | Unlog) -> str:
    """The words that say the amount in the notes; "" where its category is not kept there.

    Notes are read for time and for counts: the one's words must not say the other too.
    """
    rules = draft.names.rules.get(log.category)
    if log.unit is Unit.COUNT:
        if not rules or not rules.patterns:
            return ""
        item = _counted(log, rules.patterns)
        return without_duration(item) if draft.in_notes else item
    if log.category != draft.in_notes:
        return ""
    patterns = [p for known in draft.names.rules.values() for p in known.patterns]
    words = "" if counts(log.activity, patterns) else log.activity
    said = say_hours(log.amount, _notation(draft, table))
    return f"{_spoken(words or log.category)} ({said})"


def _counted(log: Log | Unlog, patterns: tuple[str, ...]) -> str:
    """The count as a phrase; an activity that says the number already is the phrase."""
    said = counts(log.activity, patterns)
    if [c.number for c in said] == [log.amount]:
        return _spoken(log.activity)
    phrase = phrase_for(log.amount, patterns)
    words = _spoken(log.activity)
    return f"{phrase} – {words}" if words else phrase


def _spoken(text: str) -> str:
    """Words that stay one item of a note: its separators are made dashes."""
    return " – ".join(part.strip() for part in text.replace(";", ",").split(",") if part.strip())


def _into_pair(draft: Draft, table: Table, row: int, pair: Pair, log: Log) -> Refused | None:
    ref = CellRef(table.tab.name, row, pair.amount)
    cell = draft.at(ref)
    made = more(cell, log.amount, log.unit, _notation(draft, table, pair.amount, row))
    if made is None:
        return Refused("what stands there is no amount to add to", ref, cell.text)
    draft.write(ref, *made)
    if log.activity:
        if pair.activity is None:
            return _into_words(draft, table, row, log.activity)
        place = CellRef(table.tab.name, row, pair.activity)
        if draft.at(place).formula:
            return Refused("a formula stands where the activity goes", place, draft.at(place).text)
        if plain(draft.at(place).text) != plain(log.activity):
            draft.write(place, with_item(draft.at(place).text, log.activity))
    return None


def _into_words(draft: Draft, table: Table, row: int, item: str) -> Refused | None:
    columns = notes_columns(table)
    if not columns:
        return Refused(f"{table.tab.name} has no column for notes")
    ref = CellRef(table.tab.name, row, columns[-1])
    cell = draft.at(ref)
    if cell.formula:
        return Refused("a formula stands where the notes go", ref, cell.text)
    draft.write(ref, with_item(cell.text, item))
    return None


def _notation(
    draft: Draft, table: Table, column: int | None = None, row: int | None = None
) -> Notation:
    """The notation around: of the column from that row upwards, then of the table's amounts."""
    return learn_notation(_amounts_around(draft, table, column, row), draft.snapshot.locale)


def _amounts_around(
    draft: Draft, table: Table, column: int | None, row: int | None
) -> Iterator[Cell]:
    same_tab = [t for t in draft.tables if t.tab.name == table.tab.name]
    columns = [pair.amount for pair in pairs_of(table, draft.names)]
    if table.layout is Layout.LOG:
        columns = [c for c, h in table.columns.items() if h.meaning is Meaning.AMOUNT]
    if column is not None:
        columns = [column, *(c for c in columns if c != column)]
    for wanted in columns:
        start = len(table.tab.rows) if row is None else row
        for at in range(start, same_tab[0].header, -1):
            cell = table.tab.at(at, wanted)
            if (
                not cell.formula
                and cell.value is not None
                and not table.is_total_row(min(at, len(table.tab.rows) - 1))
            ):
                yield cell


def _append_row(
    draft: Draft,
    table: Table | None,
    day: date,
    category: str,
    amount: NewCell | int | None,
    words: str,
) -> Refused | None:
    """A new row in the table's own columns and notation; a new log tab where there is none."""
    if table is None:
        name = next(iter(draft.rules.log_tabs), "Log")
        if draft.snapshot.tab(name) is not None and name not in draft.appended:
            return Refused(f"{name} has no headers of a log, such as {', '.join(LOG_HEADERS)}")
        if name not in draft.appended:
            draft.append(name, NewRow(tuple(NewCell(h) for h in LOG_HEADERS), Look.HEADER))
        hours = NewCell(amount / HOUR) if isinstance(amount, int) else amount or NewCell()
        draft.append(name, NewRow((NewCell(serial(day), Show.DATE), NewCell(category), hours,
                                   NewCell(words))))  # fmt: skip
        return None
    cells = [NewCell()] * (max(table.columns) + 1)
    date_column = table.column(Meaning.DATE)
    date_column = table.column(Meaning.DAY) if date_column is None else date_column
    assert date_column is not None  # noqa: S101 - a log has one, or it would be none
    cells[date_column] = date_like(*_last_date(draft, table, date_column), day)
    amount_column = table.column(Meaning.AMOUNT)
    if amount is not None and amount_column is None:
        return Refused(f"{table.tab.name} has no column for amounts")
    if amount_column is not None:
        cells[amount_column] = _amount_cell(draft, table, amount_column, amount)
    category_column = table.column(Meaning.CATEGORY)
    if category and category_column is not None:
        cells[category_column] = NewCell(category)
    words_column = table.column(Meaning.ACTIVITY)
    words_column = table.column(Meaning.NOTES) if words_column is None else words_column
    if words and words_column is not None:
        cells[words_column] = NewCell(words)
    draft.append(table.tab.name, NewRow(tuple(cells)))
    return None


def _amount_cell(draft: Draft, table: Table, column: int, amount: NewCell | int | None) -> NewCell:
    if not isinstance(amount, int):
        return amount or NewCell()
    from planner.sheets.grid import EMPTY

    cells = _amounts_around(draft, table, column, None)
    first = next(cells, None)
    notation = Notation("number") if first is None else _notation(draft, table, column)
    made = more(EMPTY, amount, Unit.HOURS, notation)
    return NewCell(*made) if made else NewCell(amount / HOUR)


def _last_date(draft: Draft, table: Table, column: int) -> tuple[Cell | None, date | None]:
    days = next(days for t, days in draft.dated if t is table)
    if not days.own:
        return None, None
    row = max(days.own)
    return table.tab.at(row, column), days.dates[row]


def place_unlog(draft: Draft, unlog: Unlog) -> Refused | None:
    """Take back what a Log added, where it still stands as it was added."""
    if row := draft.journal_rows.get(unlog.date):
        refused = _out_of_day(draft, *row, unlog)
        if refused is None:
            return None
    else:
        refused = Refused(f"no row of {unlog.date} holds it any more")
    return refused if _out_of_log(draft, unlog) else None


def _out_of_day(draft: Draft, table: Table, row: int, unlog: Unlog) -> Refused | None:
    gone = Refused(f"it does not stand on {unlog.date} any more")
    pair = next((p for p in pairs_of(table, draft.names) if p.category == unlog.category), None)
    if pair is not None:
        ref = CellRef(table.tab.name, row, pair.amount)
        made = less(draft.at(ref), unlog.amount, unlog.unit)
        if made is None:
            return Refused(gone.why, ref, draft.at(ref).text)
        draft.write(ref, *made)
        if unlog.activity and pair.activity is not None:
            _drop_item(draft, CellRef(table.tab.name, row, pair.activity), unlog.activity)
        return None
    item = _noted(draft, table, unlog)
    for column in notes_columns(table):
        if item and _drop_item(draft, CellRef(table.tab.name, row, column), item):
            return None
    return gone


def _drop_item(draft: Draft, ref: CellRef, item: str) -> bool:
    rest = without_item(draft.at(ref).text, item)
    if rest is None or draft.at(ref).formula:
        return False
    draft.write(ref, rest or None)
    return True


def _out_of_log(draft: Draft, unlog: Unlog) -> bool:
    """Empty the row of a log that says just that; True where there is none."""
    for table, days in reversed(draft.dated):
        if table.layout is not Layout.LOG:
            continue
        amount, words = table.column(Meaning.AMOUNT), table.column(Meaning.ACTIVITY)
        category = table.column(Meaning.CATEGORY)
        for row in sorted((r for r, d in days.dates.items() if d == unlog.date), reverse=True):
            refs = [CellRef(table.tab.name, row, c) for c in sorted(table.columns)]
            if amount is None or draft.at(CellRef(table.tab.name, row, amount)).value is None:
                continue
            made = less(draft.at(CellRef(table.tab.name, row, amount)), unlog.amount, unlog.unit)
            same_words = words is None or plain(table.text(row, words)) == plain(unlog.activity)
            label = plain(table.text(row, category)) if category is not None else ""
            same = category is None or draft.names.resolve(label) == unlog.category
            if same and same_words and made is not None and made[0] is None:
                for ref in refs:
                    if draft.at(ref).typed:
                        draft.write(ref, None)
                return False
    return True
