"""Requests that write cells: updateCells, appendCells, repeatCell, and those on notes and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server import a1, formats
from tests.sheets_server.batch.dimensions import grow
from tests.sheets_server.batch.draft import Draft, mask_of
from tests.sheets_server.errors import ApiError
from tests.sheets_server.references import copied
from tests.sheets_server.spreadsheet import exceeds_grid

if TYPE_CHECKING:
    from tests.sheets_server.fields import Mask
    from tests.sheets_server.spreadsheet import Sheet

JSON = dict[str, Any]


def update_cells(draft: Draft, request: JSON) -> None:
    """Writes the masked fields of each cell; those that a cell lacks are cleared.

    In a range, cells that no row covers are cleared of them as well.
    """
    mask = _with_twins(mask_of(request, "CellData"))
    rows = request.get("rows", [])
    if "start" in request:
        sheet = draft.sheet(request["start"])
        row = request["start"].get("rowIndex", 0)
        column = request["start"].get("columnIndex", 0)
        width = max((len(r.get("values", [])) for r in rows), default=0)
        box = a1.Box(row, row + len(rows), column, column + width)
        if rows and (box.end_row > sheet.row_count or box.end_column > sheet.column_count):
            raise exceeds_grid(sheet, box.area(sheet.id))
        ragged = True
    elif "range" in request:
        sheet, box = draft.book.box(request["range"])
        ragged = False
    else:
        raise ApiError(400, "One of start or range must be specified.")
    covered = {
        (row, column): cell
        for row, line in enumerate(rows[: box.height], box.row)
        for column, cell in enumerate(line.get("values", [])[: box.width], box.column)
    }
    for at, cell in covered.items():
        write_cell(sheet, at, mask, cell)
    if not ragged:
        for at in [at for at in sheet.cells if box.holds(*at) and at not in covered]:
            write_cell(sheet, at, mask, {})


def write_cell(sheet: Sheet, at: tuple[int, int], mask: Mask, given: JSON) -> None:
    """Writes the masked fields of one cell."""
    given = formats.with_styles(given)
    value = given.get("userEnteredValue")
    if value is not None and len(value) > 1:
        raise ApiError(400, "A cell's userEnteredValue has more than one kind of value.")
    if value is not None and "errorValue" in value:
        raise ApiError(400, "An errorValue can not be written.")
    if value in ({"stringValue": ""}, {}):
        given = given | {"userEnteredValue": None}
    sheet.put(at, mask.write(sheet.cells.get(at, {}), given))


def _with_twins(mask: Mask) -> Mask:
    """Who names a color means its `…Style` twin too, and the other way round."""
    children = {name: _with_twins(inner) for name, inner in mask.children.items()}
    for name in list(children):
        plain = name.removesuffix("Style")
        if plain in formats.COLORS:
            children[plain] = children[plain + "Style"] = type(mask)()
    return type(mask)(children)


def append_cells(draft: Draft, request: JSON) -> None:
    """Writes rows under the last row of the tab that has a value, making the tab longer."""
    mask = _with_twins(mask_of(request, "CellData"))
    sheet = draft.sheet(request)
    first = sheet.used()[0]
    rows = request.get("rows", [])
    width = max((len(row.get("values", [])) for row in rows), default=0)
    grow(draft.book, sheet, first + len(rows), width)
    for row, given in enumerate(rows, first):
        for column, cell in enumerate(given.get("values", [])):
            write_cell(sheet, (row, column), mask, cell)


def repeat_cell(draft: Draft, request: JSON) -> None:
    """Writes one cell over a range; a formula in it is read anew from each place."""
    mask = _with_twins(mask_of(request, "CellData"))
    sheet, box = draft.book.box(request.get("range", {}))
    cell = request.get("cell", {})
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    for row, column in box.positions():
        given = cell
        if formula:
            there = copied(formula, row - box.row, column - box.column)
            given = cell | {"userEnteredValue": {"formulaValue": there}}
        write_cell(sheet, (row, column), mask, given)


def set_data_validation(draft: Draft, request: JSON) -> None:
    """Sets a rule on every cell of a range, or takes it away where none is given."""
    sheet, box = draft.book.box(request.get("range", {}))
    rule = request.get("rule")
    for at in box.positions():
        sheet.put(at, sheet.cells.get(at, {}) | {"dataValidation": rule})


def update_borders(draft: Draft, request: JSON) -> None:
    """Sets the borders around and within a range."""
    sheet, box = draft.book.box(request.get("range", {}))
    for row, column in box.positions():
        sides = {
            "top": "top" if row == box.row else "innerHorizontal",
            "bottom": "bottom" if row == box.end_row - 1 else "innerHorizontal",
            "left": "left" if column == box.column else "innerVertical",
            "right": "right" if column == box.end_column - 1 else "innerVertical",
        }
        cell = sheet.cells.get((row, column), {})
        form = cell.get("userEnteredFormat", {})
        borders = dict(form.get("borders", {}))
        for side, source in sides.items():
            if source in request:
                border = formats.with_styles(request[source])
                if border.get("style", "NONE") == "NONE":
                    borders.pop(side, None)
                else:
                    borders[side] = border
        form = {name: value for name, value in form.items() if name != "borders"}
        form |= {"borders": borders} if borders else {}
        sheet.put((row, column), cell | {"userEnteredFormat": form})


KINDS = {
    "updateCells": update_cells,
    "appendCells": append_cells,
    "repeatCell": repeat_cell,
    "setDataValidation": set_data_validation,
    "updateBorders": update_borders,
}
