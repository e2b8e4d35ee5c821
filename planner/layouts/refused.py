"""Why an operation finds no place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.model import CellRef


@dataclass(frozen=True, slots=True)
class Refused:
    """why: a clause for people; cell and found: where another value stands now, and which."""

    why: str
    cell: CellRef | None = None
    found: str = ""
