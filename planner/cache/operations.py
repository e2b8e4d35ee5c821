"""Operations as JSON, for the outbox."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from planner.model import (
    CellRef,
    Log,
    Note,
    Operation,
    Rewrite,
    SetTarget,
    Unit,
    Unlog,
)

_KINDS: dict[str, type[Operation]] = {
    "log": Log,
    "unlog": Unlog,
    "target": SetTarget,
    "rewrite": Rewrite,
    "note": Note,
}
_WORDS = {kind: word for word, kind in _KINDS.items()}


def to_json(operation: Operation) -> str:
    """The operation as one line of JSON; equal operations give equal text."""
    fields: dict[str, Any] = {"kind": _WORDS[type(operation)]}
    for name in type(operation).__slots__:
        value = getattr(operation, name)
        if isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, CellRef):
            value = [value.tab, value.row, value.column]
        fields[name] = value
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Operation:
    """The operation that `to_json` wrote."""
    fields: dict[str, Any] = json.loads(text)
    kind = _KINDS[fields.pop("kind")]
    for name in ("date", "week"):
        if fields.get(name):
            fields[name] = date.fromisoformat(fields[name])
    if "unit" in fields:
        fields["unit"] = Unit(fields["unit"])
    if "cell" in fields:
        fields["cell"] = CellRef(*fields["cell"])
    return kind(**fields)
