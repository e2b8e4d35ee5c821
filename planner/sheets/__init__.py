"""The two backends behind one small protocol: a Google Sheet and a local workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.config import Config
    from planner.sheets.grid import Sheet


def open_sheet(config: Config, say: Callable[[str], None] = lambda _: None) -> Sheet:
    """The configured sheet. Nothing is read yet. say: is told why a person has to wait."""
    if config.workbook is not None:
        from planner.sheets.workbook import WorkbookSheet

        return WorkbookSheet(config.workbook)
    assert config.google is not None  # noqa: S101 - the configuration has one of the two
    from planner.sheets.google import GoogleSheet, Patience

    return GoogleSheet(config.google, Patience(say=say))
