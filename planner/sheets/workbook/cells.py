"""A tab's cells as XML: found, made in their place, and given values."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from planner.errors import DataError
from planner.model import column_letters
from planner.sheets.grid import Formula
from planner.sheets.workbook.package import q
from planner.sheets.workbook.reader import column_of, move_formula

if TYPE_CHECKING:
    from lxml.etree import _Element

    from planner.sheets.grid import Value

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Cells:
    """The rows of a tab's part, by number, so that many edits cost one pass."""

    def __init__(self, sheet: _Element) -> None:
        data = sheet.find(q("sheetData"))
        if data is None:
            raise DataError("a tab of the workbook has no cells' part")
        self.data = data
        self.rows: dict[int, _Element] = {}
        for element in data:
            number = int(element.get("r", max(self.rows, default=-1) + 2)) - 1
            self.rows[number] = element
        self.order = sorted(self.rows)

    def row(self, index: int) -> _Element:
        """The row's element, made in its place where there is none."""
        if index not in self.rows:
            new = self.data.makeelement(q("row"), {"r": str(index + 1)}, None)
            self.data.insert(bisect_left(self.order, index), new)
            insort(self.order, index)
            self.rows[index] = new
        return self.rows[index]

    def cell(self, row: int, column: int) -> _Element:
        """The cell's element, made in its place where there is none."""
        element = self.row(row)
        reference = f"{column_letters(column)}{row + 1}"
        for at, cell in enumerate(element):
            here = column_of(cell.get("r", "A1"))
            if here == column:
                return cell
            if here > column:
                new = element.makeelement(q("c"), {"r": reference}, None)
                element.insert(at, new)
                return new
        if "spans" in element.attrib:
            del element.attrib["spans"]
        return child(element, q("c"), r=reference)

    def known(self, row: int, column: int) -> _Element | None:
        """The cell's element where there is one."""
        element = self.rows.get(row)
        cells: list[_Element] = [] if element is None else list(element)
        return next((c for c in cells if column_of(c.get("r", "A1")) == column), None)

    def set(self, row: int, column: int, value: Value) -> _Element:
        """Put a value into a cell; text is stored as text, whatever it begins with."""
        cell = self.cell(row, column)
        for part in list(cell):
            if part.tag == q("f") and part.get("t") == "shared" and part.text:
                self._unshare(part, row, column)
        clear(cell)
        if isinstance(value, Formula):
            child(cell, q("f")).text = value.text.removeprefix("=")
            if isinstance(value.value, (int, float)):
                child(cell, q("v")).text = repr(value.value)
        elif isinstance(value, str):
            cell.set("t", "inlineStr")
            text = child(child(cell, q("is")), q("t"))
            text.text = _printable(value)
            text.set(_SPACE, "preserve")
        elif value is not None:
            child(cell, q("v")).text = repr(value)
        return cell

    def styles_above(self, row: int) -> dict[int, int]:
        """The formats of the row with cells above, unless it is the header that begins the tab."""
        for index in reversed(self.order[: bisect_left(self.order, row)]):
            if index and len(self.rows[index]):
                cells = self.rows[index]
                return {column_of(c.get("r", "A1")): int(c.get("s", "0")) for c in cells}
        return {}

    def _unshare(self, source: _Element, row: int, column: int) -> None:
        """Give each cell that shares this formula its own, since the source goes."""
        for formula in self.data.iter(q("f")):
            if formula is source or formula.get("si") != source.get("si"):
                continue
            owner = formula.getparent()
            if owner is None or formula.get("t") != "shared" or formula.text:
                continue
            down, right = place_of(owner)
            formula.text = move_formula(source.text or "", down - row, right - column)
            for name in ("t", "si"):
                del formula.attrib[name]


def place_of(cell: _Element) -> tuple[int, int]:
    """A cell's row and column, counted from 0."""
    reference = cell.get("r", "A1")
    return int(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1, column_of(reference)


def clear(cell: _Element) -> None:
    """Take the value out of a cell; its format stays."""
    for part in list(cell):
        if part.tag in (q("v"), q("f"), q("is")):
            cell.remove(part)
    if "t" in cell.attrib:
        del cell.attrib["t"]


def child(parent: _Element, tag: str, **attributes: str) -> _Element:
    """A new last child."""
    element = parent.makeelement(tag, attributes, None)
    parent.append(element)
    return element


def _printable(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
