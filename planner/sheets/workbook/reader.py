"""A workbook's tabs read into cells, in one pass over each sheet's XML.

ECMA-376 part 1, 18.3 (worksheets) and 18.4 (shared strings).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from planner.errors import DataError
from planner.model import column_letters
from planner.sheets.grid import EMPTY, Cell, Show, Tab
from planner.sheets.workbook.package import OFFICE, RELATIONS, Package, q
from planner.sheets.workbook.styles import Styles, decimals_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_COLUMNS = 1000
_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SHIFT = re.compile(r"(\"[^\"]*\"|'[^']*'!?)|(?<![\w.])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(])")
_1904 = 1462
"""Days between the two epochs that a workbook may count from."""


class Workbook:
    """The parts of a package that say what its cells hold."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.name = self._main_part()
        self.root = package.xml(self.name)
        self.relations = self._relations()
        strings = self._related("sharedStrings")
        self.strings = _shared_strings(package.xml(strings)) if strings else []
        self.styles_name = self._related("styles")
        self.styles = Styles(package.xml(self.styles_name)) if self.styles_name else None
        properties = self.root.find(q("workbookPr"))
        self.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")

    def _main_part(self) -> str:
        for relation in self.package.xml("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
        raise DataError("this is no .xlsx workbook", where=str(self.package.path))

    def _relations(self) -> dict[str, tuple[str, str]]:
        folder, _, file = self.name.rpartition("/")
        name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        return {
            r.get("Id", ""): (r.get("Type", "").rsplit("/", 1)[-1], self.target(r))
            for r in self.package.xml(name)
            if r.tag == q("Relationship", RELATIONS) and r.get("TargetMode") != "External"
        }

    def target(self, relation: _Element) -> str:
        """The name of the part that a relation points at."""
        target = relation.get("Target", "")
        return target[1:] if target.startswith("/") else normpath(join(dirname(self.name), target))

    def _related(self, kind: str) -> str:
        return next((target for k, target in self.relations.values() if k == kind), "")

    def sheets(self) -> list[tuple[str, str, bool]]:
        """Each tab's name, its part, and whether it is hidden; charts' own tabs are left out."""
        found = []
        for sheet in self.root.iterfind(f"{q('sheets')}/{q('sheet')}"):
            kind, part = self.relations.get(sheet.get(q("id", OFFICE), ""), ("", ""))
            if kind == "worksheet":
                hidden = sheet.get("state", "visible") != "visible"
                found.append((sheet.get("name", ""), part, hidden))
        return found

    def tabs(self) -> tuple[Tab, ...]:
        """Every tab's cells."""
        return tuple(
            self.tab(name, part, number, hidden=hidden)
            for number, (name, part, hidden) in enumerate(self.sheets())
        )

    def tab(self, name: str, part: str, number: int, *, hidden: bool) -> Tab:
        """One tab's cells, trimmed of what is empty at its ends."""
        from lxml import etree

        rows: list[tuple[Cell, ...]] = []
        merges: list[tuple[int, int, int, int]] = []
        shared: dict[str, tuple[str, int, int]] = {}
        stream = BytesIO(self.package.part(part))
        try:
            for _, element in etree.iterparse(
                stream, tag=(q("row"), q("mergeCell")), resolve_entities=False, huge_tree=True
            ):
                if element.tag == q("mergeCell"):
                    merges.append(_range(element.get("ref", "")))
                    continue
                index = int(element.get("r", len(rows) + 1)) - 1
                cells = self._row(element, index, shared)
                if cells:
                    rows.extend(() for _ in range(index - len(rows)))
                    rows.append(cells)
                element.clear()
        except etree.XMLSyntaxError as error:
            raise DataError(
                f"the tab {name} is broken: {error.msg}",
                where=str(self.package.path),
                todo="Open it in your spreadsheet program and save it again as .xlsx.",
            ) from error
        return Tab(name, tuple(rows), number, hidden, tuple(merges))

    def _row(
        self, row: _Element, index: int, shared: dict[str, tuple[str, int, int]]
    ) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for element in row:
            reference = element.get("r")
            column = column_of(reference) if reference else len(cells)
            if column >= MOST_COLUMNS:
                break
            cell = self._cell(element, index, column, shared)
            if cell is not EMPTY:
                if column > len(cells):
                    cells.extend([EMPTY] * (column - len(cells)))
                cells.append(cell)
        return tuple(cells)

    def _cell(
        self, element: _Element, row: int, column: int, shared: dict[str, tuple[str, int, int]]
    ) -> Cell:
        kind = element.get("t", "n")
        style = int(element.get("s", "0"))
        value = formula = None
        for child in element:
            if child.tag == q("v"):
                value = child.text
            elif child.tag == q("f"):
                formula = formula_text(child, row, column, shared)
            elif child.tag == q("is"):
                value = _text(child)
        if value is None and not formula:
            return EMPTY
        show = self.styles.show(style) if self.styles else Show.NUMBER
        if value is None:
            return Cell(None, "", f"={formula}", show)
        typed = f"={formula}" if formula else ""
        match kind:
            case "s":
                text = self.strings[int(value)] if int(value) < len(self.strings) else ""
                return Cell(text, text, typed) if text or typed else EMPTY
            case "str" | "inlineStr" | "d":
                return Cell(value, value, typed) if value or typed else EMPTY
            case "b":
                return Cell(value == "1", "TRUE" if value == "1" else "FALSE", typed)
            case "e":
                return Cell(value, value, typed, error=True)
        return self._number(value, typed, show, style)

    def _number(self, value: str, typed: str, show: Show, style: int) -> Cell:
        try:
            number = float(value)
        except ValueError:
            return Cell(value, value, typed)
        if self.from_1904 and show in (Show.DATE, Show.DATE_TIME):
            number += _1904
        code = self.styles.codes[style] if self.styles and style < len(self.styles.codes) else ""
        return Cell(number, shown(number, show, code), typed, show)


def shown(number: float, show: Show, code: str = "") -> str:
    """A number about as a spreadsheet program shows it."""
    if show in (Show.DATE, Show.DATE_TIME) and 0 <= number < 2_958_466:
        moment = datetime(1899, 12, 30) + timedelta(days=number)  # noqa: DTZ001 - a sheet's own time
        return moment.strftime("%Y-%m-%d" if show is Show.DATE else "%Y-%m-%d %H:%M")
    if show in (Show.TIME, Show.DURATION):
        minutes = round(number * 24 * 60)
        return f"{minutes // 60 if show is Show.DURATION else minutes // 60 % 24}:{minutes % 60:02}"
    places = decimals_of(code) if code else None
    return f"{number:.10g}" if places is None else f"{number:.{places}f}"


def column_of(reference: str) -> int:
    """The column of a reference such as D10, counted from 0."""
    column = 0
    for letter in reference:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter) - 64
    return column - 1


def _range(reference: str) -> tuple[int, int, int, int]:
    places = _REF.findall(reference.replace("$", ""))
    (first, top), (last, bottom) = places[0], places[-1]
    return int(top) - 1, column_of(first), int(bottom) - 1, column_of(last)


def _shared_strings(root: _Element) -> list[str]:
    return [_text(item) for item in root.iterfind(q("si"))]


def _text(item: _Element) -> str:
    """The text of a string item: its runs, without phonetic hints."""
    return "".join(
        t.text or ""
        for t in item.iter(q("t"))
        if (parent := t.getparent()) is None or parent.tag != q("rPh")
    )


def formula_text(
    element: _Element, row: int, column: int, shared: dict[str, tuple[str, int, int]]
) -> str:
    """The formula's text; a shared one is moved from the cell that it was written in."""
    text = element.text or ""
    if element.get("t") == "shared":
        group = element.get("si", "")
        if text:
            shared[group] = (text, row, column)
        elif group in shared:
            source, from_row, from_column = shared[group]
            return move_formula(source, row - from_row, column - from_column)
    return text


def move_formula(text: str, down: int, right: int) -> str:
    """A formula copied so far: its relative references move along, quoted text does not."""

    def moved(match: re.Match[str]) -> str:
        if match[1]:
            return match[0]
        letters = match[3] if match[2] else column_letters(max(0, column_of(match[3]) + right))
        number = match[5] if match[4] else str(max(1, int(match[5]) + down))
        return f"{match[2]}{letters}{match[4]}{number}"

    return _SHIFT.sub(moved, text)
