"""How a call gets at its spreadsheet, works on a copy of it, and puts that in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sheets_server import discovery, fields, protection
from tests.sheets_server.batch.draft import Draft
from tests.sheets_server.errors import bad_request
from tests.sheets_server.fields import EVERYTHING, Mask

if TYPE_CHECKING:
    from tests.sheets_server.call import Call
    from tests.sheets_server.files import File, World
    from tests.sheets_server.spreadsheet import Spreadsheet


def file_of(world: World, call: Call) -> File:
    """The file that a call names. Raises ApiError where the user may not open it so."""
    return world.drive.opened(call.path["spreadsheetId"], call.user, to_write=call.writes)


def book_of(world: World, call: Call) -> Spreadsheet:
    """The spreadsheet that a call names, to be read alone."""
    book = file_of(world, call).book
    assert book is not None
    return book


def drafted(world: World, call: Call) -> tuple[File, Draft]:
    """A copy to change, which keep() puts in the place of the original."""
    file = file_of(world, call)
    assert file.book is not None
    return file, draft_of(world, call, file.book.copy())


def draft_of(world: World, call: Call, book: Spreadsheet) -> Draft:
    """A spreadsheet that may be changed in place."""
    today = world.drive.today(book.time_zone)
    return Draft(book, call.user, call.project, today, world.drive.chance)


def keep(world: World, call: Call, file: File, book: Spreadsheet) -> None:
    """Puts a changed copy in the place of the original. Raises ApiError where it is protected."""
    assert file.book is not None
    protection.check(file.book, book, call.user, file.owner)
    world.drive.changed(file, book)


def mask(call: Call) -> Mask:
    """The mask of the `fields` parameter. Raises ApiError where the answer has no such field."""
    text = call.one("fields")
    if not text:
        return EVERYTHING
    try:
        parsed = fields.parse(text)
    except fields.MaskError:
        unknown: str | None = text
    else:
        unknown = discovery.unknown_field(call.method.api, call.method.response, parsed)
        if unknown is None:
            return parsed
    description = (
        f"Error expanding 'fields' parameter. Cannot find matching fields for path '{unknown}'."
    )
    raise bad_request("Request contains an invalid argument.", (unknown or text, description))
