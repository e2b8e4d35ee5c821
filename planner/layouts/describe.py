"""How a sheet's headers were read, in words: what a person checks before trusting the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.layouts.journal import notes_category, notes_columns, pairs_of
from planner.layouts.names import names_of
from planner.layouts.read import date_tables, targets_of
from planner.layouts.tables import Layout, tables_of
from planner.layouts.words import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.config import Rules
    from planner.layouts.names import Names
    from planner.layouts.tables import Table
    from planner.sheets.grid import Snapshot

_LOGGED = (Meaning.DATE, Meaning.DAY, Meaning.CATEGORY, Meaning.AMOUNT, Meaning.ACTIVITY)


def describe(snapshot: Snapshot, rules: Rules, today: date) -> list[str]:
    """A line for each way in which tables are kept, and one for each category that was found."""
    targets = targets_of(
        list(tables_of(snapshot, names_of((), rules), rules)), snapshot, rules, today
    ).targets
    names = names_of(targets, rules)
    tables = list(tables_of(snapshot, names, rules))
    dated = date_tables(tables, snapshot.locale, today)
    in_notes = notes_category([pair for pair in dated if pair[0].layout is Layout.JOURNAL], names)
    lines: dict[str, None] = {}
    for table in tables:
        lines |= dict.fromkeys(_table(table, names, in_notes))
    return list(lines)


def _table(table: Table, names: Names, in_notes: str) -> Iterator[str]:
    tab = table.tab.name
    if table.layout is Layout.TARGETS:
        yield f"{tab}: targets, a row a category"
        return
    if table.layout is Layout.LOG:
        columns = ", ".join(
            f"{table.text(table.header, column)} → {meaning.name.lower()}"
            for meaning in _LOGGED
            if (column := table.column(meaning)) is not None
        )
        yield f"{tab}: a log, a row an entry ({columns})"
        return
    yield f"{tab}: a journal, a row a day"
    for pair in pairs_of(table, names):
        heads = [table.text(table.header, c) for c in (pair.activity, pair.amount) if c is not None]
        rule = names.rules.get(pair.category)
        unit = rule.unit.value if rule and rule.unit else "hours"
        yield f"{tab}: {' + '.join(heads)} → category {pair.category}, {unit}"
    if in_notes and notes_columns(table):
        head = table.text(table.header, notes_columns(table)[-1])
        yield f"{tab}: durations in {head} → category {in_notes}, hours"
