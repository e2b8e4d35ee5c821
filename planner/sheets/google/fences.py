"""The fences: developer metadata that can be created once, so that one device alone writes n + 1.

Creating metadata under an id that is in use is refused, and batchUpdate applies all of its
requests or none: https://developers.google.com/workspace/sheets/api/guides/metadata
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner.sheets.grid import Fence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

JSON = dict[str, Any]
KEY = "planner"
_KEPT = 24 * 3600  # seconds: no request arrives later than that
_NEWEST = 8  # fences that stay even where a clock is wrong


@dataclass(frozen=True, slots=True)
class Mark:
    """A fence in the sheet, and when it was made, in seconds since 1970."""

    fence: Fence
    at: int


def read_marks(metadata: Iterable[JSON]) -> tuple[Mark, ...]:
    """The fences among a spreadsheet's metadata, oldest first."""
    marks = [_read(item) for item in metadata if item.get("metadataKey") == KEY]
    return tuple(sorted((m for m in marks if m), key=lambda mark: mark.fence.generation))


def _read(item: JSON) -> Mark | None:
    try:
        said = json.loads(item.get("metadataValue", ""))
        fence = Fence(
            item["metadataId"],
            str(said["device"]),
            str(said["digest"]),
            str(said.get("operations", "")),
            bool(said.get("taken_back", False)),
        )
        return Mark(fence, int(said.get("at", 0)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # under our key, but not ours


def _value(mark: Mark) -> str:
    fence = mark.fence
    said = {"device": fence.device, "digest": fence.digest, "at": mark.at}
    if fence.operations:
        said["operations"] = fence.operations
    if fence.taken_back:
        said["taken_back"] = True
    return json.dumps(said, separators=(",", ":"))


def create(mark: Mark) -> JSON:
    """The request that fails where the generation is taken."""
    metadata = {
        "metadataId": mark.fence.generation,
        "metadataKey": KEY,
        "metadataValue": _value(mark),
        "location": {"spreadsheet": True},
        # DOCUMENT: devices with credentials of other projects must see it too.
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def take_back(mark: Mark) -> JSON:
    """The request that marks a fence's batch as taken back."""
    changed = replace(mark, fence=replace(mark.fence, taken_back=True))
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [_lookup(mark)],
            "developerMetadata": {"metadataValue": _value(changed)},
            "fields": "metadataValue",
        }
    }


def prune(marks: Sequence[Mark], now: float, keep: set[int]) -> list[JSON]:
    """The requests that clear old fences: not a device's last, nor one of the generations kept."""
    last = {mark.fence.device: mark.fence.generation for mark in marks}
    return [
        {"deleteDeveloperMetadata": {"dataFilter": _lookup(mark)}}
        for mark in marks[:-_NEWEST]
        if mark.at < now - _KEPT
        and mark.fence.generation != last[mark.fence.device]
        and mark.fence.generation not in keep
    ]


def _lookup(mark: Mark) -> JSON:
    return {"developerMetadataLookup": {"metadataId": mark.fence.generation, "metadataKey": KEY}}
