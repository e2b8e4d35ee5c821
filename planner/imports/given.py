"""What is known while a file is read, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.config import Rules
from planner.layouts.names import names_of

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from planner.layouts.names import Names
    from planner.model import Reading, Target


@dataclass(frozen=True, slots=True)
class Given:
    """What is known while a file is read.

    today: for years that the file leaves out. targets: the sheet's, so that the file's words for
    categories are understood. locale: for dates such as 05/10. zone: where moments become days;
    None: the machine's own. category: of amounts that the file gives none.
    """

    today: date
    rules: Rules = field(default_factory=Rules)
    targets: tuple[Target, ...] = ()
    locale: str = "en_US"
    zone: tzinfo | None = None
    category: str = ""

    @property
    def names(self) -> Names:
        """The categories that are known, by every word for them."""
        return names_of(self.targets, self.rules)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file says.

    Cells are lines of the file: row n is line n + 1, in a tab named like the file.
    unused: where, and the words, of what says something that is neither header, total nor counted.
    """

    reading: Reading
    unused: tuple[tuple[str, str], ...] = ()
