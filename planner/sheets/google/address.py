"""Where a Google Sheet is: its id in what a person pastes, and the hosts that answer for it."""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from planner.errors import ConfigError, UsageError

_IN_URL = re.compile(r"/spreadsheets/(?:u/\d+/)?d/([\w-]+)", re.ASCII)
_ID = re.compile(r"[\w-]{10,}", re.ASCII)
SHEETS = "https://sheets.googleapis.com"
DRIVE = "https://www.googleapis.com"


def spreadsheet_id(text: str) -> str:
    """The id in a sheet's URL, whatever follows it (`/edit#gid=0`), or an id as it is.

    Errors: UsageError.
    """
    found = _IN_URL.search(text)
    if found and found[1] != "e":
        return found[1]
    if _ID.fullmatch(text.strip()):
        return text.strip()
    published = "the address of a published copy, which cannot be written to"
    raise UsageError(
        published if found else "neither the URL nor the id of a Google Sheet",
        where=repr(text),
        todo="Open the sheet in a browser and copy the address: …/spreadsheets/d/ID/edit.",
    )


def url_of(spreadsheet: str) -> str:
    """The address that a person opens the sheet at."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit"


def endpoint_of(configured: str | None) -> str | None:
    """The stand-in for Google's hosts that is configured, or in $PLANNER_GOOGLE_ENDPOINT.

    Errors: ConfigError where it is no URL, or plain http to another machine: a token would go
    over the wire for everyone to read.
    """
    where = "google.endpoint" if configured else "$PLANNER_GOOGLE_ENDPOINT"
    endpoint = configured or os.environ.get("PLANNER_GOOGLE_ENDPOINT")
    if not endpoint:
        return None
    if not is_private(endpoint):
        raise ConfigError(
            f"{_without_password(endpoint)!r} is neither https nor plain http on this machine",
            where=where,
            todo="Use https://…, or http://127.0.0.1:PORT for a stand-in server.",
        )
    return endpoint.rstrip("/")


def is_private(address: str) -> bool:
    """Whether nobody on the way can listen: https, or plain http that stays on this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or is_loopback(address))


def is_loopback(address: str) -> bool:
    """Whether it is plain http on this machine: what a stand-in server is reached by."""
    parts = urlsplit(address)
    if parts.scheme != "http":
        return False
    try:
        return parts.hostname == "localhost" or ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _without_password(address: str) -> str:
    parts = urlsplit(address)
    return (
        address.replace(f"{parts.username or ''}:{parts.password}@", "")
        if parts.password
        else (address)
    )
