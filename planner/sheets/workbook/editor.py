"""Edits made in a workbook's XML: only the parts, rows and cells that change are touched.

What is not understood stays, byte for byte, since its parts are copied as they are.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from planner.errors import DataError, PermissionDeniedError
from planner.sheets.grid import AddTab, Append, Look, NewCell, NewRow, Replace, Value, Write
from planner.sheets.workbook.cells import Cells, clear, place_of
from planner.sheets.workbook.package import q
from planner.sheets.workbook.reader import Workbook
from planner.sheets.workbook.stale import forget_values
from planner.sheets.workbook.tabs import add_tab

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from planner.sheets.grid import Edit, Show
    from planner.sheets.workbook.package import Package

_LIKE_FORMULAS = tuple("=+-@'")


class Editor:
    """A package with edits in it, to be packed again.

    parts: the parts that have changed, as XML; dropped: those that go; touched: the cells that
    have a new value, by tab.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.workbook = Workbook(package)
        self.parts: dict[str, _Element] = {}
        self.dropped: set[str] = set()
        self.touched: dict[str, set[tuple[int, int]]] = {}
        self._cells: dict[str, Cells] = {}
        if any(name.startswith("_xmlsignatures/") for name in package.zip.namelist()):
            raise DataError(
                "the workbook is signed, and any change would break the signature",
                where=str(package.path),
                todo="Keep the plan in a workbook without a digital signature.",
            )

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make the edits. Errors: DataError, PermissionDeniedError; then nothing is written."""
        for edit in edits:
            match edit:
                case Write():
                    at = edit.cell
                    self._put(at.tab, at.row, at.column, edit.value, edit.show)
                case Append():
                    self._append(edit.tab, edit.after + 1, edit.rows)
                case AddTab():
                    add_tab(self, edit.tab)
                    self._append(edit.tab, 0, edit.rows)
                case Replace():
                    self._replace(edit)
        forget_values(self)

    def xml(self, name: str) -> _Element:
        """A part that is about to change."""
        if name not in self.parts:
            self.parts[name] = self.package.xml(name)
        return self.parts[name]

    def part_of(self, tab: str) -> str | None:
        """The name of a tab's part."""
        return next((part for name, part, _ in self.workbook.sheets() if name == tab), None)

    def cells(self, tab: str) -> Cells:
        """A tab's cells, to change. Errors: DataError, PermissionDeniedError."""
        if tab not in self._cells:
            self._cells[tab] = Cells(self._sheet(tab))
        return self._cells[tab]

    def pack(self) -> bytes:
        """The package with what has changed; all other parts as they were."""
        if self.workbook.styles is not None and self.workbook.styles.changed:
            self.parts[self.workbook.styles_name] = self.workbook.styles.root
        out = BytesIO()
        left = dict(self.parts)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for info in self.package.zip.infolist():
                if info.filename in self.dropped:
                    continue
                root = left.pop(info.filename, None)
                data = self.package.zip.read(info) if root is None else _bytes(root)
                packed.writestr(info, data, compress_type=info.compress_type)
            for name, root in left.items():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                packed.writestr(info, _bytes(root), zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _sheet(self, tab: str) -> _Element:
        part = self.part_of(tab)
        if part is None:
            raise DataError(f"there is no tab {tab}", where=str(self.package.path))
        sheet = self.xml(part)
        protection = sheet.find(q("sheetProtection"))
        if protection is not None and protection.get("sheet") in ("1", "true"):
            raise PermissionDeniedError(
                f"the tab {tab} is protected",
                where=str(self.package.path),
                todo="Take the protection off in your spreadsheet program, or log in another tab.",
            )
        # The dimension is a hint that would now be wrong; programs work it out without one.
        if (dimension := sheet.find(q("dimension"))) is not None:
            sheet.remove(dimension)
        return sheet

    def _put(self, tab: str, row: int, column: int, value: Value, show: Show | None) -> _Element:
        cell = self.cells(tab).set(row, column, value)
        style = int(cell.get("s", "0"))
        if (styles := self.workbook.styles) is not None:
            if show is not None:
                style = styles.with_show(style, show)
            if isinstance(value, str) and value.startswith(_LIKE_FORMULAS):
                style = styles.quoted(style)
        if style:
            cell.set("s", str(style))
        self.touched.setdefault(tab, set()).add((row, column))
        return cell

    def _append(self, tab: str, at: int, rows: Sequence[NewRow]) -> None:
        cells = self.cells(tab)
        if self.xml(self.part_of(tab) or "").find(q("tableParts")) is not None:
            raise DataError(
                f"the tab {tab} holds a formatted table, which rows cannot be added to",
                where=str(self.package.path),
                todo="Turn the table into a plain range; its rows stay as they are.",
            )
        above = cells.styles_above(at)
        for offset, row in enumerate(rows):
            for column, new in enumerate(row.cells):
                if new.value is None and row.look is Look.PLAIN:
                    continue
                element = self._put(tab, at + offset, column, new.value, None)
                self._dress(element, new, row.look, above.get(column, 0))

    def _dress(self, element: _Element, cell: NewCell, look: Look, above: int) -> None:
        styles = self.workbook.styles
        if styles is None:
            return
        style = above if look is Look.PLAIN else 0
        if cell.show is not None:
            style = styles.with_show(style, cell.show)
        style = styles.look(style, look)
        if isinstance(cell.value, str) and cell.value.startswith(_LIKE_FORMULAS):
            style = styles.quoted(style)
        if style:
            element.set("s", str(style))

    def _replace(self, edit: Replace) -> None:
        if self.part_of(edit.tab) is None:
            add_tab(self, edit.tab)
        for row in self.cells(edit.tab).data:
            for cell in row:
                if place_of(cell)[1] < edit.width:
                    clear(cell)
                    if "s" in cell.attrib:
                        del cell.attrib["s"]
        for at, new_row in enumerate(edit.rows):
            for column, new in enumerate(new_row.cells):
                if new.value is not None:
                    element = self._put(edit.tab, at, column, new.value, None)
                    self._dress(element, new, new_row.look, 0)


def _bytes(root: _Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
