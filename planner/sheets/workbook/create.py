"""A new workbook, ready to type into: Targets, Log and Report."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING, Any

from planner.errors import UsageError
from planner.model import HOUR, MINUTE, Unit, column_letters
from planner.sheets.workbook.files import explained

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Literal

    from planner.model import Target

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TARGETS_HEADER = (
    *("Category", "Unit", "Per week", "Week", "Priority", "Block (min)", "Max per day"),
    *(*DAYS, "Done this week", "Left"),
)
LOG_HEADER = ("Date", "Category", "Amount", "Activity")
_LAST_TARGET = 40
_SUNDAY_BEFORE = "TODAY()-WEEKDAY(TODAY())+1"


def create(path: Path, targets: Sequence[Target], language: str = "") -> None:
    """Make the workbook, for its owner alone to read; a file that is there is never overwritten.

    language: as in "en_US"; decides how dates without a year are read. Errors: UsageError,
    PermissionDeniedError, TryAgainError.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "planner"
    book.properties.language = language.replace("_", "-") or None
    _targets(book.create_sheet("Targets"), targets)
    _log(book.create_sheet("Log"))
    _report(book.create_sheet("Report"))
    book.active = 1
    data = BytesIO()
    book.save(data)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UsageError(
            "the file is there already, and is left as it is",
            where=str(path),
            todo="Give another name; or delete it, if it is nothing that you need.",
        ) from None
    except OSError as error:
        raise explained(error, path) from None
    with os.fdopen(handle, "wb") as file:
        file.write(data.getvalue())


def _targets(tab: Any, targets: Sequence[Target]) -> None:
    _header(tab, TARGETS_HEADER, (18, 9, 11, 12, 10, 12, 12, *[7] * 7, 15, 10))
    for target in targets:
        grain = HOUR if target.unit is Unit.HOURS else 1
        row = tab.max_row + 1
        tab.append(
            [
                target.category,
                target.unit.value,
                _number(target.per_week, grain),
                target.week,
                None if target.priority == 1 else target.priority,
                _number(target.block, MINUTE),
                _number(target.max_per_day, grain),
                *(_number(most, grain) for most in target.weekdays),
                f'=SUMIFS(Log!$C:$C,Log!$B:$B,$A{row},Log!$A:$A,">="&({_SUNDAY_BEFORE}))',
                f"=MAX(0,C{row}-O{row})",
            ]
        )
    tab.append(["Available"])
    _bold(tab, tab.max_row)
    last = _LAST_TARGET
    _validate(tab, f"B2:B{last}", "list", '"hours,count"', "The unit is hours or count.")
    _validate(
        tab, f"C2:C{last}", "decimal", "0", "Hours or pieces a week, 0 or more.",
        operator="greaterThanOrEqual",
    )  # fmt: skip
    _validate(
        tab, f"E2:E{last}", "decimal", "0", "A number above 0; 2 matters twice as much as 1.",
        operator="greaterThan",
    )  # fmt: skip
    tab.column_dimensions["D"].number_format = "yyyy-mm-dd"
    _comment(tab["D1"], "The first day of the one week that a row is for; empty is every week.")
    _comment(tab["A1"], "One row a category. The row Available says the hours at hand a weekday.")
    _comment(tab["H1"], "The most of a category on that weekday; 0 is not on that day.")


def _log(tab: Any) -> None:
    _header(tab, LOG_HEADER, (13, 18, 12, 60))
    tab.column_dimensions["A"].number_format = "yyyy-mm-dd"
    _validate(
        tab, "A2:A20000", "date", "36526", "A date, such as 2026-03-19.",
        operator="greaterThan",
    )  # fmt: skip
    _validate(
        tab, "B2:B20000", "list", f"Targets!$A$2:$A${_LAST_TARGET}",
        "A category of the tab Targets; another one is counted, but has no target.",
    )  # fmt: skip
    _comment(
        tab["C1"],
        'Hours as 1.5, "1h30", "90 min" or "1 hr + 1.5 hr"; pieces as a number. A row without an '
        'amount may hold a note: "Sick", "send the form (to be done)".',
    )


def _report(tab: Any) -> None:
    _header(tab, ("Report",), (26, 9, 9, 9, 9, 9, 17, 16, 40))
    tab.append(["`planner sync` writes here; notes to the right of it stay."])


def _header(tab: Any, words: Sequence[str], widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, PatternFill

    tab.append(list(words))
    _bold(tab, 1)
    for cell in tab[1]:
        cell.fill = PatternFill("solid", fgColor="DCE6F1")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    for column, width in enumerate(widths):
        tab.column_dimensions[column_letters(column)].width = width
    tab.freeze_panes = "A2"


def _bold(tab: Any, row: int) -> None:
    from openpyxl.styles import Font

    for cell in tab[row]:
        cell.font = Font(bold=True)


def _validate(
    tab: Any,
    cells: str,
    kind: Literal["decimal", "date", "list"],
    formula: str,
    message: str,
    operator: Literal["greaterThan", "greaterThanOrEqual"] | None = None,
) -> None:
    """Warn of what does not fit, without forbidding it: the person knows better."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(
        type=kind, operator=operator, formula1=formula, allow_blank=True, errorStyle="warning",
        showErrorMessage=True, errorTitle="planner", error=message,
    )  # fmt: skip
    rule.add(cells)
    tab.add_data_validation(rule)


def _comment(cell: Any, text: str) -> None:
    from openpyxl.comments import Comment

    cell.comment = Comment(text, "planner", height=90, width=280)


def _number(amount: int | None, grain: int) -> float | int | None:
    if amount is None:
        return None
    whole, rest = divmod(amount, grain)
    return amount / grain if rest else whole
