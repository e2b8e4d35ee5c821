"""A local workbook as a Sheet: read whole, written by comparison and atomic replacement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.sheets.grid import Beaten, Landed, Snapshot
from planner.sheets.workbook.editor import Editor
from planner.sheets.workbook.fences import read_fences, write_fence
from planner.sheets.workbook.files import locked, refuse_while_open, replace
from planner.sheets.workbook.package import RELATIONS, Package, load, q
from planner.sheets.workbook.reader import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from planner.sheets.grid import Batch

_CORE = "/core-properties"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


class WorkbookSheet:
    """The Sheet protocol over an .xlsx file."""

    def __init__(self, path: Path) -> None:
        # A link keeps pointing at the file: the file behind it is what gets replaced.
        self.path = path.resolve()
        self._seen: bytes | None = None

    def snapshot(self) -> Snapshot:
        """Every tab as the file has it now."""
        package = load(self.path)
        self._seen = package.data
        workbook = Workbook(package)
        return Snapshot(
            sheet=str(self.path),
            title=self.path.name,
            locale=_locale(package),
            time_zone="",
            tabs=workbook.tabs(),
            fences=read_fences(package),
        )

    def swap(self, batch: Batch) -> Landed | Beaten:
        """Write the batch, unless the file is no longer the one that the snapshot saw.

        Any other save beats it: a fresh snapshot costs nothing here. Errors: TryAgainError while
        a desktop program has the file open, PermissionDeniedError, DataError.
        """
        with locked(self.path):
            package = load(self.path)
            if any(fence.digest == batch.fence.digest for fence in read_fences(package)):
                return Landed()
            if package.data != self._seen:
                return Beaten("the workbook was saved meanwhile")
            refuse_while_open(self.path)
            editor = Editor(package)
            editor.apply(batch.edits)
            write_fence(editor, batch.fence)
            data = editor.pack()
            if self.path.read_bytes() != package.data:
                return Beaten("the workbook was saved meanwhile")
            replace(self.path, data, package.data)
            return Landed()


def _locale(package: Package) -> str:
    """The language that the document says it is in, as "en_US"; "" where it says none."""
    for relation in package.xml("_rels/.rels"):
        name = relation.get("Target", "").lstrip("/")
        if (
            relation.tag == q("Relationship", RELATIONS)
            and relation.get("Type", "").endswith(_CORE)
            and package.has(name)
        ):
            return (package.xml(name).findtext(_LANGUAGE) or "").replace("-", "_")
    return ""
