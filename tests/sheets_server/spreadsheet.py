"""A spreadsheet as Google keeps it: tabs of cells, and the things that stand on them.

Cells, formats and things are JSON as in the Sheets API and are never changed in place, only put
anew; so a copy of a spreadsheet is quick, and a batch works on a copy that is thrown away where
one of its requests fails.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.sheets_server import a1
from tests.sheets_server.errors import ApiError

if TYPE_CHECKING:
    import random

JSON = dict[str, Any]
Position = tuple[int, int]

# The lists that stand in a tab's JSON beside its properties and its cells.
THINGS = (
    "merges",
    "conditionalFormats",
    "filterViews",
    "protectedRanges",
    "charts",
    "bandedRanges",
    "rowGroups",
    "columnGroups",
    "slicers",
    "tables",
)
ROW_HEIGHT, COLUMN_WIDTH = 21, 100
MAX_CELLS = 10_000_000


@dataclass
class Sheet:
    """A tab. cells: by (row, column) from 0, as CellData without what Google derives itself.

    rows, columns: DimensionProperties of those that are not as usual. things: see THINGS.
    """

    properties: JSON
    cells: dict[Position, JSON] = field(default_factory=dict)
    rows: dict[int, JSON] = field(default_factory=dict)
    columns: dict[int, JSON] = field(default_factory=dict)
    things: dict[str, list[JSON]] = field(default_factory=dict)
    basic_filter: JSON | None = None

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def grid(self) -> JSON:
        """Its gridProperties."""
        found: JSON = self.properties.setdefault("gridProperties", {})
        return found

    @property
    def row_count(self) -> int:
        return int(self.grid.get("rowCount", 0))

    @property
    def column_count(self) -> int:
        return int(self.grid.get("columnCount", 0))

    @property
    def whole(self) -> a1.Box:
        return a1.Box(0, self.row_count, 0, self.column_count)

    def list_of(self, kind: str) -> list[JSON]:
        """The things of a kind, to read or to change."""
        return self.things.setdefault(kind, [])

    def dimension(self, name: str) -> dict[int, JSON]:
        """The properties of single "ROWS" or "COLUMNS"."""
        return self.rows if name == "ROWS" else self.columns

    def count(self, dimension: str) -> int:
        """How many rows or columns it has."""
        return self.row_count if dimension == "ROWS" else self.column_count

    def put(self, position: Position, cell: JSON) -> None:
        """Sets a cell; one without anything in it is as one that is not there."""
        kept = {name: value for name, value in cell.items() if value not in (None, {}, "")}
        if kept:
            self.cells[position] = kept
        else:
            self.cells.pop(position, None)

    def typed(self, row: int, column: int) -> JSON | None:
        """The cell's userEnteredValue."""
        value: JSON | None = self.cells.get((row, column), {}).get("userEnteredValue")
        return value

    def used(self) -> tuple[int, int]:
        """The numbers of rows and columns up to the last with a value."""
        places = [at for at, cell in self.cells.items() if "userEnteredValue" in cell]
        if not places:
            return 0, 0
        return max(row for row, _ in places) + 1, max(column for _, column in places) + 1

    def copy(self) -> Sheet:
        return Sheet(
            copy.deepcopy(self.properties),
            dict(self.cells),
            dict(self.rows),
            dict(self.columns),
            copy.deepcopy(self.things),
            copy.deepcopy(self.basic_filter),
        )


@dataclass
class Spreadsheet:
    """A spreadsheet: its properties, tabs in order, named ranges and developer metadata.

    results: what its formulas have come out as, by (tab's id, row, column); None before they
    are worked out, see engine.
    """

    id: str
    properties: JSON
    sheets: list[Sheet]
    named_ranges: list[JSON] = field(default_factory=list)
    metadata: list[JSON] = field(default_factory=list)
    results: dict[tuple[int, int, int], JSON] | None = None

    @property
    def locale(self) -> str:
        return str(self.properties["locale"])

    @property
    def time_zone(self) -> str:
        return str(self.properties["timeZone"])

    def sheet(self, sheet_id: int) -> Sheet:
        """The tab of that id. Raises ApiError."""
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise ApiError(400, f"No grid with id: {sheet_id}")

    def titled(self, title: str) -> Sheet | None:
        """The tab of that title, whose case does not matter."""
        wanted = title.casefold()
        return next((s for s in self.sheets if s.title.casefold() == wanted), None)

    def area(self, text: str) -> a1.Area:
        """What a text in A1 notation, or a named range, or a tab's title stands for."""
        title, cells = a1.split(text)
        wanted = (text if title is None else cells).casefold()
        named = next((n for n in self.named_ranges if n["name"].casefold() == wanted), None)
        if named is not None:
            return a1.area_of(named["range"])
        if title is None and (area := a1.cells(text)) is not None:
            return a1.on_sheet(area, self.sheets[0].id)
        sheet = self.titled(text if title is None else title)
        if sheet is not None and (title is None or not cells):
            return a1.Area(sheet.id)
        area = a1.cells(cells) if sheet is not None else None
        if area is None or sheet is None:
            raise ApiError(400, f"Unable to parse range: {text}")
        return a1.on_sheet(area, sheet.id)

    def box(self, grid_range: JSON) -> tuple[Sheet, a1.Box]:
        """The tab and the cells of a GridRange. Raises ApiError where it leaves the grid."""
        area = a1.area_of(grid_range)
        sheet = self.sheet(area.sheet_id)
        box = area.within(sheet.row_count, sheet.column_count)
        beyond = max(area.row or 0, (area.end_row or 1) - 1) >= sheet.row_count
        if beyond or max(area.column or 0, (area.end_column or 1) - 1) >= sheet.column_count:
            raise exceeds_grid(sheet, area)
        return sheet, box

    def range_name(self, sheet: Sheet, box: a1.Box) -> str:
        """The cells in A1 notation with their tab."""
        return f"{a1.quoted(sheet.title)}!{box.a1()}"

    def new_sheet_id(self, chance: random.Random) -> int:
        """An id that no tab has, as large as Google's are."""
        taken = {sheet.id for sheet in self.sheets}
        while (found := chance.randrange(1, 2**31 - 1)) in taken:
            pass
        return found

    def number_sheets(self) -> None:
        """Writes each tab's place into its index."""
        for index, sheet in enumerate(self.sheets):
            sheet.properties["index"] = index

    def copy(self) -> Spreadsheet:
        return Spreadsheet(
            self.id,
            copy.deepcopy(self.properties),
            [sheet.copy() for sheet in self.sheets],
            copy.deepcopy(self.named_ranges),
            copy.deepcopy(self.metadata),
        )


def exceeds_grid(sheet: Sheet, area: a1.Area) -> ApiError:
    """The error of a range that leaves its tab."""
    rows = max(sheet.row_count, area.end_row or 0, (area.row or 0) + 1)
    columns = max(sheet.column_count, area.end_column or 0, (area.column or 0) + 1)
    name = f"{a1.quoted(sheet.title)}!{area.within(rows, columns).a1()}"
    limits = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    return ApiError(400, f"Range ({name}) exceeds grid limits. {limits}")


def new_sheet(sheet_id: int, title: str, rows: int = 1000, columns: int = 26) -> Sheet:
    """An empty tab."""
    grid = {"rowCount": rows, "columnCount": columns}
    return Sheet(
        {
            "sheetId": sheet_id,
            "title": title,
            "index": 0,
            "sheetType": "GRID",
            "gridProperties": grid,
        }
    )
