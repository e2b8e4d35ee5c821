"""Cell formats: the spreadsheet's own, and what Google adds to those that clients send."""

from __future__ import annotations

import math
from typing import Any

JSON = dict[str, Any]


def rgb(red: float, green: float, blue: float) -> JSON:
    """A Color; parts that are zero are left out, as Google does."""
    parts = {"red": red, "green": green, "blue": blue}
    return {name: value for name, value in parts.items() if value}


WHITE = rgb(1, 1, 1)
DEFAULT: JSON = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
THEME: JSON = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {"colorType": name, "color": {"rgbColor": color}}
        for name, color in (
            ("TEXT", {}),
            ("BACKGROUND", WHITE),
            ("ACCENT1", rgb(0.25882354, 0.52156866, 0.95686275)),
            ("ACCENT2", rgb(0.91764706, 0.2627451, 0.20784314)),
            ("ACCENT3", rgb(0.9843137, 0.7372549, 0.015686275)),
            ("ACCENT4", rgb(0.20392157, 0.65882355, 0.3254902)),
            ("ACCENT5", rgb(1, 0.42745098, 0.003921569)),
            ("ACCENT6", rgb(0.27450982, 0.7411765, 0.7764706)),
            ("LINK", rgb(0.06666667, 0.33333334, 0.8)),
        )
    ],
}
COLORS = ("backgroundColor", "foregroundColor", "tabColor", "color", "headerColor",
          "firstBandColor", "secondBandColor", "footerColor")  # fmt: skip

KINDS_OF_STYLE = {"rgbColor", "themeColor"}


def with_styles(given: Any) -> Any:
    """The same JSON with each color as Google stores it, and its `…Style` twin beside it."""
    if isinstance(given, list):
        return [with_styles(item) for item in given]
    if not isinstance(given, dict):
        return given
    result: JSON = {}
    for name, value in given.items():
        if name in COLORS and isinstance(value, dict) and not value.keys() & KINDS_OF_STYLE:
            result[name] = _stored(value)
            if name + "Style" not in given:
                result[name + "Style"] = {"rgbColor": result[name]}
        elif (
            name.removesuffix("Style") in COLORS and isinstance(value, dict) and "rgbColor" in value
        ):
            result[name] = {"rgbColor": _stored(value["rgbColor"])}
            if name.removesuffix("Style") not in given:
                result[name.removesuffix("Style")] = result[name]["rgbColor"]
        else:
            result[name] = with_styles(value)
    return result


def _stored(color: JSON) -> JSON:
    """Each part in steps of 1/255; zeros left out."""
    parts = {name: _step(color.get(name) or 0) for name in ("red", "green", "blue")}
    kept = {name: value for name, value in parts.items() if value}
    return kept | ({"alpha": color["alpha"]} if "alpha" in color else {})


def _step(part: float) -> float:
    steps = math.ceil(part * 255 - 0.5 - 1e-6)
    return 1 if steps == 255 else float(f"{steps / 255:.8g}")


def effective(default: JSON, own: JSON) -> JSON:
    """The format that a cell shows: its own over the spreadsheet's."""
    result = {"hyperlinkDisplayType": "PLAIN_TEXT"} | default | own
    result["textFormat"] = default["textFormat"] | own.get("textFormat", {})
    return result
