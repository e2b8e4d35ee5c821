"""A file, read by whichever format knows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planner.imports.given import Given, Imported
    from planner.sheets.grid import Tab

LIMIT = 100_000_000
_MARKDOWN = (".md", ".markdown", ".org", ".mdown")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx files begin, and those with a password."""


def read_file(path: Path, given: Given) -> Imported:
    """What the file says, whatever kept it. Errors: DataError, UnreachableError."""
    data = _bytes_of(path)
    workbook = data.startswith(_WORKBOOKS) or path.suffix.casefold() in (".xlsx", ".xlsm")
    imported = _of_workbook(path, given) if workbook else _of_text(path, data, given)
    if any(finding.kind == "no-log" for finding in imported.reading.findings):
        raise _nothing(path)
    return imported


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMIT:
            raise DataError(
                f"the file is larger than {LIMIT // 1_000_000} MB",
                where=str(path),
                todo="Split it, by years for instance, and import the parts.",
            )
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            f"the file cannot be read: {error.strerror}", where=str(path), todo="Check its name."
        ) from None


def _of_text(path: Path, data: bytes, given: Given) -> Imported:
    from planner.imports.delimited import decoded, read_delimited
    from planner.imports.klog import read_klog
    from planner.imports.markdown import read_markdown
    from planner.imports.timewarrior import read_timewarrior_data

    text, name = decoded(data), path.stem
    if (found := _of_json(name, text, given)) is not None:
        return found
    for read in (read_klog, read_timewarrior_data):
        if (found := read(name, text, given)) is not None:
            return found
    as_page = path.suffix.casefold() in _MARKDOWN or text.lstrip()[:1] in ("|", "#")
    return _of_tabs([(read_markdown if as_page else read_delimited)(name, text)], given)


def _of_json(name: str, text: str, given: Given) -> Imported | None:
    """What JSON of a known kind says; None where it is no JSON, or of another kind."""
    if text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        return None
    import json

    from planner.imports.ours import read_ours
    from planner.imports.super_productivity import read_super_productivity
    from planner.imports.timewarrior import read_timewarrior
    from planner.imports.watson import read_watson

    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for read in (read_ours, read_timewarrior, read_watson, read_super_productivity):
        if (found := read(name, data, given)) is not None:
            return found
    return None


def _of_workbook(path: Path, given: Given) -> Imported:
    from planner.sheets.workbook import WorkbookSheet

    snapshot = WorkbookSheet(path).snapshot()
    given = replace(given, locale=snapshot.locale or given.locale)
    return _of_tabs([tab for tab in snapshot.tabs if not tab.hidden], given)


def _of_tabs(tabs: Sequence[Tab], given: Given) -> Imported:
    from planner.imports.clockify import recast_clockify
    from planner.imports.tables import read_tables
    from planner.imports.toggl import recast_toggl
    from planner.imports.watson import read_watson_table

    if len(tabs) == 1 and (found := read_watson_table(tabs[0], given)) is not None:
        return found
    return read_tables([recast_toggl(tab) or recast_clockify(tab) or tab for tab in tabs], given)


def _nothing(path: Path) -> DataError:
    return DataError(
        "nothing in it reads as a log",
        where=str(path),
        todo="Expected a table with a date and an amount, such as Date, Category, Hours, Activity; "
        "--date-column, --amount-column and --category-column name headers of another kind.",
    )
