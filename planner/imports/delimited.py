"""Comma-separated tables, whatever they are separated by and however they are encoded."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING

from planner.errors import DataError
from planner.imports.grids import tab_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.sheets.grid import Tab

_DELIMITERS = ",;\t|"
_SAMPLE = 50
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes) -> str:
    """The text of a file: Unicode by its mark or by trial, else as Windows has long written it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_delimited(name: str, text: str) -> Tab:
    """The table as a tab; a record of several lines stands in the row of its first one.

    Errors: DataError where a quote is never closed or a cell is beyond all measure.
    """
    lines = list(StringIO(text, newline=""))
    cells: dict[int, list[str]] = {}
    first = 0
    delimiter = _delimiter(lines)
    if lines and lines[0].casefold().startswith("sep="):
        delimiter, first = lines[0][4:5] or delimiter, 1
    reader = csv.reader(lines[first:], delimiter=delimiter)
    line = first
    try:
        for record in reader:
            cells[line] = record
            line = first + reader.line_num
    except csv.Error as error:
        raise DataError(
            f"this is no table of separated values: {error}", where=f"{name}, line {line + 1}"
        ) from None
    return tab_of(name, cells)


def _delimiter(lines: Iterable[str]) -> str:
    """The one that splits most of the first lines into the same number of cells."""
    sample = [line for line in lines if line.strip()][:_SAMPLE]

    def score(delimiter: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        try:
            widths.update(len(record) for record in csv.reader(sample, delimiter=delimiter))
        except csv.Error:
            return 0, 0
        widths.pop(1, None)
        width, lines = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return lines, width

    return max(_DELIMITERS, key=score)
