"""A new tab in a workbook: its part, its place in the lists, and its frozen first row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.errors import PermissionDeniedError
from planner.sheets.workbook.cells import child
from planner.sheets.workbook.package import MAIN, OFFICE, RELATIONS, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from planner.sheets.workbook.editor import Editor

CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def add_tab(editor: Editor, tab: str) -> None:
    """Add an empty tab at the end. Errors: PermissionDeniedError where the structure is locked."""
    workbook = editor.workbook
    protection = workbook.root.find(q("workbookProtection"))
    if protection is not None and protection.get("lockStructure") in ("1", "true"):
        raise PermissionDeniedError(
            f"the workbook's structure is protected, so the tab {tab} cannot be added",
            where=str(editor.package.path),
            todo=f"Take the protection off, or add an empty tab named {tab}.",
        )
    editor.parts.setdefault(workbook.name, workbook.root)
    folder, _, file = workbook.name.rpartition("/")
    taken = {*editor.package.zip.namelist(), *editor.parts}
    part = _free(f"{folder}/worksheets/sheet{{}}.xml", taken)
    key = add_relation(editor, f"{folder}/_rels/{file}.rels", f"{OFFICE}/worksheet", f"/{part}")
    sheets = workbook.root.find(q("sheets"))
    assert sheets is not None  # noqa: S101 - a workbook without sheets does not open
    number = 1 + max((int(s.get("sheetId", "0")) for s in sheets), default=0)
    child(sheets, q("sheet"), name=tab, sheetId=str(number)).set(q("id", OFFICE), key)
    add_type(editor, f"/{part}", _WORKSHEET)
    editor.parts[part] = _empty_sheet()
    workbook.relations[key] = ("worksheet", part)


def add_relation(editor: Editor, name: str, kind: str, target: str) -> str:
    """Add a relation to a part's list, and say its id."""
    relations = editor.xml(name)
    key = _free("rId{}", {r.get("Id", "") for r in relations})
    child(relations, q("Relationship", RELATIONS), Id=key, Type=kind, Target=target)
    return key


def add_type(editor: Editor, part: str, kind: str) -> None:
    """Say in the package's list what kind of part that is."""
    types = editor.xml("[Content_Types].xml")
    if not any(o.get("PartName") == part for o in types):
        child(types, q("Override", CONTENT_TYPES), PartName=part, ContentType=kind)


def _free(pattern: str, taken: set[str]) -> str:
    number = 1
    while pattern.format(number) in taken:
        number += 1
    return pattern.format(number)


def _empty_sheet() -> _Element:
    from lxml import etree

    root = etree.fromstring(f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"/>'.encode())
    view = child(child(root, q("sheetViews")), q("sheetView"), workbookViewId="0")
    child(view, q("pane"), ySplit="1", topLeftCell="A2", activePane="bottomLeft", state="frozen")
    columns = child(root, q("cols"))
    child(columns, q("col"), min="1", max="12", width="16", customWidth="1")
    child(root, q("sheetData"))
    return root
