"""A Google Sheet as a Sheet, over gspread's HTTP client and google-auth."""

from planner.sheets.google.address import spreadsheet_id, url_of
from planner.sheets.google.client import Patience
from planner.sheets.google.create import create
from planner.sheets.google.credentials import address_to_share_with, consent, warning
from planner.sheets.google.sheet import GoogleSheet

__all__ = [
    "GoogleSheet",
    "Patience",
    "address_to_share_with",
    "consent",
    "create",
    "spreadsheet_id",
    "url_of",
    "warning",
]
