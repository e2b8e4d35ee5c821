"""The local workbook: an .xlsx file that a person edits in LibreOffice, Excel or Numbers."""

from planner.sheets.workbook.sheet import WorkbookSheet

__all__ = ["WorkbookSheet"]
