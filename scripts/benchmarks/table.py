"""A benchmark's result: a table with its title, as text and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Table:
    """Rows of figures; the first column says what was measured. note: what to know about them."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    note: str = ""

    def text(self) -> str:
        """The table for a terminal."""
        shown = [self.columns, *(tuple(map(_shown, row)) for row in self.rows)]
        widths = [max(len(row[n]) for row in shown) for n in range(len(self.columns))]
        lines = [
            "  ".join(
                cell.ljust(width) if n == 0 else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in shown
        ]
        return "\n".join((self.title, "-" * len(self.title), *lines, self.note)).rstrip() + "\n"

    def as_json(self) -> dict[str, Any]:
        """The table as JSON has it."""
        return asdict(self)


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
