"""What is known to differ from Google, with the reason; README.md lists the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.sheets_server.conformance.replay import Reply

# gspread's tests that the stand-in is not meant to pass → why.
OUT_OF_SCOPE: dict[str, str] = {}

# Why an answer may differ from a recorded one → a part of the differences that it explains.
KNOWN: dict[str, tuple[str, ...]] = {
    "the account that was recorded had other files, which no request made": (
        "files.list .files:",
        "files.get status: 404, Google 200: File not found",
        "ClientTest.test_openall spreadsheets.get status: 404",
        "ClientTest.test_open_all_has_metadata spreadsheets.get status: 404",
    ),
    "the old upload of a CSV answers with no more than clients read": ("files.upload .",),
    "an uploaded CSV takes the time zone of the account that was recorded": (
        "ClientTest.test_import_csv spreadsheets.get .properties.timeZone",
    ),
    "how wide a text is depends on the font": (".columnMetadata[].pixelSize",),
}


def explained(reply: Reply, difference: str) -> str:
    """The reason for a difference, "" where there is none."""
    text = f"{reply.cassette} {reply.call} {difference}"
    return next((r for r, parts in KNOWN.items() if any(p in text for p in parts)), "")
