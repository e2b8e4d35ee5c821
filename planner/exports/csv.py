"""Comma-separated rows of a log, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from planner.exports.rows import HEADER, rows_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from planner.config import Rules
    from planner.model import Reading

_RUNS = ("=", "+", "-", "@", "'", "\t", "\r")


def render(reading: Reading, rules: Rules, zone: tzinfo | None) -> bytes:  # noqa: ARG001 - as all
    """The reading as CSV in UTF-8.

    Text that a spreadsheet would run as a formula has an apostrophe before it, which our import
    takes off again (OWASP, CSV injection).
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for row in rows_of(reading, rules):
        writer.writerow([f"'{text}" if text.startswith(_RUNS) else text for text in row])
    return out.getvalue().encode("utf-8", errors="replace")
