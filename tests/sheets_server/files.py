"""The drive: files, who may see and change them, and the spreadsheets that some of them are."""

from __future__ import annotations

import datetime as dt
import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.sheets_server import formats
from tests.sheets_server.accounts import PERSON, Accounts
from tests.sheets_server.errors import ApiError
from tests.sheets_server.spreadsheet import Spreadsheet, new_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

JSON = dict[str, Any]
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VERSIONS = 20  # that are kept of a spreadsheet
WRITERS = ("owner", "organizer", "fileOrganizer", "writer")
ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass
class File:
    """A file. permissions: as the Drive API has them. book: None for what is no spreadsheet.

    past: its last versions, the oldest first.
    """

    id: str
    name: str
    mime_type: str
    permissions: list[JSON]
    created: str
    modified: str
    trashed: bool = False
    book: Spreadsheet | None = None
    past: list[Spreadsheet] = field(default_factory=list)

    def role(self, user: str) -> str:
        """What a user may do: "owner", "writer", "reader" …, "" for nothing."""
        own = [p["role"] for p in self.permissions if p.get("emailAddress") == user]
        public = [p["role"] for p in self.permissions if p["type"] == "anyone"]
        return next((role for role in [*own, *public]), "")

    @property
    def owner(self) -> str:
        return next((p["emailAddress"] for p in self.permissions if p["role"] == "owner"), "")


@dataclass
class Drive:
    """All files, and what time and chance it is for them."""

    chance: random.Random = field(default_factory=lambda: random.Random(0))
    clock: Callable[[], float] = time.time
    files: dict[str, File] = field(default_factory=dict)

    def new_id(self) -> str:
        """An id as Google's look."""
        return "1" + "".join(self.chance.choices(ID_LETTERS, k=43))

    def now(self) -> str:
        """As the Drive API writes moments."""
        moment = dt.datetime.fromtimestamp(self.clock(), dt.UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def today(self, time_zone: str) -> dt.date:
        """The date in a spreadsheet's time zone."""
        return dt.datetime.fromtimestamp(self.clock(), ZoneInfo(time_zone)).date()

    def add(
        self,
        name: str,
        owner: str,
        mime_type: str = SPREADSHEET,
        *,
        file_id: str = "",
        book: Spreadsheet | None = None,
    ) -> File:
        """Makes a file; a spreadsheet comes with its one tab, unless it is given."""
        file_id = file_id or self.new_id()
        if mime_type == SPREADSHEET and book is None:
            book = new_book(file_id, name)
        file = File(
            file_id,
            name,
            mime_type,
            [permission(owner, "owner")],
            self.now(),
            self.now(),
            book=book,
        )
        self.files[file.id] = file
        return file

    def opened(self, file_id: str, user: str, *, to_write: bool) -> File:
        """A spreadsheet's file, for the Sheets API. Raises ApiError as Google does."""
        file = self.files.get(file_id)
        if file is None or (file.trashed and not file.role(user)):
            raise ApiError(404, "Requested entity was not found.")
        role = file.role(user)
        if not role or (to_write and role not in WRITERS):
            raise ApiError(403, "The caller does not have permission")
        if file.book is None:
            raise ApiError(
                400,
                "This operation is not supported for this document",
                status="FAILED_PRECONDITION",
            )
        return file

    def changed(self, file: File, book: Spreadsheet) -> None:
        """Puts a new state of a spreadsheet in the place of the old one."""
        if file.book is not None:
            file.past = [*file.past, file.book][-VERSIONS:]
        file.book = book
        file.name = book.properties["title"]
        file.modified = self.now()


def permission(email: str, role: str, kind: str = "user") -> JSON:
    """A permission of one user."""
    number = random.Random(email).randrange(10**19, 10**20)
    named = {"id": str(number), "type": kind, "kind": "drive#permission", "role": role}
    return named | {"emailAddress": email, "displayName": email.partition("@")[0], "deleted": False}


def new_book(
    book_id: str, title: str, locale: str = "en_US", time_zone: str = "Etc/GMT"
) -> Spreadsheet:
    """A spreadsheet as a new one is: one empty tab."""
    properties = {
        "title": title,
        "locale": locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": time_zone,
        "defaultFormat": formats.DEFAULT,
        "spreadsheetTheme": formats.THEME,
    }
    return Spreadsheet(book_id, properties, [new_sheet(0, "Sheet1")])


@dataclass
class World:
    """All that the server remembers."""

    drive: Drive
    accounts: Accounts
    off: set[str] = field(default_factory=set)  # "sheets.v4", "drive.v3": APIs not enabled


def new_world(seed: int = 0, clock: Callable[[], float] = time.time) -> World:
    """A world without files, and with no account yet."""
    chance = random.Random(seed)
    return World(Drive(chance, clock), Accounts(chance, clock))


__all__ = ["PERSON", "SPREADSHEET", "XLSX", "Drive", "File", "World", "new_book", "new_world"]
