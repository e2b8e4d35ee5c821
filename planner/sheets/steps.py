"""The steps by which a sheet is examined: each says how it stands, or raises what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.sheets.grid import Snapshot


@dataclass(frozen=True, slots=True)
class Said:
    """How a step stands. todo: what should be done all the same; "" where all is well."""

    text: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step and its name. look: takes the step; raises the PlannerError that ends the walk."""

    name: str
    look: Callable[[], Said]


class Examination(Protocol):
    """A backend's own steps, in their order: each one needs those before it."""

    @property
    def snapshot(self) -> Snapshot:
        """The sheet, read once, by the step that needs it first."""
        ...

    def steps(self) -> tuple[Step, ...]:
        """The links from the configuration to the permission to write."""
        ...
