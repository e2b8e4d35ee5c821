"""A reading as rows of a log: an entry a row, then words on a day without an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.imports.adding import additions
from planner.model import HOUR, Log, Note, Reading, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.config import Rules

HEADER = ("Date", "Category", "Unit", "Amount", "Activity")


def operations_of(reading: Reading, rules: Rules) -> tuple[Log | Note, ...]:
    """What would bring the reading into an empty sheet, by date."""
    return tuple(
        operation
        for operation in additions(reading, Reading(targets=reading.targets), rules).operations
        if isinstance(operation, (Log, Note))
    )


def rows_of(reading: Reading, rules: Rules) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows under HEADER; hours are decimal, to the second."""
    for operation in operations_of(reading, rules):
        day = operation.date.isoformat()
        match operation:
            case Log(_, category, Unit.HOURS, seconds, words):
                yield day, category, "hours", decimal_hours(seconds), words
            case Log(_, category, _, number, words):
                yield day, category, "count", str(number), words
            case Note(_, words):
                yield day, "", "", "", words


def decimal_hours(seconds: int) -> str:
    """Hours in as few decimals as still mean those seconds."""
    return f"{round(seconds / HOUR, 5):.12g}"
