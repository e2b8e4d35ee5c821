"""Protected ranges: a change by somebody who may not edit them is refused as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server import a1
from tests.sheets_server.errors import ApiError

if TYPE_CHECKING:
    from tests.sheets_server.spreadsheet import Sheet, Spreadsheet

JSON = dict[str, Any]
REFUSAL = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)


def check(before: Spreadsheet, after: Spreadsheet, user: str, owner: str) -> None:
    """Compares what stands in each protected range before and after. Raises ApiError."""
    if user == owner:
        return
    for sheet in before.sheets:
        for protected in sheet.list_of("protectedRanges"):
            if not _may_edit(protected, user) and _changed(sheet, protected, after):
                raise ApiError(400, REFUSAL)


def _may_edit(protected: JSON, user: str) -> bool:
    return bool(protected.get("warningOnly")) or user in protected.get("editors", {}).get(
        "users", []
    )


def _changed(sheet: Sheet, protected: JSON, after: Spreadsheet) -> bool:
    number = protected["protectedRangeId"]
    for new in after.sheets:
        for there in new.list_of("protectedRanges"):
            if there["protectedRangeId"] == number:
                return _content(sheet, protected) != _content(new, there)
    return True


def _content(sheet: Sheet, protected: JSON) -> dict[tuple[int, int], JSON]:
    """The cells of the range, by their place in it."""
    box = a1.area_of(protected.get("range", {})).within(sheet.row_count, sheet.column_count)
    cells = {}
    for (row, column), cell in sheet.cells.items():
        if box.holds(row, column):
            kept = ("userEnteredValue", "userEnteredFormat")
            cells[row - box.row, column - box.column] = {n: v for n, v in cell.items() if n in kept}
    return cells
