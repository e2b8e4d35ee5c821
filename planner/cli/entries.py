"""The one entry that a person means by a day and a category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.errors import UsageError
from planner.quantity import parse_count, parse_hours

if TYPE_CHECKING:
    from datetime import date

    from planner.cache import Cache
    from planner.config import Rules
    from planner.model import Entry


def the_entry(
    cache: Cache, rules: Rules, category: str, day: date, number: int | None
) -> tuple[Entry, str]:
    """The entry and what is typed in its cell. Errors: UsageError where there is none, or several
    and no number says which.
    """
    from planner.categories import find_category, known_categories
    from planner.cli.amounts import said

    name = find_category(category, known_categories(cache.reading(), rules), rules)
    found = [entry for entry in cache.reading(day, day).entries if entry.category == name]
    if not found:
        raise UsageError(
            f"the sheet has no {name} on {day}",
            todo="What was logged here and not synced yet: `planner undo` takes it back.",
        )
    if len(found) > 1 and number is None:
        listed = "; ".join(
            f"{n}: {said(e.category, e.unit, e.amount)} in {e.cell}" for n, e in enumerate(found, 1)
        )
        raise UsageError(f"{day} has several: {listed}", todo="Say which with --entry NUMBER.")
    if number is not None and not 1 <= number <= len(found):
        raise UsageError(f"{day} has {len(found)} of {name}, not {number}")
    entry = found[(number or 1) - 1]
    typed = cache.cells().get(entry.cell)
    return entry, typed.text if typed else ""


def amount_alone(typed: str) -> bool:
    """Whether the cell holds an amount and no words of a person's beside it."""
    return parse_hours(typed) is not None or parse_count(typed) is not None
