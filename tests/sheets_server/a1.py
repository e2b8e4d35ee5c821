"""A1 notation, both ways: `'My tab'!A1:B2` and the grid range that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?")
R1C1 = re.compile(r"R(\d+)C(\d+)(?::R(\d+)C(\d+))?")


@dataclass(frozen=True)
class Area:
    """Cells of one tab: rows and columns from 0, the end not included; None is unbounded."""

    sheet_id: int
    row: int | None = None
    end_row: int | None = None
    column: int | None = None
    end_column: int | None = None

    def within(self, rows: int, columns: int) -> Box:
        """The cells of it in a grid of that size."""
        return Box(
            self.row or 0,
            rows if self.end_row is None else min(self.end_row, rows),
            self.column or 0,
            columns if self.end_column is None else min(self.end_column, columns),
        )

    def json(self) -> dict[str, Any]:
        """As a GridRange."""
        named = {
            "sheetId": self.sheet_id,
            "startRowIndex": self.row,
            "endRowIndex": self.end_row,
            "startColumnIndex": self.column,
            "endColumnIndex": self.end_column,
        }
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True)
class Box:
    """Cells of a tab with every bound known."""

    row: int
    end_row: int
    column: int
    end_column: int

    @property
    def height(self) -> int:
        return max(0, self.end_row - self.row)

    @property
    def width(self) -> int:
        return max(0, self.end_column - self.column)

    def holds(self, row: int, column: int) -> bool:
        return self.row <= row < self.end_row and self.column <= column < self.end_column

    def meets(self, other: Box) -> bool:
        return (
            self.row < other.end_row
            and other.row < self.end_row
            and self.column < other.end_column
            and other.column < self.end_column
        )

    def positions(self) -> list[tuple[int, int]]:
        """Every (row, column), row by row."""
        columns = range(self.column, self.end_column)
        return [(row, column) for row in range(self.row, self.end_row) for column in columns]

    def area(self, sheet_id: int) -> Area:
        return Area(sheet_id, self.row, self.end_row, self.column, self.end_column)

    def a1(self) -> str:
        first = f"{column_name(self.column)}{self.row + 1}"
        last = f"{column_name(self.end_column - 1)}{self.end_row}"
        return first if first == last else f"{first}:{last}"


def area_of(grid_range: dict[str, Any]) -> Area:
    """A GridRange of a request, as an Area."""
    return Area(
        grid_range.get("sheetId", 0),
        grid_range.get("startRowIndex"),
        grid_range.get("endRowIndex"),
        grid_range.get("startColumnIndex"),
        grid_range.get("endColumnIndex"),
    )


def column_name(index: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def column_index(name: str) -> int:
    """A → 0, AA → 26."""
    index = 0
    for char in name.upper():
        index = index * 26 + ord(char) - ord("A") + 1
    return index - 1


def quoted(title: str) -> str:
    """A tab's title as it stands before the `!`."""
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", title)
    if plain and not re.fullmatch(r"[A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*", title):
        return title
    return "'" + title.replace("'", "''") + "'"


def split(text: str) -> tuple[str | None, str]:
    """`'It''s'!A1` → ("It's", "A1"); without a `!` the title is None unless the whole is quoted."""
    if match := re.fullmatch(r"'((?:[^']|'')+)'(?:!(.*))?", text, re.DOTALL):
        return match[1].replace("''", "'"), match[2] or ""
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, text)


def cells(text: str) -> Area | None:
    """`A1`, `A1:B2`, `A:B`, `2:3`, `A2:B`, `R1C1:R2C2`, either corner first; None where it is none.

    The sheet of the Area is yet to be filled in.
    """
    if match := R1C1.fullmatch(text):
        row, column = int(match[1]), int(match[2])
        end_row, end_column = int(match[3] or row), int(match[4] or column)
        return _ordered(row - 1, end_row - 1, column - 1, end_column - 1)
    first, colon, last = text.partition(":")
    ends = [CELL.fullmatch(first), CELL.fullmatch(last if colon else first)]
    if not all(end and end[0] for end in ends):
        return None
    (column_a, row_a), (column_b, row_b) = ((e[1], e[2]) for e in ends if e)
    if not colon and not (column_a and row_a):
        return None
    if not (column_a and column_b) and not (row_a and row_b):
        return None
    rows = [int(row) - 1 if row else None for row in (row_a, row_b)]
    columns = [column_index(name) if name else None for name in (column_a, column_b)]
    return _ordered(*rows, *columns)


def _ordered(
    row: int | None, last_row: int | None, column: int | None, last_column: int | None
) -> Area:
    if row is not None and last_row is not None and row > last_row:
        row, last_row = last_row, row
    if column is not None and last_column is not None and column > last_column:
        column, last_column = last_column, column
    if row is None and last_row is not None:  # "A:B5": from B5 to the end of the tab
        row, last_row = last_row, None
    if column is None and last_column is not None:
        column, last_column = last_column, None
    return Area(
        0,
        row,
        None if last_row is None else last_row + 1,
        column,
        None if last_column is None else last_column + 1,
    )


def on_sheet(area: Area, sheet_id: int) -> Area:
    """The same cells of another tab."""
    return replace(area, sheet_id=sheet_id)
