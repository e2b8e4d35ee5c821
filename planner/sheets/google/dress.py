"""What helps a person to fill in a tab of ours: checks that warn, formats, guarded formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.sheets.google import requests
from planner.sheets.grid import Formula, Show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.sheets.grid import NewRow, Value

JSON = dict[str, Any]

_CHECKS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "Date": ("DATE_IS_VALID", (), "A date."),
    "Unit": ("ONE_OF_LIST", ("hours", "count"), "The unit is hours or count."),
    "Per week": ("NUMBER_GREATER_THAN_EQ", ("0",), "Hours or pieces a week, 0 or more."),
    "Week": ("DATE_IS_VALID", (), "The first day of the one week that a row is for."),
    "Priority": ("NUMBER_GREATER", ("0",), "Above 0; 2 matters twice as much as 1."),
}
"""For each header of ours: the condition, its values, and the words of the warning."""

_DATES = ("Date", "Week")


def dress(number: int, header: Sequence[Value], height: int) -> list[JSON]:
    """Checks that warn and never forbid, and dates shown as dates, under the headers we know."""
    made: list[JSON] = []
    for column, word in enumerate(header):
        area = requests.span(number, (1, height), (column, column + 1))
        if word in _DATES:
            made.append(requests.number_format(area, Show.DATE))
        if isinstance(word, str) and word in _CHECKS:
            made.append(check(area, *_CHECKS[word]))
    return made


def check(area: JSON, kind: str, values: Sequence[str], message: str) -> JSON:
    """A data validation that warns: the person knows better."""
    condition: JSON = {"type": kind}
    if values:
        condition["values"] = [{"userEnteredValue": value} for value in values]
    rule: JSON = {"condition": condition, "inputMessage": message, "strict": False}
    if kind.startswith("ONE_OF"):
        rule["showCustomUi"] = True
    return {"setDataValidation": {"range": area, "rule": rule}}


def guard(number: int, first: int, rows: Sequence[NewRow]) -> list[JSON]:
    """Ask before a formula of ours is changed, and let it be changed."""
    columns = {
        column
        for row in rows
        for column, cell in enumerate(row.cells)
        if isinstance(cell.value, Formula)
    }
    return [
        {
            "addProtectedRange": {
                "protectedRange": {
                    "range": requests.span(number, (first, first + len(rows)), run),
                    "description": "planner works these out",
                    "warningOnly": True,
                }
            }
        }
        for run in requests.runs_of(columns)
    ]
