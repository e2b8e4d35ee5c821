"""Cells as the Sheets API writes them (CellData, ExtendedValue), and as ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.sheets.grid import EMPTY, Cell, Formula, Show

if TYPE_CHECKING:
    from planner.sheets.grid import Value

JSON = dict[str, Any]

_SHOWN = {"DATE": Show.DATE, "TIME": Show.TIME, "DATE_TIME": Show.DATE_TIME}
FORMATS: dict[Show, JSON | None] = {
    Show.NUMBER: None,  # automatic
    Show.DATE: {"type": "DATE"},  # the pattern of the sheet's own locale
    Show.TIME: {"type": "TIME"},
    Show.DATE_TIME: {"type": "DATE_TIME"},
    Show.DURATION: {"type": "TIME", "pattern": "[h]:mm"},
}


def read_cell(data: JSON) -> Cell:
    """A CellData with its values, formatted value and effective number format."""
    effective = data.get("effectiveValue")
    typed = data.get("userEnteredValue", {})
    formula = typed.get("formulaValue", "")
    if effective is None:
        return Cell(formula=formula) if formula else EMPTY
    text = data.get("formattedValue", "")
    if "numberValue" in effective:
        shown = show_of(data.get("effectiveFormat", {}).get("numberFormat", {}))
        return Cell(effective["numberValue"], text, formula, shown)
    if "stringValue" in effective:
        return Cell(effective["stringValue"], text, formula)
    if "boolValue" in effective:
        return Cell(effective["boolValue"], text, formula)
    said = text or effective.get("errorValue", {}).get("type", "#ERROR!")
    return Cell(said, said, formula, error=True)


def show_of(number_format: JSON) -> Show:
    """What a number of that format is shown as; `[h]` in a time's pattern is a duration."""
    kind, pattern = number_format.get("type"), number_format.get("pattern", "").lower()
    if kind in ("TIME", "DATE_TIME") and any(unit in pattern for unit in ("[h", "[m", "[s")):
        return Show.DURATION
    return _SHOWN.get(kind or "", Show.NUMBER)


def entered(value: Value) -> JSON:
    """The ExtendedValue of what we write; {} empties. Text is never anything but text."""
    if value is None or value == "":
        return {}
    if isinstance(value, Formula):
        return {"formulaValue": value.text}
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"numberValue": value}


def cell_of_entered(value: JSON, show: Show = Show.NUMBER) -> Cell:
    """The cell of an ExtendedValue as it was typed, with nothing worked out."""
    if "formulaValue" in value:
        return Cell(None, "", value["formulaValue"], show)
    if "stringValue" in value:
        return Cell(value["stringValue"], value["stringValue"])
    if "boolValue" in value:
        return Cell(value["boolValue"], "TRUE" if value["boolValue"] else "FALSE")
    if "numberValue" in value:
        return Cell(value["numberValue"], f"{value['numberValue']:.15g}", "", show)
    return EMPTY


def written(value: Value, show: Show | None) -> JSON:
    """The CellData of what we write; its number format only where one is to be set."""
    data: JSON = {}
    if entry := entered(value):
        data["userEnteredValue"] = entry
    if show is not None and (number_format := FORMATS[show]):
        data["userEnteredFormat"] = {"numberFormat": number_format}
    return data
