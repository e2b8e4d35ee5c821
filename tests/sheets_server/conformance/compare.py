"""A recorded answer of Google's beside the stand-in's: the same shape, and the same values.

Ids, addresses and times are never the same; there, the kinds of the values are compared, and the
ids are remembered, so that later requests and answers can be translated.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

IDS = {
    "id", "spreadsheetId", "sheetId", "namedRangeId", "protectedRangeId", "filterViewId",
    "bandedRangeId", "metadataId", "chartId",
}  # fmt: skip
VOLATILE = {"createdTime", "modifiedTime", "createdDate", "modifiedDate", "emailAddress", "users"}
WORD = re.compile(r"[\w-]{5,}")


@dataclass
class Names:
    """Recorded ids → ours."""

    ours: dict[str, str] = field(default_factory=dict)

    def translate(self, text: str) -> str:
        """The text with our ids in the place of the recorded ones."""
        return WORD.sub(lambda match: self.ours.get(match[0], match[0]), text)


def differences(
    recorded: Any, ours: Any, names: Names, at: str = "", key: str = ""
) -> Iterator[str]:
    """Where ours departs from the recorded JSON, as `path: what`."""
    if isinstance(recorded, dict) and isinstance(ours, dict):
        for name in recorded.keys() | ours.keys():
            place = f"{at}.{name}"
            if name not in ours:
                yield f"{place}: missing"
            elif name not in recorded:
                yield f"{place}: not in Google's"
            else:
                yield from differences(recorded[name], ours[name], names, place, name)
    elif isinstance(recorded, list) and isinstance(ours, list):
        if key in VOLATILE:
            return
        if len(recorded) != len(ours):
            yield f"{at}: {len(ours)} items, Google {len(recorded)}"
        for theirs, own in zip(recorded, ours, strict=False):
            yield from differences(theirs, own, names, f"{at}[]", key)
    elif key in IDS:
        if type(recorded) is not type(ours):
            yield f"{at}: {ours!r}, Google {recorded!r}"
        names.ours.setdefault(str(recorded), str(ours))
    elif key not in VOLATILE and not _same(recorded, ours, names):
        yield f"{at}: {ours!r}, Google {recorded!r}"


def _same(recorded: Any, ours: Any, names: Names) -> bool:
    if isinstance(recorded, str):
        return isinstance(ours, str) and names.translate(recorded) == ours
    if isinstance(recorded, bool) or isinstance(ours, bool):
        return recorded is ours
    if isinstance(recorded, int | float) and isinstance(ours, int | float):
        return math.isclose(recorded, ours, rel_tol=1e-6, abs_tol=1e-9)
    return bool(recorded == ours)
