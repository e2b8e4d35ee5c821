"""Another tool's table with the headers that ours has, so that it is read like any log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.sheets.grid import EMPTY, Cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.sheets.grid import Tab

_LOOK_AT = 10


def recast(tab: Tab, headers: Mapping[str, str]) -> Tab | None:
    """The tab with these headers renamed and all other columns left out; rows keep their place.

    headers: the tool's word, casefolded → ours; None where one of them is missing.
    """
    for row, cells in enumerate(tab.rows[:_LOOK_AT]):
        words = [cell.text.casefold().strip() for cell in cells]
        if headers.keys() <= set(words):
            ours = {column: headers[word] for column, word in enumerate(words) if word in headers}
            header = tuple(Cell(word, word) if word else EMPTY
                           for word in (ours.get(c, "") for c in range(len(cells))))  # fmt: skip
            rest = (
                tuple(tab.at(below, column) if column in ours else EMPTY
                      for column in range(len(cells)))
                for below in range(row + 1, len(tab.rows))
            )  # fmt: skip
            return replace(tab, rows=(*(() for _ in range(row)), header, *rest))
    return None
