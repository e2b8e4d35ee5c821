"""Clockify's detailed report as CSV or xlsx.

Source: the export's header, "Project", "Description", "Start Date", "Duration (h)".
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
    "duration (h)": "Hours",
}


def recast_clockify(tab: Tab) -> Tab | None:
    """The report as a log; None where its headers are others."""
    return recast(tab, HEADERS)
