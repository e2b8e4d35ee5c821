"""What a workbook file needs to be read and written, step by step."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from planner.errors import PermissionDeniedError
from planner.sheets.steps import Said, Step
from planner.sheets.workbook.files import refuse_while_open
from planner.sheets.workbook.sheet import WorkbookSheet

if TYPE_CHECKING:
    from pathlib import Path

    from planner.sheets.grid import Snapshot


class WorkbookExamination:
    """The steps of `planner doctor` for a workbook. Nothing is written to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sheet = WorkbookSheet(path)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The workbook, read once."""
        return self.sheet.snapshot()

    def steps(self) -> tuple[Step, ...]:
        """Each one needs those before it."""
        return (
            Step("sheet", self._sheet),
            Step("permission", self._permission),
            Step("in use", self._in_use),
        )

    def _sheet(self) -> Said:
        tabs = ", ".join(tab.name for tab in self.snapshot.tabs if not tab.hidden)
        return Said(f"{self.path}: {tabs}")

    def _permission(self) -> Said:
        for place, what in (
            (self.path, "the workbook"),
            (self.path.resolve().parent, "its folder"),
        ):
            if not os.access(place, os.W_OK):
                raise PermissionDeniedError(
                    f"{what} cannot be written to",
                    where=str(place),
                    todo="A sync can read it; to write, give yourself the permission: chmod u+w.",
                )
        return Said("may write (nothing was written)")

    def _in_use(self) -> Said:
        refuse_while_open(self.path)
        return Said("no spreadsheet program has it open")
