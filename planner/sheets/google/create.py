"""A new Google Sheet, ready to type into: Targets, Log and Report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from planner.errors import DataError
from planner.model import HOUR, MINUTE, Unit
from planner.sheets.google import credentials, requests
from planner.sheets.google.address import DRIVE, SHEETS, endpoint_of
from planner.sheets.google.client import Patience
from planner.sheets.google.dress import check, guard
from planner.sheets.google.faults import RefusedError
from planner.sheets.google.plan import new_tab
from planner.sheets.google.sheet import connect
from planner.sheets.grid import Formula, Look, NewCell, NewRow, Show
from planner.sheets.workbook.create import LOG_HEADER, TARGETS_HEADER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.config import Google
    from planner.model import Target

JSON = dict[str, Any]
_TARGETS, _LOG, _REPORT = 1, 2, 3
_LAST_TARGET = 40
_POINT = ("en", "ja", "ko", "zh", "th", "he", "iw", "hi")
"""Languages with a decimal point, where a comma parts a formula's arguments."""

_DAY_ZERO = date(1899, 12, 30)
_SUNDAY_BEFORE = "TODAY()-WEEKDAY(TODAY())+1"


def create(
    title: str,
    google: Google,
    targets: Sequence[Target] = (),
    *,
    locale: str = "en_US",
    time_zone: str = "",
    share_with: str = "",
    patience: Patience | None = None,
) -> str:
    """Make the spreadsheet, and say its id; google.spreadsheet is not looked at.

    share_with: the address of a person who may edit it, for a service account's own sheet would
    be seen by nobody else. Errors: as of GoogleSheet's calls.
    """
    client = connect(google, patience or Patience(), (credentials.OWN_FILES,))
    endpoint = endpoint_of(google.endpoint)
    properties = {"title": title, "locale": locale}
    if time_zone:
        properties["timeZone"] = time_zone
    tabs = [{"properties": {"sheetId": _LOG, "title": "Log"}}]
    body: JSON = {"properties": properties, "sheets": tabs}
    url = f"{endpoint or SHEETS}/v4/spreadsheets"
    try:
        made = client.call("post", url, params={"fields": "spreadsheetId"}, body=body, repeat=False)
        spreadsheet = str(made["spreadsheetId"])
        # The first tab is there, empty: it gives way to the one with a header.
        filled = {"requests": _contents(targets, locale)}
        client.call("post", f"{url}/{spreadsheet}:batchUpdate", body=filled, repeat=False)
        if share_with:
            permission = {"type": "user", "role": "writer", "emailAddress": share_with}
            drive = f"{endpoint or DRIVE}/drive/v3/files/{spreadsheet}/permissions"
            client.call("post", drive, body=permission, params={"fields": "id"})
    except RefusedError as refusal:
        raise DataError(
            f"Google refuses to make the sheet: {refusal.message}", where=title
        ) from None
    return spreadsheet


def _contents(targets: Sequence[Target], locale: str) -> list[JSON]:
    comma = locale.split("_", maxsplit=1)[0] in _POINT and locale != "en_ZA"
    header = NewRow(tuple(NewCell(word) for word in TARGETS_HEADER), Look.HEADER)
    rows = [
        _target_row(target, row, "," if comma else ";") for row, target in enumerate(targets, 2)
    ]
    available = NewRow((NewCell("Available"),), Look.TOTAL)
    log = NewRow(tuple(NewCell(word) for word in LOG_HEADER), Look.HEADER)
    report = NewRow((NewCell("Report"),), Look.HEADER)
    note = NewRow((NewCell("`planner sync` writes here; notes to the right of it stay."),))
    category = check(
        requests.span(_LOG, (1, 1000), (1, 2)),
        "ONE_OF_RANGE",
        (f"=Targets!$A$2:$A${_LAST_TARGET}",),
        "A category of the tab Targets; another one is counted, but has no target.",
    )
    return [
        *new_tab(_TARGETS, "Targets", [header, *rows, available]),
        *guard(_TARGETS, 1, rows),
        *new_tab(_LOG, "Log", [log])[1:],
        _frozen(_LOG),
        category,
        *new_tab(_REPORT, "Report", [report, note]),
    ]


def _frozen(number: int) -> JSON:
    properties = {"sheetId": number, "gridProperties": {"frozenRowCount": 1}}
    fields = "gridProperties.frozenRowCount"
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def _target_row(target: Target, row: int, then: str) -> NewRow:
    """A target and its live totals. then: what parts a function's arguments."""
    grain = HOUR if target.unit is Unit.HOURS else 1
    since = f'">="&({_SUNDAY_BEFORE})'
    done = then.join(("Log!$C:$C", "Log!$B:$B", f"$A{row}", "Log!$A:$A", since))
    values = (
        NewCell(target.category),
        NewCell(target.unit.value),
        NewCell(_number(target.per_week, grain)),
        NewCell((target.week - _DAY_ZERO).days, Show.DATE) if target.week else NewCell(),
        NewCell(None if target.priority == 1 else target.priority),
        NewCell(_number(target.block, MINUTE)),
        NewCell(_number(target.max_per_day, grain)),
        *(NewCell(_number(most, grain)) for most in target.weekdays),
        NewCell(Formula(f"=SUMIFS({done})")),
        NewCell(Formula(f"=MAX(0{then}C{row}-O{row})")),
    )
    return NewRow(values)


def _number(amount: int | None, grain: int) -> float | int | None:
    if amount is None:
        return None
    whole, rest = divmod(amount, grain)
    return amount / grain if rest else whole
