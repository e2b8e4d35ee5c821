"""A spreadsheet at one moment, and the edits made to it: what both backends speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from planner.model import CellRef


class Show(Enum):
    """What a number in a cell is shown as; decides whether 0.1 is six minutes or 2 h 24."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "date-time"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's content.

    value: the effective value: text, a number (dates and times as serial days since 1899-12-30),
    a truth value, or None where the cell is empty. text: as the person sees it. formula: as
    typed, with its `=`, or "". show: what a number is shown as. error: the formula's value is an
    error, and text says which ("#REF!").
    """

    value: str | float | bool | None = None
    text: str = ""
    formula: str = ""
    show: Show = Show.NUMBER
    error: bool = False

    @property
    def typed(self) -> str:
        """What stands in the cell as it would be typed in: the formula, else the text.

        Text that would be taken for a formula has the apostrophe that a person would type.
        """
        if isinstance(self.value, str) and not self.formula and self.value[:1] in tuple("=+-@'"):
            return f"'{self.value}"
        return self.formula or self.text


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab's cells, row by row, ragged: cells that are not there are empty.

    merges: (first row, first column, last row, last column), counted from 0, inclusive; only the
    first cell of a merge has content. number: the backend's own id of the tab.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    number: int = 0
    hidden: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()

    def at(self, row: int, column: int) -> Cell:
        """The cell there; EMPTY beyond the edges."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY


@dataclass(frozen=True, slots=True)
class Fence:
    """Who wrote last: the generation a sheet is at, and the batch that brought it there.

    digest: of the batch, so that a device knows its own batch again after a lost answer.
    operations: the numbers of the device's operations in it, as one short word without blanks.
    taken_back: the batch had overtaken a person, and its writes were undone again.
    """

    generation: int
    device: str
    digest: str
    operations: str = ""
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Overwritten:
    """What a batch wrote over without having seen it, and nobody has put back yet.

    cells: every cell that a Write or an added row of the batch went to: what stood there at that
    instant (EMPTY under the last row, mostly), and what was written in its stead, each as typed.
    """

    generation: int
    cells: dict[CellRef, tuple[Cell, Cell]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every tab's cells at one moment.

    sheet: the spreadsheet's identity (its id, or the workbook's path); locale as in "en_US";
    time_zone an IANA name, "" where the backend knows none. fences: the last writes by planners,
    oldest first; however old, each device's last one is among them. overwritten: what batches
    wrote over unseen and nobody has put back yet.
    """

    sheet: str
    title: str
    locale: str
    time_zone: str
    tabs: tuple[Tab, ...]
    fences: tuple[Fence, ...] = ()
    overwritten: tuple[Overwritten, ...] = ()

    def tab(self, name: str) -> Tab | None:
        """The tab of that name, or None."""
        return next((tab for tab in self.tabs if tab.name == name), None)

    @property
    def generation(self) -> int:
        """The generation of the newest write by a planner; 0 before the first."""
        return max((fence.generation for fence in self.fences), default=0)


# What may be written. A str is text and stays text, whatever it begins with.


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula to be entered, with its `=`: ours, or a person's own one made longer.

    value: what it comes out as, where that is known before the sheet has worked it out.
    """

    text: str
    value: float | str | None = None


Value = str | int | float | Formula | None
"""None empties the cell; a date or time is written as its serial number with a Show."""


class Look(Enum):
    """How a row that we make is formatted; the last three by how well what it says stands."""

    PLAIN = "plain"
    HEADING = "heading"
    HEADER = "header"
    TOTAL = "total"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


FILLS = {Look.GOOD: "D9EAD3", Look.WARNING: "FCE5CD", Look.BAD: "F4CCCC"}
"""The background of a look, as RRGGBB: pale, for black text."""


@dataclass(frozen=True, slots=True)
class Write:
    """Put a value into one cell, only where it still holds what the snapshot said.

    before: the cell as the snapshot had it. show: the number format to give, None to leave it.
    """

    cell: CellRef
    before: Cell
    value: Value
    show: Show | None = None


@dataclass(frozen=True, slots=True)
class NewCell:
    """A cell of a row that is appended."""

    value: Value = None
    show: Show | None = None


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that is appended: its cells from the first column on, and its look."""

    cells: tuple[NewCell, ...]
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Append:
    """Add rows under the last row with content, which the snapshot saw at index `after`.

    Formulas in them are written for the rows' place directly under `after`.
    """

    tab: str
    after: int
    rows: tuple[NewRow, ...]


@dataclass(frozen=True, slots=True)
class Replace:
    """Make a tab of the planner's own hold these rows, and nothing else in their columns.

    Only for the Report tab (made where it is missing). A person's notes right of `width` stay.
    """

    tab: str
    width: int
    rows: tuple[NewRow, ...]


@dataclass(frozen=True, slots=True)
class AddTab:
    """Make a tab that is not there yet, with its first rows; the first is its frozen header."""

    tab: str
    rows: tuple[NewRow, ...]


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Mark the batch of that generation as taken back: its Overwritten is settled.

    Comes with the Writes that put the cells back, so that its device plans the batch again.
    """

    generation: int


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing is written, but the row counts among those that must be as the snapshot had them.

    For the header above a written cell: it says what the cell means.
    """

    tab: str
    row: int


Edit = Write | Append | Replace | AddTab | TakeBack | Unchanged


@dataclass(frozen=True, slots=True)
class Batch:
    """Edits that land together or not at all, made against one snapshot.

    fence: what the sheet will say of this batch; its generation is the snapshot's plus one.
    """

    fence: Fence
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Landed:
    """The batch is in the sheet, once."""


@dataclass(frozen=True, slots=True)
class Beaten:
    """Nothing of the batch is in the sheet: somebody was faster. Take a fresh snapshot."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The batch landed, on cells that a person had changed between the read and the write.

    found: those cells as the person had left them. The next snapshot says them as Overwritten,
    to whatever device takes it.
    """

    found: dict[CellRef, Cell] = field(default_factory=dict)


class Sheet(Protocol):
    """A spreadsheet that can be read whole and written by compare-and-swap."""

    def snapshot(self) -> Snapshot:
        """Every tab at one moment. Errors: UnreachableError, PermissionDeniedError, …"""
        ...

    def swap(self, batch: Batch) -> Landed | Beaten | Overtaken:
        """Write the batch where nothing it depends on has changed since its snapshot."""
        ...
