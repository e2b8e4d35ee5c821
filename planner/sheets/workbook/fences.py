"""Each device's last fence, in the workbook's custom properties.

They travel with the file, spreadsheet programs keep them when they save, and no cell shows them.
ECMA-376 part 1, 22.3 (custom file properties).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from planner.sheets.grid import Fence
from planner.sheets.workbook.cells import child
from planner.sheets.workbook.package import OFFICE, RELATIONS, q
from planner.sheets.workbook.tabs import add_relation, add_type

if TYPE_CHECKING:
    from lxml.etree import _Element

    from planner.sheets.workbook.editor import Editor
    from planner.sheets.workbook.package import Package

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PREFIX = "planner "


def read_fences(package: Package) -> tuple[Fence, ...]:
    """The fences in the workbook, oldest first."""
    name = _part(package)
    if name is None:
        return ()
    fences = [_fence(p) for p in package.xml(name) if p.get("name", "").startswith(_PREFIX)]
    return tuple(sorted((f for f in fences if f), key=lambda fence: fence.generation))


def write_fence(editor: Editor, fence: Fence) -> None:
    """Put the fence in the place of its device's last one."""
    name = _part(editor.package)
    if name is None:
        name = "docProps/custom.xml"
        editor.parts[name] = _no_properties()
        add_relation(editor, "_rels/.rels", f"{OFFICE}/custom-properties", name)
        add_type(editor, f"/{name}", _KIND)
    root = editor.xml(name)
    key = _PREFIX + fence.device
    for old in [p for p in root if p.get("name") == key]:
        root.remove(old)
    number = max((int(p.get("pid", "1")) for p in root), default=1) + 1
    new = child(root, q("property", _CUSTOM), fmtid=_FORMAT, pid=str(number), name=key)
    said = {
        "generation": fence.generation,
        "digest": fence.digest,
        "operations": fence.operations,
        "taken_back": fence.taken_back,
    }
    child(new, q("lpwstr", _TYPES)).text = json.dumps(said)


def _part(package: Package) -> str | None:
    for relation in package.xml("_rels/.rels"):
        kind = relation.get("Type", "")
        if relation.tag == q("Relationship", RELATIONS) and kind.endswith("/custom-properties"):
            target = relation.get("Target", "").lstrip("/")
            return target if package.has(target) else None
    return None


def _fence(element: _Element) -> Fence | None:
    """The fence in a property; None where somebody has changed it into something else."""
    device = element.get("name", "").removeprefix(_PREFIX)
    try:
        said = json.loads("".join(str(text) for text in element.itertext()))
        return Fence(
            int(said["generation"]),
            device,
            str(said["digest"]),
            str(said["operations"]),
            bool(said["taken_back"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _no_properties() -> _Element:
    from lxml import etree

    return etree.fromstring(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}"/>'.encode())
