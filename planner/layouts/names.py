"""Which category a word in the sheet names: its own name, an alias, or an abbreviation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.model import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.config import CategoryRules, Rules
    from planner.model import Target


@dataclass(frozen=True, slots=True)
class Names:
    """The categories that the targets and the configuration know, by every word for them."""

    words: dict[str, str]
    units: dict[str, Unit]
    rules: dict[str, CategoryRules] = field(default_factory=dict)
    targeted: frozenset[str] = frozenset()

    def resolve(self, label: str) -> str:
        """The category that the label names; the label itself where none is known by it."""
        label = " ".join(label.split())
        if known := self.words.get(label.casefold()):
            return known
        if 2 <= len(label) <= 4 and label.isupper():
            meant = {name for name in self.words.values() if _abbreviates(label, name)}
            if len(meant) == 1:
                return meant.pop()
        return label

    def unit(self, category: str) -> Unit:
        """The category's unit; hours where nothing says otherwise."""
        return self.units.get(category, Unit.HOURS)


def names_of(targets: Iterable[Target], rules: Rules) -> Names:
    """The names in use. A target's own spelling goes before the configuration's."""
    words: dict[str, str] = {}
    units: dict[str, Unit] = {}
    for target in targets:
        words.setdefault(target.category.casefold(), target.category)
        units.setdefault(target.category, target.unit)
    targeted = frozenset(units)
    by_name: dict[str, CategoryRules] = {}
    for category in rules.categories:
        name = words.setdefault(category.name.casefold(), category.name)
        by_name.setdefault(name, category)
        if category.unit is not None:
            units.setdefault(name, category.unit)
        for alias in category.aliases:
            words.setdefault(alias.casefold(), name)
    return Names(words, units, by_name, targeted)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` in that order, the first one first."""
    letters = iter(name.casefold())
    return name[:1].casefold() == short[:1].casefold() and all(
        letter in letters for letter in short.casefold()
    )
