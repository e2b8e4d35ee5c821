"""A workbook of the planner's own, with Targets and Log: a plan to go on with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from planner.errors import DataError
from planner.exports.rows import operations_of
from planner.layouts import place
from planner.model import Target, Unit

if TYPE_CHECKING:
    from datetime import tzinfo

    from planner.config import Rules
    from planner.model import Reading


def render(reading: Reading, rules: Rules, zone: tzinfo | None) -> bytes:  # noqa: ARG001 - as all
    """The reading as .xlsx. Errors: DataError where a row cannot be said in a log."""
    from planner.sheets.workbook import WorkbookSheet
    from planner.sheets.workbook.create import create
    from planner.sheets.workbook.editor import Editor
    from planner.sheets.workbook.package import load

    planned = {target.category for target in reading.targets}
    counted = {
        entry.category: Target(entry.category, Unit.COUNT, 0)
        for entry in reading.entries
        if entry.unit is Unit.COUNT and entry.category not in planned
    }
    latest = max((entry.date for entry in reading.entries), default=date(2000, 1, 1))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        create(path, [*reading.targets, *counted.values()])
        snapshot = WorkbookSheet(path).snapshot()
        operations = operations_of(reading, rules)
        placement = place(snapshot, operations, rules, latest)
        for at, refused in placement.refused.items():
            raise DataError(
                f"an entry cannot be said in a workbook's log: {refused.why}",
                where=f"{operations[at].date}",
                todo="Export it as JSON, which holds everything.",
            )
        editor = Editor(load(path))
        editor.apply(placement.edits)
        return editor.pack()
