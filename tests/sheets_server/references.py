"""The cell references in a formula's text, and how they change when cells move."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.sheets_server.a1 import column_index, column_name

if TYPE_CHECKING:
    from collections.abc import Callable

TAB = r"(?:(?P<tab>'(?:[^']|'')+'|[^\W\d][\w.]*)!)"
CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*"
COLUMN = r"\$?[A-Za-z]{1,3}"
ROW = r"\$?[1-9]\d*"
TOKEN = re.compile(
    rf'"(?:[^"]|"")*"|{TAB}?(?P<cells>{CELL}:(?:{CELL}|{COLUMN}|{ROW})(?![\w(])'
    rf"|{CELL}(?![\w(!:])|{COLUMN}:(?:{CELL}|{COLUMN})(?![\w(])|{ROW}:{ROW}(?![\w.(]))"
    r"|'(?:[^']|'')+'!?|[^\W\d][\w.]*"
)
CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([1-9]\d*)?")
LOST = "#REF!"

Rewritten = "Reference | str"


@dataclass(frozen=True)
class Corner:
    """One corner of a reference, from 0; fixed: written with a `$`. None: a whole row or column."""

    row: int | None
    column: int | None
    row_fixed: bool = False
    column_fixed: bool = False

    def text(self) -> str:
        column = "" if self.column is None else column_name(self.column)
        row = "" if self.row is None else str(self.row + 1)
        return f"{'$' * self.column_fixed}{column}{'$' * self.row_fixed}{row}"

    def shifted(self, rows: int, columns: int) -> Corner | None:
        """As it reads in a copy that far away; None where that is off the sheet."""
        row, column = self.row, self.column
        if row is not None and not self.row_fixed:
            row += rows
        if column is not None and not self.column_fixed:
            column += columns
        if min(row or 0, column or 0) < 0:
            return None
        return replace(self, row=row, column=column)


@dataclass(frozen=True)
class Reference:
    """A cell or a range in a formula; tab is a title, None for the formula's own tab."""

    tab: str | None
    first: Corner
    last: Corner | None = None

    def text(self) -> str:
        tab = "" if self.tab is None else _quoted(self.tab) + "!"
        return tab + self.first.text() + (f":{self.last.text()}" if self.last else "")


def rewrite(formula: str, change: Callable[[Reference], Reference | None]) -> str:
    """The formula with each reference as `change` gives it; None makes it #REF!."""

    def replaced(match: re.Match[str]) -> str:
        if match["cells"] is None:
            return match[0]
        found = _reference(match)
        changed = change(found)
        if changed is None:
            return LOST
        return match[0] if changed == found else changed.text()

    return formula if not formula.startswith("=") else TOKEN.sub(replaced, formula)


def references(formula: str) -> list[Reference]:
    """Every reference in it, in order."""
    matches = TOKEN.finditer(formula) if formula.startswith("=") else ()
    return [_reference(match) for match in matches if match["cells"] is not None]


def copied(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads in a copy that many rows down and columns right."""

    def change(found: Reference) -> Reference | None:
        first = found.first.shifted(rows, columns)
        last = found.last.shifted(rows, columns) if found.last else None
        if first is None or (found.last is not None and last is None):
            return None
        return Reference(found.tab, first, last)

    return rewrite(formula, change)


def renamed(formula: str, old: str, new: str) -> str:
    """The formula after a tab has got another title."""

    def change(found: Reference) -> Reference:
        if found.tab is None or found.tab.casefold() != old.casefold():
            return found
        return replace(found, tab=new)

    return rewrite(formula, change)


def _reference(match: re.Match[str]) -> Reference:
    tab = match["tab"]
    if tab is not None and tab.startswith("'"):
        tab = tab[1:-1].replace("''", "'")
    first, colon, last = match["cells"].partition(":")
    return Reference(tab, _corner(first), _corner(last) if colon else None)


def _corner(text: str) -> Corner:
    match = CORNER.fullmatch(text)
    assert match, text
    first, name, second, number = match.groups()
    column = column_index(name) if name else None
    row = int(number) - 1 if number else None
    row_fixed = bool(second) or (name is None and bool(first))
    return Corner(row, column, row_fixed, column is not None and bool(first))


def _quoted(title: str) -> str:
    if re.fullmatch(r"[A-Za-z_][A-Za-z_.]*", title):
        return title
    return "'" + title.replace("'", "''") + "'"
