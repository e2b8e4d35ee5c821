"""Toggl Track's detailed report as CSV or xlsx.

Source: the export's header, "Project", "Description", "Start date", "Start time", "Duration".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.imports.recast import recast

if TYPE_CHECKING:
    from planner.sheets.grid import Tab

HEADERS = {
    "project": "Category",
    "description": "Activity",
    "start date": "Date",
    "duration": "Hours",
}


def recast_toggl(tab: Tab) -> Tab | None:
    """The report as a log; None where its headers are others."""
    return recast(tab, HEADERS)
