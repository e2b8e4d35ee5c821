"""Requests of spreadsheets.batchUpdate, as values: cells, formats, tabs and their sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from planner.sheets.google.cells import FORMATS, entered
from planner.sheets.grid import FILLS, Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.sheets.grid import NewRow, Show

JSON = dict[str, Any]
T = TypeVar("T")


def _colour(code: str) -> JSON:
    """A colour of RRGGBB as the API has it: shares of 1."""
    shares = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return {"rgbColor": dict(zip(("red", "green", "blue"), shares, strict=True))}


_BLUE = {"rgbColor": {"red": 0.863, "green": 0.902, "blue": 0.945}}
_LOOKS: dict[Look, JSON] = {
    Look.HEADING: {"textFormat": {"bold": True, "fontSize": 12}},
    Look.HEADER: {
        "textFormat": {"bold": True},
        "backgroundColorStyle": _BLUE,
        "verticalAlignment": "MIDDLE",
        "wrapStrategy": "WRAP",
    },
    Look.TOTAL: {"textFormat": {"bold": True}},
    **{look: {"backgroundColorStyle": _colour(fill)} for look, fill in FILLS.items()},
}


def span(
    number: int,
    rows: tuple[int, int] | None = None,
    columns: tuple[int, int] | None = None,
) -> JSON:
    """A GridRange of a tab: rows and columns from the first up to, not with, the second."""
    area: JSON = {"sheetId": number}
    if rows:
        area |= {"startRowIndex": rows[0], "endRowIndex": rows[1]}
    if columns:
        area |= {"startColumnIndex": columns[0], "endColumnIndex": columns[1]}
    return area


def cells(number: int, values: Mapping[tuple[int, int], JSON]) -> list[JSON]:
    """Single cells' values, by column and row: neighbours in a column go together."""
    made = []
    for column in sorted({column for column, _ in values}):
        for first, end in runs_of(row for c, row in values if c == column):
            area = span(number, (first, end), (column, column + 1))
            made.append(_values(area, [[values[column, row]] for row in range(first, end)]))
    return made


def rows(number: int, first: int, new: Sequence[NewRow]) -> list[JSON]:
    """Whole rows from a row on: their values, then number formats and looks, run by run."""
    width = max((len(row.cells) for row in new), default=0)
    if not width:
        return []
    area = span(number, (first, first + len(new)), (0, width))
    requests = [_values(area, [values_of(row, width) for row in new])]
    for column in range(width):
        shows = [row.cells[column].show if column < len(row.cells) else None for row in new]
        requests += [
            number_format(span(number, (first + a, first + b), (column, column + 1)), show)
            for a, b, show in _runs(shows)
            if show is not None
        ]
    requests += [
        repeat(span(number, (first + a, first + b), (0, width)), "userEnteredFormat", _LOOKS[look])
        for a, b, look in _runs([row.look for row in new])
        if look in _LOOKS
    ]
    return requests


def values_of(row: NewRow, width: int) -> list[JSON]:
    """The ExtendedValues of a row's cells, {} to the right of its last."""
    values = [entered(cell.value) for cell in row.cells]
    return values + [{}] * (width - len(values))


def texts(number: int, table: Sequence[Sequence[str]]) -> list[JSON]:
    """A tab's first rows as plain text."""
    if not table:
        return []
    area = span(number, (0, len(table)), (0, len(table[0])))
    return [_values(area, [[{"stringValue": text} for text in row] for row in table])]


def _values(area: JSON, values: list[list[JSON]]) -> JSON:
    """Exactly these values in the area; what no value covers is emptied."""
    data = [
        {"values": [{"userEnteredValue": value} if value else {} for value in row]}
        for row in values
    ]
    return {"updateCells": {"range": area, "rows": data, "fields": "userEnteredValue"}}


def clear(area: JSON, fields: str = "userEnteredValue") -> JSON:
    """Empty an area."""
    return {"updateCells": {"range": area, "fields": fields}}


def number_format(area: JSON, show: Show) -> JSON:
    """What numbers of an area are shown as."""
    return repeat(area, "userEnteredFormat", {"numberFormat": FORMATS[show]})


def repeat(area: JSON, field: str, value: JSON) -> JSON:
    """Set parts of a field, those that the value has and no others, in every cell of an area."""
    set_ = {name: part for name, part in value.items() if part is not None}
    fields = f"{field}({','.join(value)})"
    return {"repeatCell": {"range": area, "cell": {field: set_}, "fields": fields}}


def add_tab(number: int, title: str, height: int, width: int, **properties: Any) -> JSON:
    """A new tab; `frozenRowCount` among the properties freezes its header."""
    size: JSON = {"rowCount": height, "columnCount": width}
    if frozen := properties.pop("frozenRowCount", 0):
        size["frozenRowCount"] = frozen
    named = {"sheetId": number, "title": title, "gridProperties": size, **properties}
    return {"addSheet": {"properties": named}}


def resize(number: int, height: int, width: int) -> JSON:
    """Give one of our hidden tabs that size."""
    size = {"rowCount": height, "columnCount": width}
    return {
        "updateSheetProperties": {
            "properties": {"sheetId": number, "gridProperties": size},
            "fields": "gridProperties(rowCount,columnCount)",
        }
    }


def lengthen(number: int, dimension: str, by: int) -> list[JSON]:
    """More rows or columns at the end, however long the tab is by then."""
    more = {"sheetId": number, "dimension": dimension, "length": by}
    return [{"appendDimension": more}] if by > 0 else []


def copy_rows(source: int, target: int, first: int, end: int, width: int) -> JSON:
    """What is typed in the rows, formulas as formulas, at the same place in another tab."""
    return {
        "copyPaste": {
            "source": span(source, (first, end), (0, width)),
            "destination": span(target, (first, end), (0, width)),
            "pasteType": "PASTE_FORMULA",
        }
    }


def runs_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The numbers as runs without gaps: from the first up to, not with, the second."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return runs


def _runs(values: Sequence[T]) -> list[tuple[int, int, T]]:
    """Neighbours of one value as runs: from, up to, the value."""
    starts = [n for n in range(len(values)) if n == 0 or values[n] != values[n - 1]]
    return [(a, b, values[a]) for a, b in zip(starts, [*starts[1:], len(values)], strict=True)]
