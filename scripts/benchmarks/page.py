"""The page from ten years of history, beside the same charts by plotly as one file."""

from __future__ import annotations

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.benchmarks import history
from scripts.benchmarks.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

RUNS = 5
YEARS = 10
RIVAL = Path(".bench/bin/python")
PLOTLY = """
import csv, sys
from collections import defaultdict
from datetime import date, timedelta
import plotly.graph_objects as go
from plotly.subplots import make_subplots
source, target, last = sys.argv[1], sys.argv[2], date.fromisoformat(sys.argv[3])
daily, by_day = defaultdict(lambda: defaultdict(float)), defaultdict(float)
with open(source) as file:
    for day, category, hours in csv.reader(file):
        daily[category][date.fromisoformat(day)] += float(hours)
        by_day[date.fromisoformat(day)] += float(hours)
start = last - timedelta(days=6)
page = make_subplots(rows=len(daily) + 1, cols=2)
for n, (category, done) in enumerate(daily.items(), 1):
    days = [start + timedelta(days=k) for k in range(7)]
    sums = [sum(done[d] for d in days[:k + 1]) for k in range(7)]
    pace = [10 * (k + 1) / 7 for k in range(7)]
    page.add_trace(go.Scatter(x=days, y=sums, name=category), n, 1)
    page.add_trace(go.Scatter(x=days, y=pace, name="pace"), n, 1)
    weeks = [start - timedelta(days=7 * k) for k in range(26)]
    worked = [sum(done[w + timedelta(days=k)] for k in range(7)) for w in weeks]
    page.add_trace(go.Bar(x=weeks, y=worked, name=category), n, 2)
first = last - timedelta(days=26 * 7 - 1)
grid = [[by_day[first + timedelta(days=7 * w + d)] for w in range(26)] for d in range(7)]
page.add_trace(go.Heatmap(z=grid), len(daily) + 1, 1)
page.write_html(target, include_plotlyjs=True, full_html=True)
"""


def tables() -> Iterator[Table]:
    """Median wall time, peak memory and bytes, each in whole processes of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [_measure("planner report --format html", *_ours(folder), folder / "ours.html")]
        if RIVAL.exists():
            rows.append(_measure("plotly, self-contained", *_plotly(folder), folder / "rival.html"))
    yield Table(
        f"The page from {YEARS} years of history (median of {RUNS} whole processes)",
        ("by", "seconds", "peak MB", "kB"),
        rows,
        "" if RIVAL.exists() else "Not on this machine: plotly",
    )


def _ours(folder: Path) -> tuple[Sequence[str], Mapping[str, str]]:
    history.write_workbook(folder / "plan.xlsx", YEARS)
    config = folder / "config.toml"
    config.write_text('workbook = "plan.xlsx"\ncache = "cache.sqlite3"\n', encoding="utf-8")
    env = _bare(folder) | {"PLANNER_CONFIG": str(config)}
    planner = str(Path(sys.executable).with_name("planner"))
    subprocess.run((planner, "sync"), env=env, check=True, stdout=subprocess.DEVNULL)
    page = str(folder / "ours.html")
    on = str(history.LAST)
    return (planner, "report", "--on", on, "--format", "html", "--output", page), env


def _plotly(folder: Path) -> tuple[Sequence[str], Mapping[str, str]]:
    source = folder / "entries.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            (day, category, hours) for day, category, hours, _ in history.entries(YEARS)
        )
    page = str(folder / "rival.html")
    words = (str(RIVAL), "-c", PLOTLY, str(source), page, str(history.LAST))
    return words, _bare(folder)


def _bare(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC"}


def _measure(
    name: str, words: Sequence[str], env: Mapping[str, str], page: Path
) -> tuple[str, float, float, float]:
    times, peaks = [], []
    for _ in range(RUNS + 1):  # the first one warms the disk
        before = time.perf_counter()
        process = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, words)
        times.append(time.perf_counter() - before)
        peaks.append(used.ru_maxrss / 1024)
    size = page.stat().st_size / 1000
    return name, statistics.median(times[1:]), statistics.median(peaks[1:]), size
