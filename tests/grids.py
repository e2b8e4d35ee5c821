"""Snapshots from plain rows, as tests write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.sheets.grid import EMPTY, Cell, Snapshot, Tab

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Content = str | float | Cell | None


def cell(content: Content) -> Cell:
    """A cell as a person sees it: text, a number, or a cell made by hand."""
    if isinstance(content, Cell):
        return content
    if content is None or content == "":
        return EMPTY
    if isinstance(content, str):
        return Cell(content, content)
    return Cell(content, f"{content:g}")


def tab(name: str, rows: Sequence[Sequence[Content]]) -> Tab:
    return Tab(name, tuple(tuple(cell(content) for content in row) for row in rows))


def snapshot(
    tabs: Mapping[str, Sequence[Sequence[Content]]], *, locale: str = "en_US", time_zone: str = ""
) -> Snapshot:
    return Snapshot(
        "sheet", "Plan", locale, time_zone, tuple(tab(name, rows) for name, rows in tabs.items())
    )


def from_markdown(text: str) -> list[list[str]]:
    """A Markdown log as the rows of a sheet: headings and tables, a blank row between blocks."""
    rows: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("|"):
            cells = [part.strip() for part in line.strip().strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", part) for part in cells):
                rows.append(cells)
        elif line.strip():
            if rows:
                rows.append([])
            rows.append([line.strip()])
    return rows
