"""A snapshot being written on: later operations see what the earlier ones will have left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.layouts.apply import apply, cell_of
from planner.layouts.journal import notes_category
from planner.layouts.names import names_of
from planner.layouts.read import date_tables, targets_of
from planner.layouts.tables import Layout, Table, tables_of
from planner.sheets.grid import EMPTY, AddTab, Append, NewCell, NewRow, Show, Value, Write

if TYPE_CHECKING:
    from datetime import date

    from planner.config import Rules
    from planner.layouts.days import Days
    from planner.layouts.names import Names
    from planner.model import CellRef, Target
    from planner.sheets.grid import Cell, Edit, Snapshot


@dataclass(slots=True)
class Appended:
    """Rows to come under a tab's last one; a new tab where `after` is None."""

    after: int | None
    rows: list[NewRow] = field(default_factory=list)


@dataclass
class Draft:
    """The edits so far, over the snapshot that they will be made against."""

    snapshot: Snapshot
    rules: Rules
    today: date
    writes: dict[CellRef, Write] = field(default_factory=dict)
    appended: dict[str, Appended] = field(default_factory=dict)

    shown: Snapshot | None = None

    @property
    def seen(self) -> Snapshot:
        """What is read: the snapshot, with the rows appended so far once they are to be seen."""
        return self.shown or self.snapshot

    def see_appended(self) -> None:
        """Read the tables again with the appended rows, so that later operations find them."""
        added = [edit for edit in self.edits() if not isinstance(edit, Write)]
        self.shown = apply(self.snapshot, added)
        for known in ("tables", "dated", "journal_rows"):
            self.__dict__.pop(known, None)

    @cached_property
    def targets(self) -> list[Target]:
        """The targets as the snapshot has them."""
        tables = list(tables_of(self.snapshot, names_of((), self.rules), self.rules))
        return targets_of(tables, self.snapshot, self.rules, self.today).targets

    @cached_property
    def names(self) -> Names:
        """The categories' names as the targets and the rules have them."""
        return names_of(self.targets, self.rules)

    @cached_property
    def tables(self) -> list[Table]:
        """Every table of the snapshot."""
        return list(tables_of(self.seen, self.names, self.rules))

    @cached_property
    def dated(self) -> list[tuple[Table, Days]]:
        """The tables of days, with their rows' dates."""
        return date_tables(self.tables, self.snapshot.locale, self.today)

    @cached_property
    def in_notes(self) -> str:
        """The category of durations in a journal's notes, "" where none is named."""
        journals = [pair for pair in self.dated if pair[0].layout is Layout.JOURNAL]
        return notes_category(journals, self.names)

    @cached_property
    def journal_rows(self) -> dict[date, tuple[Table, int]]:
        """The row of each day in a journal, the first one where a day has two."""
        rows: dict[date, tuple[Table, int]] = {}
        for table, days in self.dated:
            if table.layout is Layout.JOURNAL:
                for row in sorted(days.own):
                    rows.setdefault(days.dates[row], (table, row))
        return rows

    def at(self, ref: CellRef) -> Cell:
        """The cell as the edits so far leave it."""
        if (row := self._appended_row(ref)) is not None:
            cells = self.appended[ref.tab].rows[row].cells
            new = cells[ref.column] if ref.column < len(cells) else NewCell()
            return cell_of(new.value, new.show)
        if write := self.writes.get(ref):
            return cell_of(write.value, write.show or write.before.show)
        return self._before(ref)

    def write(self, ref: CellRef, value: Value, show: Show | None = None) -> None:
        """Put a value into a cell; a later one into the same cell takes its place."""
        if (row := self._appended_row(ref)) is not None:
            rows = self.appended[ref.tab].rows
            cells = [*rows[row].cells]
            cells += [NewCell()] * (ref.column + 1 - len(cells))
            cells[ref.column] = NewCell(value, show)
            rows[row] = replace(rows[row], cells=tuple(cells))
        else:
            self.writes[ref] = Write(ref, self._before(ref), value, show)

    def _before(self, ref: CellRef) -> Cell:
        tab = self.snapshot.tab(ref.tab)
        return tab.at(ref.row, ref.column) if tab else EMPTY

    def _appended_row(self, ref: CellRef) -> int | None:
        """Which of the appended rows the cell is in, if it is in one."""
        new = self.appended.get(ref.tab)
        if new is None:
            return None
        row = ref.row - (0 if new.after is None else new.after + 1)
        return row if 0 <= row < len(new.rows) else None

    def append(self, tab: str, *rows: NewRow) -> None:
        """Add rows under the tab's last one with content; a tab that is not there is made."""
        if tab not in self.appended:
            found = self.snapshot.tab(tab)
            after = None if found is None else last_row(found.rows)
            self.appended[tab] = Appended(after)
        self.appended[tab].rows += rows

    def next_row(self, tab: str) -> int:
        """The index that the next appended row of an existing tab will have."""
        found = self.snapshot.tab(tab)
        coming = self.appended.get(tab)
        last = coming.after if coming else last_row(found.rows) if found else -1
        return (-1 if last is None else last) + 1 + (len(coming.rows) if coming else 0)

    def edits(self) -> tuple[Edit, ...]:
        """All of it, as edits against the snapshot; cells that end as they began are left out."""
        writes = [
            w for w in self.writes.values() if cell_of(w.value, w.show or w.before.show) != w.before
        ]
        added: list[Edit] = [
            AddTab(tab, tuple(new.rows))
            if new.after is None
            else Append(tab, new.after, tuple(new.rows))
            for tab, new in self.appended.items()
        ]
        return (*writes, *added)

    def result(self) -> Snapshot:
        """The snapshot once the edits have landed."""
        return apply(self.snapshot, self.edits())


def last_row(rows: tuple[tuple[Cell, ...], ...]) -> int:
    """The index of the last row with content, -1 where there is none."""
    return next(
        (n for n in range(len(rows) - 1, -1, -1) if any(c.text or c.formula for c in rows[n])), -1
    )
