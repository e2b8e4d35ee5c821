"""The calls of the Drive API that spreadsheet clients make."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from tests.sheets_server import fields, values
from tests.sheets_server.errors import DriveError
from tests.sheets_server.files import SPREADSHEET, WRITERS, XLSX
from tests.sheets_server.spreadsheet import new_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server.call import Call
    from tests.sheets_server.files import File, World

JSON = dict[str, Any]
USUAL = ("kind", "id", "name", "mimeType")


def file_json(file: File, user: str) -> JSON:
    """A file as the Drive API has it."""
    may = file.role(user) in WRITERS
    return {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime_type,
        "trashed": file.trashed,
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "owners": [{"kind": "drive#user", "emailAddress": file.owner, "me": file.owner == user}],
        "permissions": file.permissions,
        "capabilities": {"canEdit": may, "canShare": may, "canTrash": file.owner == user},
        "ownedByMe": file.owner == user,
        "shared": len(file.permissions) > 1,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk",
    }


def picked(call: Call, value: JSON, usual: tuple[str, ...] = ()) -> JSON:
    """The fields that were asked for, the usual ones where none was."""
    text = call.one("fields")
    if not text:
        return {name: value[name] for name in usual if name in value} if usual else value
    try:
        picked: JSON = fields.parse(text).pick(value)
    except fields.MaskError:
        raise invalid("fields", f"Invalid field selection {text}") from None
    return picked


def invalid(where: str, message: str) -> DriveError:
    """A 400 about a parameter."""
    return DriveError(400, "invalidParameter", message, locationType="parameter", location=where)


def file_of(world: World, call: Call, *, to_write: bool = False) -> File:
    """The file that a call names. Raises DriveError."""
    file_id = call.path["fileId"]
    file = world.drive.files.get(file_id)
    if file is None or not file.role(call.user):
        where = {"locationType": "parameter", "location": "fileId"}
        raise DriveError(404, "notFound", f"File not found: {file_id}.", **where)
    if to_write and file.role(call.user) not in WRITERS:
        message = "The user does not have sufficient permissions for this file."
        raise DriveError(403, "insufficientFilePermissions", message)
    return file


def create(world: World, call: Call) -> JSON:
    given = call.body or {}
    name = given.get("name") or "Untitled"
    file = world.drive.add(name, call.user, given.get("mimeType", "application/octet-stream"))
    return picked(call, file_json(file, call.user), USUAL)


def get(world: World, call: Call) -> JSON:
    if call.path["fileId"] == "root":
        return picked(call, {"kind": "drive#file", "id": "root", "name": "My Drive"}, USUAL)
    return picked(call, file_json(file_of(world, call), call.user), USUAL)


def listed(world: World, call: Call) -> JSON:
    """The files that match the query, newest first, a page at a time."""
    wanted = _query(call.one("q"), call.user)
    found = [f for f in world.drive.files.values() if f.role(call.user) and wanted(f)]
    found.reverse()
    start, size = int(call.one("pageToken") or 0), int(call.one("pageSize") or 100)
    answer: JSON = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [file_json(file, call.user) for file in found[start : start + size]],
    }
    if start + size < len(found):
        answer["nextPageToken"] = str(start + size)
    if call.one("fields"):
        return picked(call, answer)
    answer["files"] = [{name: file[name] for name in USUAL} for file in answer["files"]]
    return answer


TERM = re.compile(
    r"\s*(?:(?P<name>mimeType|name|trashed)\s*(?P<operator>!=|=|contains)\s*"
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|true|false)"
    r"|(?P<parent>'[^']*'\s+in\s+(?:parents|owners|writers)))\s*(?:and|$)"
)


def _query(text: str, user: str) -> Callable[[File], bool]:
    """The search terms that are joined by `and`. Raises DriveError on others."""
    terms: list[Callable[[File], bool]] = []
    at = 0
    while at < len(text):
        match = TERM.match(text, at)
        if match is None:
            raise invalid("q", "Invalid Value")
        at = match.end()
        if match["name"]:
            terms.append(_term(match["name"], match["operator"], match["value"], user))
    return lambda file: all(term(file) for term in terms)


def _term(name: str, operator: str, value: str, user: str) -> Callable[[File], bool]:
    wanted = value if value in ("true", "false") else re.sub(r"\\(.)", r"\1", value[1:-1])

    def holds(file: File) -> bool:
        found = file_json(file, user)[name]
        text = str(found).lower() if isinstance(found, bool) else str(found)
        if operator == "contains":
            return wanted.casefold() in text.casefold()
        return (text == wanted) == (operator == "=")

    return holds


def update(world: World, call: Call) -> JSON:
    """Renames a file, or puts it in the bin or takes it out again."""
    file = file_of(world, call, to_write=True)
    given = call.body or {}
    if "name" in given:
        if file.book is not None:
            file.book = file.book.copy()
            file.book.properties = file.book.properties | {"title": given["name"]}
        file.name = given["name"]
    file.trashed = given.get("trashed", file.trashed)
    file.modified = world.drive.now()
    return picked(call, file_json(file, call.user), USUAL)


def delete(world: World, call: Call) -> None:
    file = file_of(world, call, to_write=True)
    if file.role(call.user) != "owner":
        message = "The user does not have sufficient permissions for this file."
        raise DriveError(403, "insufficientFilePermissions", message)
    del world.drive.files[file.id]


def copy(world: World, call: Call) -> JSON:
    source = file_of(world, call)
    name = (call.body or {}).get("name") or f"Copy of {source.name}"
    book = source.book.copy() if source.book else None
    file_id = world.drive.new_id()
    if book is not None:
        book.id = file_id
        book.properties = book.properties | {"title": name}
    file = world.drive.add(name, call.user, source.mime_type, file_id=file_id, book=book)
    return picked(call, file_json(file, call.user), USUAL)


def export(world: World, call: Call) -> tuple[str, bytes]:
    """The content type and the bytes of a spreadsheet as CSV, TSV or xlsx."""
    file = file_of(world, call)
    if file.book is None:
        raise DriveError(403, "fileNotExportable", "Export only supports Docs Editors files.")
    kind = call.one("mimeType")
    sheet = file.book.sheets[0]
    rows = values.get_box(file.book, sheet, sheet.whole, {}).get("values", [])
    if kind == XLSX:
        return kind, _workbook(file)
    if kind not in ("text/csv", "text/tab-separated-values"):
        raise DriveError(400, "badRequest", "The requested conversion is not supported.")
    width = max((len(row) for row in rows), default=0)
    text = io.StringIO()
    delimiter = "," if kind == "text/csv" else "\t"
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return kind, text.getvalue().removesuffix("\r\n").encode()


def _workbook(file: File) -> bytes:
    from openpyxl import Workbook

    assert file.book is not None
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in file.book.sheets:
        page = workbook.create_sheet(sheet.title)
        for (row, column), cell in sheet.cells.items():
            typed = cell.get("userEnteredValue", {})
            page.cell(row + 1, column + 1, next(iter(typed.values()), None))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def import_csv(world: World, file_id: str, user: str, content: bytes) -> JSON:
    """Drive's version 2 upload: one tab with the CSV's cells in the place of all there was."""
    file = world.drive.opened(file_id, user, to_write=True)
    assert file.book is not None
    rows = list(csv.reader(io.StringIO(content.decode())))
    book = file.book.copy()
    width = max((len(row) for row in rows), default=0)
    sheet_id = book.new_sheet_id(world.drive.chance)
    book.sheets[:] = [new_sheet(sheet_id, file.name, max(len(rows), 1000), max(width, 26))]
    today = world.drive.today(book.time_zone)
    values.write(book, book.sheets[0], (0, 0), list(rows), "USER_ENTERED", today)
    world.drive.changed(file, book)
    return {
        "kind": "drive#file",
        "id": file.id,
        "title": file.name,
        "mimeType": SPREADSHEET,
        "createdDate": file.created,
        "modifiedDate": file.modified,
        "editable": True,
    }


def comments_list(world: World, call: Call) -> JSON:
    """Nobody comments here."""
    file_of(world, call)
    if not call.one("fields"):
        raise DriveError(400, "required", "The 'fields' parameter is required for this method.")
    return picked(call, {"kind": "drive#commentList", "comments": []})


def about(world: World, call: Call) -> JSON:
    """Who asks."""
    if not call.one("fields"):
        raise DriveError(400, "required", "The 'fields' parameter is required for this method.")
    user = {"kind": "drive#user", "displayName": call.user, "me": True, "emailAddress": call.user}
    return picked(call, {"kind": "drive#about", "user": user})


CALLS: dict[str, Callable[[World, Call], JSON | tuple[str, bytes] | None]] = {
    "files.create": create,
    "files.get": get,
    "files.list": listed,
    "files.update": update,
    "files.delete": delete,
    "files.copy": copy,
    "files.export": export,
    "comments.list": comments_list,
    "about.get": about,
}
