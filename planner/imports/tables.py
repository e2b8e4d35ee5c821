"""Tables of a file, read as the sheet's own are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.imports.given import Imported
from planner.layouts.amounts import shown
from planner.layouts.names import names_of
from planner.layouts.read import read, targets_of
from planner.layouts.tables import Layout, tables_in, tables_of
from planner.layouts.words import Meaning
from planner.model import HOUR, CellRef, Unit
from planner.sheets.grid import Cell, Snapshot, Tab

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.config import Rules
    from planner.imports.given import Given
    from planner.model import Entry, LostDay, OpenItem, Reading, Target

_ABOUT_THE_SHEET = ("no-targets", "untargeted-category")
_OF_DAYS = (Meaning.DAY, Meaning.DATE, Meaning.WEEK)


def read_tables(tabs: Sequence[Tab], given: Given) -> Imported:
    """What the tabs say, with the sheet's targets and the person's rules."""
    rules = replace(given.rules, log_tabs=(), default_category=given.category)
    of_file = _new_targets(tabs, given, rules)
    known = _targets_tab((*given.targets, *of_file))
    reading = read(Snapshot("", "", given.locale, "", (known, *tabs)), rules, given.today)
    ours = known.name + "!"
    kept = tuple(
        finding
        for finding in reading.findings
        if finding.kind not in _ABOUT_THE_SHEET and not finding.where.startswith(ours)
    )
    reading = replace(reading, targets=of_file, findings=kept)
    return Imported(reading, tuple(_unused(tabs, reading, given, rules)))


def _new_targets(tabs: Sequence[Tab], given: Given, rules: Rules) -> tuple[Target, ...]:
    """The targets for every week that the file states and the sheet has none of."""
    file = Snapshot("", "", given.locale, "", tuple(tabs))
    tables = list(tables_of(file, names_of((), rules), rules))
    known = {target.category.casefold() for target in given.targets}
    return tuple(
        target
        for target in targets_of(tables, file, rules, given.today).targets
        if target.week is None and target.category.casefold() not in known
    )


def _targets_tab(targets: Sequence[Target]) -> Tab:
    """The targets as the first tab, under a name that no tab of a file can have."""
    rows = [("Category", "Unit", "Per week")]
    for target in targets:
        scale = HOUR if target.unit is Unit.HOURS else 1
        rows.append((target.category, str(target.unit), f"{target.per_week / scale:.10g}"))
    return Tab("\0targets", tuple(tuple(Cell(text, text) for text in row) for row in rows))


def _unused(
    tabs: Sequence[Tab], reading: Reading, given: Given, rules: Rules
) -> Iterator[tuple[str, str]]:
    """The rows of tables with something beside a date that nothing was read from."""
    used = {(item.cell.tab, item.cell.row) for item in _read_items(reading)}
    found = {finding.where for finding in reading.findings}
    for tab in tabs:
        for table in tables_in(tab, given.names, rules):
            if table.layout is Layout.TARGETS:
                continue
            of_days = {c for c, h in table.columns.items() if h.meaning in _OF_DAYS}
            for row in range(table.top, table.end):
                filled = {c: cell for c, cell in enumerate(tab.rows[row]) if cell.text}
                refs = {str(CellRef(tab.name, row, column)) for column in filled}
                if (
                    filled.keys() - of_days
                    and (tab.name, row) not in used
                    and not table.is_total_row(row)
                    and not refs & found
                ):
                    words = " | ".join(shown(cell) for cell in filled.values())
                    yield str(CellRef(tab.name, row, min(filled))), words


def _read_items(reading: Reading) -> Iterator[Entry | LostDay | OpenItem]:
    yield from reading.entries
    yield from reading.lost_days
    yield from reading.open_items
