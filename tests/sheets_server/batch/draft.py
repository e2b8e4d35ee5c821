"""What a batch works on: a copy of the spreadsheet, who asks, and what chance and time there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.sheets_server import discovery, fields
from tests.sheets_server.errors import ApiError

if TYPE_CHECKING:
    import datetime as dt
    import random

    from tests.sheets_server.spreadsheet import Sheet, Spreadsheet

JSON = dict[str, Any]


@dataclass
class Draft:
    """A spreadsheet that may be changed. user: an e-mail address; project: of its credentials."""

    book: Spreadsheet
    user: str
    project: str
    today: dt.date
    chance: random.Random

    def sheet(self, request: JSON) -> Sheet:
        """The tab that a request names by its id."""
        return self.book.sheet(request.get("sheetId", 0))

    def new_id(self) -> int:
        return self.chance.randrange(1, 2**31 - 1)


def mask_of(request: JSON, schema: str) -> fields.Mask:
    """The request's `fields`, held to the schema of what they are fields of. Raises ApiError."""
    text = request.get("fields", "")
    if not text:
        raise ApiError(
            400, "At least one field must be listed in 'fields'. (Use '*' for all fields.)"
        )
    try:
        mask = fields.parse(text)
    except fields.MaskError:
        raise ApiError(400, f"Invalid field mask: {text}") from None
    unknown = discovery.unknown_field("sheets.v4", schema, mask)
    if unknown is not None:
        raise ApiError(400, f"Invalid field: {unknown}")
    return mask


def without_defaults(thing: JSON) -> JSON:
    """A thing without what is as good as unset: false, "", and empty lists."""
    return {
        name: without_defaults(value) if isinstance(value, dict) else value
        for name, value in thing.items()
        if value is not False and value not in ("", [], None)
    }
