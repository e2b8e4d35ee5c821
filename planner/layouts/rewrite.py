"""A cell given another text: an edit, a removal, or a value brought back from the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.layouts.cells import more
from planner.layouts.notation import learn_notation
from planner.layouts.refused import Refused
from planner.model import CellRef
from planner.sheets.grid import EMPTY, Cell, Formula, Show, Value

if TYPE_CHECKING:
    from planner.layouts.draft import Draft
    from planner.model import Rewrite, Unit


def place_rewrite(draft: Draft, rewrite: Rewrite) -> Refused | None:
    """Put the text where the base still stands; where it does not, the person's value stays."""
    ref = _find(draft, rewrite)
    if ref is None:
        there = draft.at(rewrite.cell)
        if there.typed == rewrite.text:
            return None
        return Refused("it holds another value now", rewrite.cell, there.typed)
    value, show = as_typed(rewrite.text, draft.at(ref))
    draft.write(ref, value, show)
    return None


def _find(draft: Draft, rewrite: Rewrite) -> CellRef | None:
    """Where the base stands: at its old place, else in the one row of that date that has it."""
    rows: list[int] = []
    for table, days in draft.dated:
        if table.tab.name == rewrite.cell.tab:
            rows += [row for row, day in days.dates.items() if day == rewrite.date]
    old = rewrite.cell
    if draft.at(old).typed == rewrite.base and (
        rewrite.date is None or old.row in rows or not rows
    ):
        return old
    found = [
        ref
        for row in rows
        if draft.at(ref := CellRef(old.tab, row, old.column)).typed == rewrite.base
    ]
    return found[0] if len(found) == 1 else None


def as_typed(text: str, cell: Cell) -> tuple[Value, Show | None]:
    """The value that this text means where a person would type it into that cell."""
    if not text:
        return None, None
    if text.startswith("'"):
        return text[1:], None
    if text.startswith("="):
        return Formula(text), None
    try:
        number = float(text)
    except ValueError:
        return text, None
    if not isinstance(cell.value, str) and number == number and abs(number) < 1e15:  # noqa: PLR0124 - not a NaN
        return (int(number) if number.is_integer() else number), Show.NUMBER
    return text, None


def in_notation(amount: int, unit: Unit, typed: str, locale: str) -> str:
    """An amount as it would be typed in the place of what is typed there now."""
    there = as_typed(typed, EMPTY)[0]
    cell = Cell(there, typed) if isinstance(there, (int, float, str)) else EMPTY
    made = more(EMPTY, amount, unit, learn_notation([cell], locale))
    value = made[0] if made else None
    return f"{value:.10g}" if isinstance(value, (int, float)) else str(value or "")
