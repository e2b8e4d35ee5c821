"""What the sheet says, as files that other programs read; each one can be imported again."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import tzinfo

    from planner.config import Rules
    from planner.model import Reading

FORMATS = {
    "csv": ".csv",
    "json": ".json",
    "xlsx": ".xlsx",
    "klog": ".klg",
    "timewarrior": "",
}
"""Each format and how its files' names end, where that tells it."""


class Render(Protocol):
    """How a format's module says a reading."""

    def __call__(self, reading: Reading, rules: Rules, zone: tzinfo | None) -> bytes: ...


def export(reading: Reading, form: str, rules: Rules, zone: tzinfo | None = None) -> bytes:
    """The reading as a file of one of FORMATS.

    rules: the words that mark what is open. zone: where days begin; None: the machine's own.
    """
    render: Render = import_module(f"planner.exports.{form}").render
    return render(reading, rules, zone)


def format_of(name: str) -> str:
    """The format that a file's name asks for, "" where it asks for none."""
    return next((form for form, end in FORMATS.items() if end and name.endswith(end)), "")
