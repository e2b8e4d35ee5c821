"""The calls that steer the server: a person at the sheet, faults to come, and counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.sheets_server import a1, batch, values
from tests.sheets_server.accounts import PERSON, ROBOT
from tests.sheets_server.batch import dimensions
from tests.sheets_server.batch.draft import Draft
from tests.sheets_server.batch.pasting import sort_range
from tests.sheets_server.errors import ApiError
from tests.sheets_server.files import SPREADSHEET, XLSX, new_book, permission
from tests.sheets_server.spreadsheet import new_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server.files import File, World
    from tests.sheets_server.spreadsheet import Spreadsheet

JSON = dict[str, Any]


@dataclass
class Person:
    """Who has the spreadsheets open: edits now, or just before the server's next write."""

    world: World
    waiting: list[tuple[str, Callable[[], None]]] = field(default_factory=list)

    def do(self, file_id: str, when: str, change: Callable[[], None]) -> None:
        """Makes a change, or keeps it for later. Raises ApiError."""
        if when == "before-next-write":
            self.waiting.append((file_id, change))
        elif when == "now":
            change()
        else:
            raise ApiError(400, f'"when" is "now" or "before-next-write", not "{when}"')

    def before_write(self, file_id: str) -> None:
        """The moment just before a write to a file: what waited for it happens."""
        due = [change for waiting_for, change in self.waiting if waiting_for == file_id]
        self.waiting[:] = [item for item in self.waiting if item[0] != file_id]
        for change in due:
            change()


def make(world: World, given: JSON) -> JSON:
    """A spreadsheet with each cell entered as a person types it, shared with the robot.

    Beside the contract: "id"; "role": what the robot may do ("writer", "reader", "" for nothing);
    "trashed"; "mimeType" for a file that is no Google Sheet ("xlsx" for short).
    """
    title = given.get("title", "Untitled spreadsheet")
    kind = {"xlsx": XLSX}.get(given.get("mimeType", ""), given.get("mimeType", SPREADSHEET))
    file_id = given.get("id") or world.drive.new_id()
    book = None
    if kind == SPREADSHEET:
        book = new_book(
            file_id, title, given.get("locale", "en_US"), given.get("timeZone", "Etc/GMT")
        )
        fill(world, book, given.get("tabs", {}))
    file = world.drive.add(title, PERSON, str(kind), file_id=file_id, book=book)
    file.trashed = given.get("trashed", False)
    share(world, {"id": file_id, "role": given.get("role", "writer")})
    return {"id": file.id}


def fill(world: World, book: Spreadsheet, tabs: dict[str, list[list[Any]]]) -> None:
    """Makes the spreadsheet's tabs these, as wide and as long as a new one at least."""
    if not tabs:
        return
    book.sheets.clear()
    for number, (title, rows) in enumerate(tabs.items()):
        sheet_id = book.new_sheet_id(world.drive.chance) if number else 0
        width = max((len(row) for row in rows), default=0)
        sheet = new_sheet(sheet_id, title, max(1000, len(rows) + 100), max(26, width))
        book.sheets.append(sheet)
    today = world.drive.today(book.time_zone)
    for sheet, rows in zip(book.sheets, tabs.values(), strict=True):
        values.write(book, sheet, (0, 0), rows, "USER_ENTERED", today)
    book.number_sheets()


def seen(world: World, file_id: str) -> JSON:
    """Every tab's cells as a person sees them."""
    book = _book(_file(world, file_id))
    return {
        sheet.title: values.get_box(book, sheet, sheet.whole, {}).get("values", [])
        for sheet in book.sheets
    }


def edit(world: World, person: Person, given: JSON) -> None:
    """A person types a value into every cell of a range; "" or null empties them."""
    file = _file(world, given.get("id", ""))

    def change() -> None:
        book = _book(file).copy()
        area = book.area(given.get("range", ""))
        sheet = book.sheet(area.sheet_id)
        dimensions.grow(book, sheet, area.end_row or 1, area.end_column or 1)
        value = given.get("value")
        today = world.drive.today(book.time_zone)
        for at in area.within(sheet.row_count, sheet.column_count).positions():
            values.type_in(book, sheet, at, value, today)
        world.drive.changed(file, book)

    _book(file).area(given.get("range", ""))
    person.do(file.id, given.get("when", "now"), change)


def rows(world: World, person: Person, given: JSON) -> None:
    """A person inserts a row before row `at`, deletes that row, or sorts from it down by `column`.

    Both count from 1, as the person sees them.
    """
    file = _file(world, given.get("id", ""))
    action, at = given.get("action"), int(given.get("at", 1)) - 1
    if action not in ("insert", "delete", "sort"):
        raise ApiError(400, f'"action" is "insert", "delete" or "sort", not "{action}"')

    def change() -> None:
        book = _book(file).copy()
        sheet = book.titled(given.get("tab", ""))
        if sheet is None:
            return  # the tab is gone by now
        if action == "insert":
            dimensions.insert(book, sheet, "ROWS", at, 1)
        elif action == "delete":
            dimensions.delete(book, sheet, "ROWS", at, at + 1)
        else:
            height, width = sheet.used()
            if height > at:
                draft = Draft(
                    book, PERSON, "", world.drive.today(book.time_zone), world.drive.chance
                )
                spec = {"dimensionIndex": int(given.get("column", 1)) - 1}
                box = a1.Box(at, height, 0, width)
                sort_range(draft, {"range": box.area(sheet.id).json(), "sortSpecs": [spec]})
        world.drive.changed(file, book)

    if _book(file).titled(given.get("tab", "")) is None:
        raise ApiError(400, f"There is no tab {given.get('tab')!r}")
    person.do(file.id, given.get("when", "now"), change)


def act(world: World, person: Person, given: JSON) -> None:
    """A person does by hand what `requests` of batchUpdate do: cuts and pastes, deletes a tab …"""
    file = _file(world, given.get("id", ""))
    _book(file)

    def change() -> None:
        book = _book(file).copy()
        today = world.drive.today(book.time_zone)
        batch.apply(Draft(book, PERSON, "", today, world.drive.chance), given["requests"])
        world.drive.changed(file, book)

    person.do(file.id, given.get("when", "now"), change)


def restore(world: World, person: Person, given: JSON) -> None:
    """A person restores the version of `back` changes ago.

    Nobody has said whether developer metadata goes back with it: "metadata" chooses.
    """
    file = _file(world, given.get("id", ""))
    back = int(given.get("back", 1))
    if not 1 <= back <= len(file.past):
        raise ApiError(400, f"{file.name} has {len(file.past)} earlier versions")

    def change() -> None:
        old = file.past[-back].copy()
        if not given.get("metadata", False):
            old.metadata = _book(file).metadata
        world.drive.changed(file, old)

    person.do(file.id, given.get("when", "now"), change)


def share(world: World, given: JSON) -> None:
    """Lets the robot, or who else is named, do that and no more; "" for nothing."""
    file = _file(world, given.get("id", ""))
    email, role = given.get("email", ROBOT), given.get("role", "")
    others = [p for p in file.permissions if p.get("emailAddress") != email]
    file.permissions = others + ([permission(email, role)] if role else [])


def trash(world: World, given: JSON) -> None:
    """Puts a file in the bin, or takes it out."""
    _file(world, given.get("id", "")).trashed = given.get("trashed", True)


def account(world: World, given: JSON) -> None:
    """Makes the robot's account "active", its key "revoked", or the account "deleted"."""
    robot = world.accounts.robots[given.get("email", ROBOT)]
    robot.state = given.get("state", "active")
    if given.get("expire"):
        world.accounts.tokens.clear()


def apis(world: World, given: JSON) -> None:
    """Says which APIs the robot's project has not enabled: {"off": ["sheets.v4"]}."""
    world.off = set(given.get("off", []))


def protect(world: World, given: JSON) -> None:
    """A person protects a range, so that its editors alone may change it."""
    file = _file(world, given.get("id", ""))
    book = _book(file).copy()
    area = book.area(given.get("range", ""))
    number = world.drive.chance.randrange(1, 2**31 - 1)
    protected = {
        "protectedRangeId": number,
        "range": area.json(),
        "editors": {"users": [PERSON, *given.get("editors", [])]},
    }
    if given.get("warningOnly"):
        protected["warningOnly"] = True
    book.sheet(area.sheet_id).list_of("protectedRanges").append(protected)
    world.drive.changed(file, book)


def _file(world: World, file_id: str) -> File:
    if file_id not in world.drive.files:
        raise ApiError(404, f"There is no file {file_id!r}")
    return world.drive.files[file_id]


def _book(file: File) -> Spreadsheet:
    if file.book is None:
        raise ApiError(400, f"{file.name} is no spreadsheet")
    return file.book
