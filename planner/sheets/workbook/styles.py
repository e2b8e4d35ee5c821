"""What numbers are shown as, and the styles that rows of our own need.

ECMA-376 part 1, 18.8.30 (numFmt) lists the built-in formats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.sheets.grid import FILLS, Look, Show
from planner.sheets.workbook.package import q

if TYPE_CHECKING:
    from lxml.etree import _Element

_BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17), Show.DATE),
    **dict.fromkeys((18, 19, 20, 21), Show.TIME),
    22: Show.DATE_TIME,
    **dict.fromkeys((45, 47), Show.TIME),
    46: Show.DURATION,
    **dict.fromkeys(range(27, 37), Show.DATE),
    **dict.fromkeys(range(50, 59), Show.DATE),
}
_QUOTED = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]|\[(?:Red|Black|Blue|Green|White|Color\d+)\]', re.IGNORECASE
)
CODES = {
    Show.DATE: "yyyy-mm-dd",
    Show.TIME: "h:mm",
    Show.DATE_TIME: "yyyy-mm-dd h:mm",
    Show.DURATION: "[h]:mm",
    Show.NUMBER: "General",
}


def show_of(code: str) -> Show:
    """What a format code shows."""
    bare = _QUOTED.sub("", code.split(";", 1)[0]).casefold()
    if re.search(r"\[h+\]|\[m+\]|\[s+\]", bare):
        return Show.DURATION
    dated = bool(re.search(r"[yd]", bare)) or "mmm" in bare
    timed = bool(re.search(r"h|s|am/pm", bare)) and "general" not in bare
    if dated and timed:
        return Show.DATE_TIME
    if dated:
        return Show.DATE if "general" not in bare else Show.NUMBER
    return Show.TIME if timed else Show.NUMBER


def decimals_of(code: str) -> int | None:
    """How many decimals a number format shows; None where it shows as many as there are."""
    bare = _QUOTED.sub("", code.split(";", 1)[0])
    if match := re.search(r"[0#]\.(0+)(#*)", bare):
        return None if match[2] else len(match[1])
    return 0 if re.fullmatch(r"[#,]*0", bare.strip()) else None


@dataclass
class Styles:
    """The workbook's cell formats by their index, and new ones as they are asked for."""

    root: _Element
    shows: list[Show] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    changed: bool = False

    def __post_init__(self) -> None:
        custom = {
            int(f.get("numFmtId", "0")): f.get("formatCode", "")
            for f in self.root.iterfind(f"{q('numFmts')}/{q('numFmt')}")
        }
        for xf in self.root.iterfind(f"{q('cellXfs')}/{q('xf')}"):
            number = int(xf.get("numFmtId", "0"))
            code = custom.get(number, "")
            self.codes.append(code)
            self.shows.append(show_of(code) if code else _BUILT_IN.get(number, Show.NUMBER))

    def show(self, index: int) -> Show:
        """What a cell with this format shows."""
        return self.shows[index] if index < len(self.shows) else Show.NUMBER

    def with_show(self, index: int, show: Show, code: str = "") -> int:
        """The index of a format like that one, but showing this; made where there is none."""
        if self.show(index) is show and not code:
            return index
        return self._derive(index, {"numFmtId": str(self._number(code or CODES[show])),
                                    "applyNumberFormat": "1"}, show)  # fmt: skip

    def look(self, index: int, look: Look) -> int:
        """The index of a format for a row of ours: bold, for headings and totals; a background,
        by how well something stands.
        """
        if look is Look.PLAIN:
            return index
        if look in FILLS:
            return self._filled(index, FILLS[look])
        fonts = self.root.find(q("fonts"))
        if fonts is None or not len(fonts):
            return index
        from copy import deepcopy

        bold = deepcopy(fonts[0])
        if bold.find(q("b")) is None:
            bold.insert(0, bold.makeelement(q("b"), None, None))
        at = next((n for n, f in enumerate(fonts) if _same(f, bold)), len(fonts))
        if at == len(fonts):
            fonts.append(bold)
            fonts.set("count", str(len(fonts)))
        return self._derive(index, {"fontId": str(at), "applyFont": "1"}, self.show(index))

    def _filled(self, index: int, colour: str) -> int:
        fills = self.root.find(q("fills"))
        if fills is None:
            return index
        fill = fills.makeelement(q("fill"))
        pattern = fill.makeelement(q("patternFill"), {"patternType": "solid"})
        pattern.append(pattern.makeelement(q("fgColor"), {"rgb": f"FF{colour}"}))
        fill.append(pattern)
        at = next((n for n, f in enumerate(fills) if _same(f, fill)), len(fills))
        if at == len(fills):
            fills.append(fill)
            fills.set("count", str(len(fills)))
        return self._derive(index, {"fillId": str(at), "applyFill": "1"}, self.show(index))

    def quoted(self, index: int) -> int:
        """A format that shows an apostrophe's text: what begins with = stays text when edited."""
        return self._derive(index, {"quotePrefix": "1"}, self.show(index))

    def _derive(self, index: int, changes: dict[str, str], show: Show) -> int:
        from copy import deepcopy

        formats = self.root.find(q("cellXfs"))
        if formats is None:
            return index
        new = deepcopy(formats[index]) if index < len(formats) else formats.makeelement(q("xf"))
        for key, value in changes.items():
            new.set(key, value)
        for at, old in enumerate(formats):
            if _same(old, new):
                return at
        formats.append(new)
        formats.set("count", str(len(formats)))
        self.shows.append(show)
        self.codes.append("")
        self.changed = True
        return len(formats) - 1

    def _number(self, code: str) -> int:
        if code == "General":
            return 0
        formats = self.root.find(q("numFmts"))
        if formats is None:
            formats = self.root.makeelement(q("numFmts"))
            self.root.insert(0, formats)
        for known in formats:
            if known.get("formatCode") == code:
                return int(known.get("numFmtId", "0"))
        number = max([163, *(int(f.get("numFmtId", "0")) for f in formats)]) + 1
        formats.append(
            formats.makeelement(q("numFmt"), {"numFmtId": str(number), "formatCode": code})
        )
        formats.set("count", str(len(formats)))
        return number


def _same(a: _Element, b: _Element) -> bool:
    from lxml import etree

    return etree.tostring(a, method="c14n") == etree.tostring(b, method="c14n")
