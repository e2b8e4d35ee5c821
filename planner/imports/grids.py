"""Lines of a file as the rows of a tab: row n of the tab is line n of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.sheets.grid import EMPTY, Cell, Tab

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def tab_of(name: str, lines: Mapping[int, Sequence[str]]) -> Tab:
    """The tab of these cells by line, counted from 0; lines that are not there are blank rows."""
    height = max(lines, default=-1) + 1
    return Tab(name, tuple(tuple(map(_cell, lines.get(line, ()))) for line in range(height)))


def lines_of(text: str) -> list[str]:
    """The lines of a text, as editors count them: other separators stay inside of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _cell(text: str) -> Cell:
    text = text.strip()
    # The apostrophe that keeps a spreadsheet from taking text for a formula is no part of it.
    if text[:1] == "'" and text[1:2] in tuple("=+-@'"):
        text = text[1:]
    return Cell(text, text) if text else EMPTY
