"""What formulas come out as: worked out by ironcalc, a spreadsheet engine that is not ours.

A workbook is built anew from the tabs' cells each time; the engine takes tens of thousands of
cells in milliseconds. It is left alone where a spreadsheet has no formula.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ironcalc

from tests.sheets_server.formatting import ERRORS
from tests.sheets_server.locales import locale_of
from tests.sheets_server.references import Reference, references, rewrite

if TYPE_CHECKING:
    from tests.sheets_server.spreadsheet import Sheet, Spreadsheet

JSON = dict[str, Any]
TYPE_OF_ERROR = {text: name for name, text in ERRORS.items()}
MESSAGES = {
    "DIVIDE_BY_ZERO": "Function DIVIDE parameter 2 cannot be zero.",
    "REF": "Reference does not exist.",
    "NAME": "Unknown function or range name.",
    "ERROR": "Formula parse error.",
    "N_A": "Did not find value.",
}


def effective(spreadsheet: Spreadsheet, sheet: Sheet, row: int, column: int) -> JSON | None:
    """A cell's effectiveValue; None where it is empty."""
    typed = sheet.typed(row, column)
    if typed is None or "formulaValue" not in typed:
        return typed
    if spreadsheet.results is None:
        spreadsheet.results = results(spreadsheet)
    return spreadsheet.results.get((sheet.id, row, column))


def results(spreadsheet: Spreadsheet) -> dict[tuple[int, int, int], JSON]:
    """Every formula's value, by (tab's id, row, column)."""
    formulas = [
        (index, sheet, at)
        for index, sheet in enumerate(spreadsheet.sheets)
        for at, cell in sheet.cells.items()
        if "formulaValue" in cell.get("userEnteredValue", ())
    ]
    if not formulas:
        return {}
    model = _model(spreadsheet)
    return {
        (sheet.id, row, column): _value(model.get_cell_value(index, row + 1, column + 1), kind)
        for index, sheet, (row, column) in formulas
        for kind in [model.get_cell_type(index, row + 1, column + 1)]
    }


def _model(spreadsheet: Spreadsheet) -> Any:
    locale = locale_of(spreadsheet.locale).engine
    try:
        model = ironcalc.create(spreadsheet.id, locale, spreadsheet.time_zone, "en")
    except ironcalc.WorkbookError:  # a time zone that it does not know
        model = ironcalc.create(spreadsheet.id, locale, "UTC", "en")
    # The first tab is there already, under a name that one of ours might have.
    model.rename_sheet(0, "-")
    for _ in spreadsheet.sheets[1:]:
        model.new_sheet()
    for index in range(len(spreadsheet.sheets)):
        model.rename_sheet(index, f"tab{index}")
    for named in spreadsheet.named_ranges:
        _define(model, spreadsheet, named)
    for index, sheet in enumerate(spreadsheet.sheets):
        for (row, column), cell in sheet.cells.items():
            typed = cell.get("userEnteredValue")
            if typed:
                _feed(model, spreadsheet, sheet, (index, row + 1, column + 1), typed)
    model.evaluate()
    return model


def _feed(
    model: Any, spreadsheet: Spreadsheet, sheet: Sheet, at: tuple[int, int, int], typed: JSON
) -> None:
    if "numberValue" in typed:
        model.update_cell_with_number(*at, float(typed["numberValue"]))
    elif "boolValue" in typed:
        model.update_cell_with_bool(*at, typed["boolValue"])
    elif "stringValue" in typed:
        model.update_cell_with_text(*at, typed["stringValue"])
    elif "formulaValue" in typed:
        try:
            model.update_cell_with_formula(
                *at, _for_engine(typed["formulaValue"], spreadsheet, sheet)
            )
        except ironcalc.WorkbookError:
            model.update_cell_with_formula(*at, "=1+")


def _for_engine(formula: str, spreadsheet: Spreadsheet, sheet: Sheet) -> str:
    """The formula with tabs by their plain names, and ends for ranges such as A2:A."""

    def change(found: Reference) -> Reference | None:
        target = sheet if found.tab is None else spreadsheet.titled(found.tab)
        if target is None:
            return None
        tab = None if found.tab is None else f"tab{spreadsheet.sheets.index(target)}"
        last = found.last
        if last is not None and last.row is None and found.first.row is not None:
            last = replace(last, row=max(target.row_count - 1, found.first.row))
        if last is not None and last.column is None and found.first.column is not None:
            last = replace(last, column=max(target.column_count - 1, found.first.column))
        return Reference(tab, found.first, last)

    return re.sub(r"(?i)\bARRAYFORMULA\(", "(", rewrite(formula, change))


def _define(model: Any, spreadsheet: Spreadsheet, named: JSON) -> None:
    try:
        sheet, box = spreadsheet.box(named["range"])
        index = spreadsheet.sheets.index(sheet)
        model.new_defined_name(named["name"], None, f"tab{index}!{_fixed(box.a1())}")
    except (ironcalc.WorkbookError, KeyError, ValueError):
        return  # a name that the engine does not take is unknown to formulas


def _fixed(cells: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", cells)


def _value(value: object, kind: object) -> JSON:
    if kind == ironcalc.CellType.ErrorValue:
        name = TYPE_OF_ERROR.get(str(value), "ERROR")
        return {"errorValue": {"type": name, "message": MESSAGES.get(name, "Error")}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": int(value) if float(value).is_integer() else value}
    return {"stringValue": "" if value is None else str(value)}


SHOWS_ITSELF = {
    "TODAY": "DATE", "DATE": "DATE", "EDATE": "DATE", "EOMONTH": "DATE", "DATEVALUE": "DATE",
    "NOW": "DATE_TIME", "TIME": "TIME", "TIMEVALUE": "TIME",
}  # fmt: skip


def inherited_format(spreadsheet: Spreadsheet, sheet: Sheet, formula: str, depth: int = 8) -> JSON:
    """The number format of a formula that has none: its function's, or its first operand's."""
    if match := re.match(r"=\s*([A-Za-z]+)\(", formula):
        kind = SHOWS_ITSELF.get(match[1].upper())
        if kind:
            return {"type": kind}
        if match[1].upper() not in ("SUM", "MAX", "MIN", "AVERAGE", "IF", "MEDIAN", "SUMIF"):
            return {}
    for found in references(formula):
        target = sheet if found.tab is None else spreadsheet.titled(found.tab)
        at = (found.first.row or 0, found.first.column or 0)
        cell = target.cells.get(at, {}) if target else {}
        own: JSON = cell.get("userEnteredFormat", {}).get("numberFormat", {})
        typed = cell.get("userEnteredValue", {})
        if not own and target and depth and "formulaValue" in typed:
            own = inherited_format(spreadsheet, target, typed["formulaValue"], depth - 1)
        return {} if own.get("type") == "TEXT" else own
    return {}
