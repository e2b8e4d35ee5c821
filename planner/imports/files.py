"""A file, read by whichever format knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.errors import DataError
from planner.imports.given import Given, Imported

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 100_000_000
_MARKDOWN = (".md", ".markdown", ".org", ".mdown")
_ZIP = b"PK\x03\x04"


def read_file(path: Path, given: Given) -> Imported:
    """What the file says, whatever kept it. Errors: DataError, UnreachableError."""
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        return _of_workbook(path, given)
    data = _bytes_of(path)
    if data.startswith(_ZIP):
        return _of_workbook(path, given)
    from planner.imports.delimited import decoded

    text = decoded(data)
    imported = _of_text(path, text, given)
    if not (imported.reading.entries or imported.reading.lost_days or imported.reading.findings):
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


def _of_text(path: Path, text: str, given: Given) -> Imported:
    from planner.imports.delimited import read_delimited
    from planner.imports.markdown import read_markdown
    from planner.imports.tables import read_tables

    as_page = path.suffix.casefold() in _MARKDOWN or text.lstrip()[:1] in ("|", "#")
    read = read_markdown if as_page else read_delimited
    return read_tables([read(path.stem, text)], given)


def _of_workbook(path: Path, given: Given) -> Imported:
    from planner.imports.tables import read_tables
    from planner.sheets.workbook import read_workbook

    return read_tables(read_workbook(path).tabs, given)


def _nothing(path: Path) -> DataError:
    return DataError(
        "nothing in it reads as a log",
        where=str(path),
        todo="Expected a table with a date and an amount, such as Date, Category, Hours, Activity; "
        "--date-column, --amount-column and --category-column name headers of another kind.",
    )
