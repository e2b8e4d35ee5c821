"""Tables of a Markdown (or Org) page, with the headings between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.imports.grids import lines_of, tab_of

if TYPE_CHECKING:
    from planner.sheets.grid import Tab

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)*\|?\s*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")


def read_markdown(name: str, text: str) -> Tab:
    """The page as a tab: a row of cells for a table's line, one cell for any other."""
    lines = lines_of(text)
    cells: dict[int, list[str]] = {}
    in_table = False
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if not line.strip():
            in_table = False
        elif "|" in line or "+" in line or in_table:
            if _RULE.fullmatch(line):
                in_table = True
            elif in_table or line.lstrip().startswith("|") or _is_rule(following):
                cells[number] = _cells(line)
            else:
                cells[number] = [line]
        elif not _RULE.fullmatch(line):
            cells[number] = [line]
    return tab_of(name, cells)


def _is_rule(line: str) -> bool:
    return "|" in line and _RULE.fullmatch(line) is not None


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    parts = _PIPE.split(inner)
    if parts and not parts[-1].strip():
        parts.pop()
    return [_BREAK.sub("\n", part.replace("\\|", "|")) for part in parts]
