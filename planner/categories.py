"""Which category a person means by a word at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.errors import UsageError
from planner.model import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.config import Rules
    from planner.model import Reading


def known_categories(reading: Reading, rules: Rules) -> dict[str, Unit]:
    """Every category of the sheet and the configuration with its unit; the sheet's word first."""
    known: dict[str, Unit] = {}
    for target in reading.targets:
        known.setdefault(target.category, target.unit)
    for entry in reading.entries:
        known.setdefault(entry.category, entry.unit)
    taken = {name.casefold() for name in known}
    for category in rules.categories:
        if category.name.casefold() not in taken:
            known[category.name] = category.unit or Unit.HOURS
    return known


def find_category(word: str, known: Mapping[str, Unit], rules: Rules) -> str:
    """The category that `word` names, by its name or an alias, in any case.

    Errors: UsageError that says the nearest name.
    """
    names = {name.casefold(): name for name in known}
    for category in rules.categories:
        for alias in category.aliases:
            names.setdefault(alias.casefold(), names.get(category.name.casefold(), category.name))
    if found := names.get(word.strip().casefold()):
        return found
    from difflib import get_close_matches

    near = get_close_matches(word.casefold(), names, 1, cutoff=0.5)
    hint = f"Did you mean {names[near[0]]}? " if near else ""
    raise UsageError(
        f"there is no category {word!r}",
        todo=f"{hint}Known: {', '.join(known)}. A new one begins with `planner target`.",
    )
