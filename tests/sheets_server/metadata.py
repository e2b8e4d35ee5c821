"""Developer metadata: what programs pin to a spreadsheet, a tab, a row or a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server.errors import ApiError

if TYPE_CHECKING:
    import random

    from tests.sheets_server.spreadsheet import Spreadsheet

JSON = dict[str, Any]
LIMIT = 30_000  # characters of keys and values, a spreadsheet and as many a tab


def created(book: Spreadsheet, given: JSON, project: str, chance: random.Random) -> JSON:
    """Adds a piece of metadata. Raises ApiError where its id is in use or there is no room."""
    if not given.get("metadataKey"):
        raise ApiError(400, "Metadata key must be specified.")
    if given.get("visibility", "DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED").endswith("UNSPECIFIED"):
        raise ApiError(400, "Metadata visibility must be specified.")
    taken = {item["metadataId"] for item in book.metadata}
    number = given.get("metadataId") or 0
    if number in taken:
        raise ApiError(400, f"Developer metadata with ID {number} already exists.")
    while number == 0 or number in taken:
        number = chance.randrange(1, 2**31 - 1)
    item = {
        "metadataId": number,
        "metadataKey": given["metadataKey"],
        "metadataValue": given.get("metadataValue", ""),
        "location": _location(book, given.get("location", {})),
        "visibility": given["visibility"],
        "project": project,
    }
    _check_room(book, item)
    book.metadata.append(item)
    return item


def updated(book: Spreadsheet, old: JSON, given: JSON) -> None:
    """Puts a changed piece in the place of the old one."""
    location: JSON = given.get("location") or old["location"]
    changed = old | given | {"location": _location(book, location)}
    others = [item for item in book.metadata if item is not old]
    number = changed["metadataId"]
    if any(item["metadataId"] == number for item in others):
        raise ApiError(400, f"Developer metadata with ID {number} already exists.")
    index = book.metadata.index(old)
    book.metadata.remove(old)
    _check_room(book, changed)
    book.metadata.insert(index, changed)


def visible(book: Spreadsheet, project: str) -> list[JSON]:
    """What a project may see: all that is for the document, and its own."""
    return [m for m in book.metadata if m["visibility"] == "DOCUMENT" or m["project"] == project]


def shown(item: JSON) -> JSON:
    """A piece as an answer has it."""
    answer = {name: value for name, value in item.items() if name != "project" and value != ""}
    return answer | {"location": {"locationType": _type(item["location"])} | item["location"]}


def found(book: Spreadsheet, data_filter: JSON, project: str) -> list[JSON]:
    """The pieces that a DataFilter of a search or a change selects."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is None:
        raise ApiError(400, "Only a developerMetadataLookup selects developer metadata here.")
    return [item for item in visible(book, project) if _matches(item, lookup)]


def _matches(item: JSON, lookup: JSON) -> bool:
    for name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if name in lookup and item[name] != lookup[name]:
            return False
    if "locationType" in lookup and _type(item["location"]) != lookup["locationType"]:
        return False
    wanted = lookup.get("metadataLocation")
    if wanted is None:
        return True
    if lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION":
        return _intersects(item["location"], wanted)
    return all(item["location"].get(name) == value for name, value in wanted.items())


def _intersects(location: JSON, wanted: JSON) -> bool:
    if "spreadsheet" in wanted or "spreadsheet" in location:
        return True
    ours = location.get("dimensionRange", location)
    theirs = wanted.get("dimensionRange", wanted)
    return bool(ours.get("sheetId") == theirs.get("sheetId"))


def _location(book: Spreadsheet, given: JSON) -> JSON:
    if given.get("spreadsheet"):
        return {"spreadsheet": True}
    if "dimensionRange" in given:
        span = {"sheetId": 0} | given["dimensionRange"]
        sheet = book.sheet(span["sheetId"])
        if span.get("endIndex", 0) - span.get("startIndex", 0) != 1:
            raise ApiError(400, "Developer metadata can only be added to a single row or column.")
        if span["endIndex"] > sheet.count(span["dimension"]):
            raise ApiError(400, f"Attempting to add metadata outside the grid: {span}")
        return {"dimensionRange": {"startIndex": 0} | span}
    if "sheetId" in given:
        return {"sheetId": book.sheet(given["sheetId"]).id}
    raise ApiError(400, "Metadata location must be specified.")


def _type(location: JSON) -> str:
    if "spreadsheet" in location:
        return "SPREADSHEET"
    if "sheetId" in location:
        return "SHEET"
    return str(location["dimensionRange"]["dimension"]).removesuffix("S")


def sheet_of(item: JSON) -> int | None:
    """The tab that a piece stands on, None where it stands on the spreadsheet."""
    location = item["location"]
    if "spreadsheet" in location:
        return None
    return int(location.get("dimensionRange", location)["sheetId"])


def _check_room(book: Spreadsheet, new: JSON) -> None:
    place = sheet_of(new)
    same = [item for item in book.metadata if sheet_of(item) == place]
    used = sum(len(item["metadataKey"]) + len(item["metadataValue"]) for item in [*same, new])
    if used > LIMIT:
        where = "spreadsheet" if place is None else "sheet"
        raise ApiError(400, f"The {where} would exceed {LIMIT} characters of developer metadata.")
