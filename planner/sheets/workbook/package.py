"""The parts of an .xlsx package: a zip of XML files, opened with its limits checked.

ECMA-376, parts 1 and 2.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from planner.errors import DataError, PermissionDeniedError, UnreachableError

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LARGEST_FILE = 100 * 1024 * 1024
LARGEST_PART = 400 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"


def q(name: str, space: str = MAIN) -> str:
    """A name as lxml writes it, with its namespace."""
    return f"{{{space}}}{name}"


class Package:
    """A workbook's parts by name, all in memory: what one read of the file saw."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data
        try:
            self.zip = zipfile.ZipFile(BytesIO(data))
            names = self.zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise DataError(
                "this is no workbook, or not all of it is there",
                where=str(path),
                todo="Restore it from .planner-backups beside it, or save it again as .xlsx.",
            ) from error
        if sum(info.file_size for info in names) > LARGEST_PART:
            raise _too_large(path)

    def part(self, name: str) -> bytes:
        """A part's bytes. Errors: DataError where it is missing or broken."""
        try:
            return self.zip.read(name)
        except (KeyError, zipfile.BadZipFile, EOFError, OSError, RuntimeError) as error:
            raise DataError(
                f"the workbook's part {name} is missing or broken",
                where=str(self.path),
                todo="Open it in your spreadsheet program and save it again as .xlsx.",
            ) from error

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.zip.NameToInfo

    def xml(self, name: str) -> _Element:
        """A part as XML. External entities are not read."""
        return parse(self.part(name), name, self.path)


def parse(data: bytes, name: str, path: Path) -> _Element:
    """XML without external entities. Errors: DataError that names the part."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DataError(
            f"the workbook's part {name} is broken",
            where=str(path),
            todo="Open it in your spreadsheet program and save it again as .xlsx.",
        ) from error


def load(path: Path) -> Package:
    """Read the file whole. Errors say what is wrong with it and what to do."""
    where = str(path)
    try:
        if path.is_dir():
            raise DataError("this is a folder; expected a workbook (.xlsx)", where=where)
        if path.stat().st_size > LARGEST_FILE:
            raise _too_large(path)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreachableError(
            "the workbook is not there",
            where=where,
            todo="Mount or restore it, or run `planner init --workbook FILE`.",
        ) from None
    except PermissionError:
        raise PermissionDeniedError(
            "the workbook cannot be read",
            where=where,
            todo=f"Make it readable: chmod u+r {path.name}",
        ) from None
    except OSError as error:
        raise UnreachableError(
            f"the workbook cannot be read: {error.strerror}", where=where
        ) from None
    if not data:
        raise DataError(
            "the workbook is an empty file",
            where=where,
            todo="Restore it from .planner-backups beside it, or delete it and run `planner init`.",
        )
    if data.startswith(_OLE):
        raise DataError(
            "the workbook is protected by a password, or an old .xls",
            where=where,
            todo="Save it as .xlsx without a password.",
        )
    package = Package(path, data)
    if not package.has("[Content_Types].xml") or not package.has("_rels/.rels"):
        raise DataError("this is no .xlsx workbook", where=where, todo="Save it as .xlsx.")
    return package


def _too_large(path: Path) -> DataError:
    return DataError(
        f"the workbook is larger than {LARGEST_FILE // 2**20} MB packed"
        f" or {LARGEST_PART // 2**20} MB unpacked",
        where=str(path),
        todo="Move pictures and other tabs into a workbook of their own.",
    )
