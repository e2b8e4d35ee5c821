"""The outbox rebased on what the sheet says now: what is to be written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.cache.outbox import CONFLICT, WAITING, WITHDRAWN, Change
from planner.layouts import Placement, Refused, apply, new_week, place
from planner.layouts.apply import cell_of
from planner.model import CellRef
from planner.sheets.grid import EMPTY, AddTab, Append, NewRow, Replace, Unchanged, Write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from planner.cache import Cache, Waiting
    from planner.layouts.tables import Table
    from planner.model import Reading
    from planner.sheets.grid import Edit, Snapshot
    from planner.sync.typed import View

    ReportTab = Callable[[Reading], Replace | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """edits: what to write; carried: the operations that they bring, or that need no writing.

    refused: by their numbers, those that the sheet has no place for.
    """

    edits: tuple[Edit, ...]
    carried: tuple[Waiting, ...]
    refused: dict[int, Refused]


def plan(cache: Cache, view: View) -> Plan:
    """Place what waits, conflicts too: the sheet may agree with them by now; then a new week."""
    _cancel_out(cache)
    waiting = [item for item in cache.outbox() if item.state in (WAITING, CONFLICT)]
    snapshot, rules, today = view.snapshot, view.rules, view.today
    placed = Placement((), {})
    if waiting:
        placed = place(snapshot, [item.operation for item in waiting], rules, today)
    week = new_week(apply(snapshot, placed.edits), rules, today)
    edits = _joined((*placed.edits, *week))
    return Plan(
        (*edits, *_headers(edits, view.draft.tables)),
        tuple(item for n, item in enumerate(waiting) if n not in placed.refused),
        {waiting[n].number: refused for n, refused in placed.refused.items()},
    )


def _cancel_out(cache: Cache) -> None:
    """Withdraw an operation together with its undo, where neither can be in the sheet."""
    here = {item.number for item in cache.outbox()} - cache.on_their_way()
    for item in cache.outbox():
        if item.undoes in here and item.number in here:
            cache.settle([item.number, item.undoes], WITHDRAWN)


def _joined(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Rows added to one tab as one edit: later ones were placed directly under the earlier."""
    added: dict[str, Append | AddTab] = {}
    others: list[Edit] = []
    for edit in edits:
        if not isinstance(edit, (Append, AddTab)):
            others.append(edit)
        elif edit.tab in added:
            first = added[edit.tab]
            added[edit.tab] = replace(first, rows=(*first.rows, *edit.rows))
        else:
            added[edit.tab] = edit
    return (*others, *added.values())


def _headers(edits: tuple[Edit, ...], tables: list[Table]) -> tuple[Edit, ...]:
    """The headers that the edits lean on, for whoever moves or renames a column meanwhile."""
    rows: set[tuple[str, int]] = set()
    for edit in edits:
        if isinstance(edit, Write):
            tab, row = edit.cell.tab, edit.cell.row
        elif isinstance(edit, Append):
            tab, row = edit.tab, edit.after
        else:
            continue
        above = [t.header for t in tables if t.tab.name == tab and t.header <= row]
        rows |= {(tab, header) for header in above[-1:]}
    return tuple(Unchanged(tab, row) for tab, row in sorted(rows))


def report_edits(
    report: ReportTab | None, reading: Reading, snapshot: Snapshot
) -> tuple[Edit, ...]:
    """The Report tab's edit, where the tab shows anything else."""
    edit = report(reading) if report else None
    return (edit,) if edit is not None and any(_in_report(edit, snapshot)) else ()


def changes(edits: Iterable[Edit], snapshot: Snapshot) -> Iterator[Change]:
    """What the edits do, cell by cell, as typed."""
    for edit in edits:
        match edit:
            case Write(ref, before, value, show):
                after = cell_of(value, show or before.show)
                yield Change(ref, before.typed, after.typed)
            case Append(tab, after_row, rows):
                yield from _added(tab, after_row + 1, rows)
            case AddTab(tab, rows):
                yield from _added(tab, 0, rows)
            case Replace():
                yield from _in_report(edit, snapshot)


def _added(tab: str, top: int, rows: tuple[NewRow, ...]) -> Iterator[Change]:
    for n, row in enumerate(rows):
        for column, new in enumerate(row.cells):
            if text := cell_of(new.value, new.show).typed:
                yield Change(CellRef(tab, top + n, column), "", text)


def _in_report(edit: Replace, snapshot: Snapshot) -> Iterator[Change]:
    tab = snapshot.tab(edit.tab)
    for n in range(max(len(edit.rows), len(tab.rows) if tab else 0)):
        cells = edit.rows[n].cells if n < len(edit.rows) else ()
        for column in range(edit.width):
            there = tab.at(n, column) if tab else EMPTY
            new = cell_of(cells[column].value, cells[column].show) if column < len(cells) else EMPTY
            same = there.value == new.value or (
                isinstance(there.value, (int, float))
                and isinstance(new.value, (int, float))
                and abs(there.value - new.value) < 1e-9
            )
            if not same and there.typed != new.typed:
                yield Change(CellRef(edit.tab, n, column), there.typed, new.typed)
