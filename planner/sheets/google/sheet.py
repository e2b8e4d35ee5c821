"""A Google Sheet as a Sheet: read whole in one request, written by compare-and-swap in one.

The compare-and-swap that the API lacks is made of one batchUpdate: a fence that only one device
can put up for a generation, copies of the rows as they stand at that instant, and the edits. The
copies come back in the same answer; where they are not what the snapshot saw, a person was faster
(planner/sheets/google/fences.py, preimages.py).
"""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from planner.errors import DataError, PermissionDeniedError
from planner.model import CellRef
from planner.sheets.google import credentials
from planner.sheets.google.address import SHEETS, endpoint_of, spreadsheet_id
from planner.sheets.google.book import FIELDS, Book, entered_row, read_book
from planner.sheets.google.cells import cell_of_entered
from planner.sheets.google.client import Client, Patience
from planner.sheets.google.faults import RefusedError
from planner.sheets.google.plan import Plan, plan
from planner.sheets.google.preimages import NEW, digest
from planner.sheets.grid import Beaten, Landed, Overtaken

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.config import Google
    from planner.sheets.grid import Batch, Cell, Snapshot

JSON = dict[str, Any]
_ANSWER = (
    "spreadsheetId,updatedSpreadsheet(sheets(properties(title),"
    "data(startRow,rowData(values(userEnteredValue)))))"
)


class GoogleSheet:
    """The Sheet protocol over the Sheets API v4.

    Errors of its calls: ConfigError for credentials, PermissionDeniedError, UnreachableError,
    DataError where the file is no Google Sheet, TryAgainError where Google does not answer.
    """

    def __init__(
        self,
        google: Google,
        patience: Patience | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.google = google
        self.id = spreadsheet_id(google.spreadsheet)
        self._patience = patience or Patience()
        self._now = now
        self._book: Book | None = None
        self._ahead: Book | None = None

    @cached_property
    def client(self) -> Client:
        """The connection, made at the first call."""
        return connect(self.google, self._patience)

    @property
    def url(self) -> str:
        """The sheet's own address in the API. Errors: ConfigError."""
        return f"{endpoint_of(self.google.endpoint) or SHEETS}/v4/spreadsheets/{self.id}"

    def snapshot(self) -> Snapshot:
        """Every tab at one moment: one request, none where a beaten swap has just read it."""
        self._book, self._ahead = self._ahead or self._read(), None
        return self._book.snapshot

    def swap(self, batch: Batch) -> Landed | Beaten | Overtaken:
        """Write the batch in one request, where nobody else has written since the snapshot.

        It may be sent again after a lost answer: the fence lets it land once. A batch made while
        something is overwritten takes that back too.
        """
        book = self._book or self._read()
        self._book = None
        made = plan(batch, book, self._now(), self._patience.chance)
        body: JSON = {"requests": made.requests}
        if made.ranges:
            body |= {
                "includeSpreadsheetInResponse": True,
                "responseRanges": made.ranges,
                "responseIncludeGridData": True,
            }
        try:
            answer = self.client.call(
                "post", f"{self.url}:batchUpdate", params={"fields": _ANSWER}, body=body
            )
        except RefusedError as refusal:
            return self._settled(batch, book, refusal.message)
        if made.ranges and "updatedSpreadsheet" not in answer:
            return self._settled(batch, book, "its answer lacks what was asked for")
        return self._compared(made, _copies(answer))

    def _read(self) -> Book:
        answer = self.client.call("get", self.url, params={"fields": FIELDS})
        return read_book(answer)

    def _compared(
        self, made: Plan, copies: dict[tuple[int, int], list[JSON]]
    ) -> Landed | Overtaken:
        """Whether each row was, at that instant, what the snapshot had seen."""

        def copied(tab: int, row: int) -> list[JSON]:
            return copies.get((tab, row), [])

        if all(r.digest in (NEW, digest(copied(r.tab, r.row))) for r in made.records):
            return Landed()
        found: dict[CellRef, Cell] = {}
        for record in made.records:
            for column, value in record.undone(copied(record.tab, record.row)).items():
                found[CellRef(made.names[record.tab], record.row, column)] = cell_of_entered(value)
        return Overtaken(found)

    def _settled(self, batch: Batch, before: Book, message: str) -> Landed | Beaten | Overtaken:
        """Find out from the sheet itself whether the batch landed, and if not, why.

        message: Google's words, for the case that neither a device nor a person explains them.
        """
        book = self._read()
        fence = next(
            (f for f in book.snapshot.fences if f.generation == batch.fence.generation), None
        )
        if fence is not None and (fence.device, fence.digest) == (
            batch.fence.device,
            batch.fence.digest,
        ):
            for overwritten in book.snapshot.overwritten:
                if overwritten.generation == fence.generation:
                    return Overtaken({ref: old for ref, (old, _) in overwritten.cells.items()})
            return Landed()
        self._ahead = book
        if book.snapshot.generation >= batch.fence.generation:
            return Beaten("another device was faster")
        if _shape(book) != _shape(before):
            return Beaten("the tabs were changed meanwhile")
        self._ahead = None
        if "protected" in message:
            raise PermissionDeniedError(
                f"the sheet protects cells from {self.client.who}",
                where=book.snapshot.title,
                todo="In the browser: Data, Protect sheets and ranges; add it as an editor there.",
            )
        raise DataError(
            f"Google refuses the change: {message}",
            where=book.snapshot.title,
            todo="Nothing was written. `planner doctor` looks for the reason.",
        )


def connect(
    google: Google, patience: Patience, scopes: tuple[str, ...] = (credentials.SPREADSHEETS,)
) -> Client:
    """A connection as the configured user. Errors: ConfigError."""
    auth = credentials.load(google.credentials, scopes)
    email = getattr(auth, "service_account_email", "")
    where = str(google.credentials or "the application default credentials")
    who = email if "@" in email else "the Google account that gave its consent"
    return Client(auth, endpoint_of(google.endpoint), patience, who, where)


def _shape(book: Book) -> dict[str, tuple[int, int, int]]:
    return {name: (g.number, g.height, g.width) for name, g in book.grids.items()}


def _copies(answer: JSON) -> dict[tuple[int, int], list[JSON]]:
    """The pre-images in an answer: (the id of the tab, row) → what was typed in it."""
    copies = {}
    for sheet in answer.get("updatedSpreadsheet", {}).get("sheets", ()):
        tab = int(sheet["properties"]["title"].split()[-1])
        for data in sheet.get("data", ()):
            for row, values in enumerate(data.get("rowData", ()), data.get("startRow", 0)):
                copies[tab, row] = entered_row(values.get("values", []))
    return copies
