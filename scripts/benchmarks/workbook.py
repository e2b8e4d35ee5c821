"""Reading a workbook of ten years: into entries by us, and into plain frames by pandas."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.benchmarks import history
from scripts.benchmarks.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = """
from datetime import date
from pathlib import Path
from planner.config import CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
from planner.layouts import read
from planner.sheets.workbook import WorkbookSheet
rules = Rules(CATEGORIES, LOST_WORDS, OPEN_WORDS)
found = len(read(WorkbookSheet(Path(path)).snapshot(), rules, date(2026, 11, 23)).entries)
"""
PANDAS = """
import pandas
found = sum(len(frame) for frame in pandas.read_excel(path, sheet_name=None).values())
"""
MEASURE = """
import json, resource, sys, time
path = {path!r}
before = time.perf_counter()
{code}
took = time.perf_counter() - before
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([took, peak, found]))
"""


def tables() -> Iterator[Table]:
    """Seconds, rows a second and peak memory, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        history.write_workbook(path, 10)
        rows = []
        number = sum(1 for _ in history.days(10))
        for name, code in (("planner: read into entries", OURS), ("pandas.read_excel", PANDAS)):
            script = MEASURE.format(path=str(path), code=code)
            done = subprocess.run(
                (sys.executable, "-c", script), check=True, capture_output=True, text=True
            )
            took, peak, found = json.loads(done.stdout)
            rows.append((name, took, number / took, peak, found))
    yield Table(
        f"Reading a workbook of ten years ({number} days, {len(history.CATEGORIES)} categories)",
        ("by", "seconds", "days a second", "peak MB", "found"),
        rows,
        "found: entries by planner, plain rows by pandas, which reads no amount and no date text.",
    )
