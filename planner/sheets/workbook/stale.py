"""Formulas whose kept values an edit has made wrong: their values are forgotten, not guessed.

A spreadsheet program works them out again when it opens the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.sheets.workbook.cells import place_of
from planner.sheets.workbook.package import q
from planner.sheets.workbook.reader import column_of, formula_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from planner.sheets.workbook.editor import Editor

Area = tuple[str, int, int, int, int]
"""A tab and first row, first column, last row, last column, counted from 0."""

_AREA = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([\w.]+))!)?"
    r"(?:\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?"
    r"|\$?([A-Z]{1,3}):\$?([A-Z]{1,3})|\$?(\d{1,7}):\$?(\d{1,7}))(?![\w(])"
)
_STRING = re.compile(r'"[^"]*"')
_NAME = re.compile(r"(?<![\w.$!'])[A-Za-z_\\][\w.]*(?!\s*[(!\w:])")
_VOLATILE = re.compile(r"\b(?:INDIRECT|OFFSET|NOW|TODAY|RAND)\s*\(", re.IGNORECASE)
_LARGE = 1 << 21


def areas_of(formula: str, tab: str) -> Iterator[Area]:
    """The cells that a formula reads; everything where that cannot be told."""
    text = _STRING.sub('""', formula)
    rest = _AREA.sub(" ", text)
    if _VOLATILE.search(text) or "[" in text or _names(rest):
        yield "", 0, 0, _LARGE, _LARGE
        return
    for match in _AREA.finditer(text):
        quoted, bare, c1, r1, c2, r2, w1, w2, n1, n2 = match.groups()
        where = quoted.replace("''", "'") if quoted else bare or tab
        if c1:
            first, last = column_of(c1), column_of(c2 or c1)
            top, bottom = int(r1) - 1, int(r2 or r1) - 1
        elif w1:
            first, last, top, bottom = column_of(w1), column_of(w2), 0, _LARGE
        else:
            first, last, top, bottom = 0, _LARGE, int(n1) - 1, int(n2) - 1
        yield where, min(top, bottom), min(first, last), max(top, bottom), max(first, last)


def _names(text: str) -> bool:
    return any(m[0].upper() not in ("TRUE", "FALSE") for m in _NAME.finditer(text))


@dataclass(frozen=True, slots=True)
class _Kept:
    """A formula with what it reads, and the cell whose kept value it is."""

    place: tuple[str, int, int]
    areas: tuple[Area, ...]
    part: str
    root: _Element
    cell: _Element


def forget_values(editor: Editor) -> None:
    """Take the kept value out of each formula that reads a changed cell, however far."""
    changed = {tab: set(cells) for tab, cells in editor.touched.items()}
    waiting = list(_formulas(editor))
    found = True
    while found:
        found = False
        still = []
        for kept in waiting:
            if not any(_meets(area, changed) for area in kept.areas):
                still.append(kept)
                continue
            found = True
            tab, row, column = kept.place
            changed.setdefault(tab, set()).add((row, column))
            if (row, column) not in editor.touched.get(tab, set()):
                editor.parts[kept.part] = kept.root
                _forget(kept.cell)
        waiting = still
    if editor.touched:
        _recalculate(editor)


def _formulas(editor: Editor) -> Iterator[_Kept]:
    for tab, part, _ in editor.workbook.sheets():
        root = editor.parts.get(part)
        if root is None:
            if b"<f" not in editor.package.part(part):
                continue
            root = editor.package.xml(part)
        shared: dict[str, tuple[str, int, int]] = {}
        for element in root.iter(q("f")):
            cell = element.getparent()
            if cell is None:
                continue
            row, column = place_of(cell)
            text = formula_text(element, row, column, shared)
            yield _Kept((tab, row, column), tuple(areas_of(text, tab)), part, root, cell)


def _forget(cell: _Element) -> None:
    for value in cell.findall(q("v")):
        cell.remove(value)
    if "t" in cell.attrib:
        del cell.attrib["t"]


def _meets(area: Area, changed: dict[str, set[tuple[int, int]]]) -> bool:
    tab, top, first, bottom, last = area
    cells = changed.get(tab, set()) if tab else {c for found in changed.values() for c in found}
    return any(top <= row <= bottom and first <= column <= last for row, column in cells)


def _recalculate(editor: Editor) -> None:
    """Ask the next program to work everything out; the chain of calculation is its to make."""
    root: _Element = editor.parts.setdefault(editor.workbook.name, editor.workbook.root)
    settings = root.find(q("calcPr"))
    if settings is None:
        settings = root.makeelement(q("calcPr"), None, None)
        names = root.find(q("definedNames"))
        after = names if names is not None else root.find(q("sheets"))
        assert after is not None  # noqa: S101 - a workbook without sheets does not open
        after.addnext(settings)
    settings.set("fullCalcOnLoad", "1")
    for key, (kind, part) in list(editor.workbook.relations.items()):
        if kind == "calcChain":
            editor.dropped.add(part)
            folder, _, file = editor.workbook.name.rpartition("/")
            relations = editor.xml(f"{folder}/_rels/{file}.rels")
            for relation in [r for r in relations if r.get("Id") == key]:
                relations.remove(relation)
            types = editor.xml("[Content_Types].xml")
            for override in [o for o in types if o.get("PartName") == f"/{part}"]:
                types.remove(override)
