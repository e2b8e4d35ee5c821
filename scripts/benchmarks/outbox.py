"""Pushing what waits: 1, 100 and 10,000 operations onto ten years, to a workbook and over HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.benchmarks import google, history
from scripts.benchmarks.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

WAITING = (0, 1, 100, 10_000)
YEARS = 10
SYNC = """
from datetime import UTC, date, datetime, timedelta
from planner.cache import open_cache
from planner.config import Config, Google, CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
from planner.model import Log, Unit
from planner.sheets import open_sheet
from planner.sync import sync
place = {"workbook": folder / "plan.xlsx"}
if job["sheet"]:
    place = {"google": Google(job["sheet"], Path(job["key"]), job["endpoint"])}
rules = Rules(CATEGORIES, LOST_WORDS, OPEN_WORDS)
config = Config(folder / "config.toml", folder / "cache.sqlite3", rules=rules, **place)
now = datetime(2026, 11, 21, 20, tzinfo=UTC)
with open_cache(config.cache) as cache:
    with cache.transaction():
        for n in range(job["waiting"]):
            day = date(2026, 11, 21) - timedelta(days=n % 3000)
            cache.record(Log(day, "Coding", Unit.HOURS, 900, f"more {n}"), now)
    before = time.perf_counter()
    done = sync(cache, open_sheet(config), rules, now)
assert len(done.pushed) == job["waiting"], len(done.pushed)
"""


def tables() -> Iterator[Table]:
    """Requests, seconds, CPU and memory as what waits grows; and the cache's size a year."""
    yield _table("a workbook", _workbook())
    yield _table("a Google Sheet, without latency", _google())


def _table(where: str, rows: Iterator[tuple[Any, ...]]) -> Table:
    return Table(
        f"A sync of {YEARS} years with what waits, to {where}",
        ("waiting", "requests", "seconds", "CPU s", "peak MB", "cache kB a year"),
        list(rows),
    )


def _workbook() -> Iterator[tuple[Any, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        history.write_workbook(Path(folder) / "plan.xlsx", YEARS)
        yield from _pushes(folder, {"sheet": "", "endpoint": "", "key": ""}, None)


def _google() -> Iterator[tuple[Any, ...]]:
    with tempfile.TemporaryDirectory() as folder, google.served(Path(folder)) as server:
        log = [[f"{day}", name, hours, words] for day, name, hours, words in history.entries(YEARS)]
        names = [[name, "hours", 10] for name in history.CATEGORIES]
        tabs = {
            "Targets": [["Category", "Unit", "Per week"], *names],
            "Log": [["Date", "Category", "Amount", "Activity"], *log],
        }
        made = server.call("spreadsheets", {"title": "Plan", "tabs": tabs})
        job = {"sheet": made["id"], "endpoint": server.url, "key": str(server.key)}
        yield from _pushes(folder, job, server)


def _pushes(
    folder: str, job: dict[str, Any], server: google.Server | None
) -> Iterator[tuple[Any, ...]]:
    _run(job | {"folder": folder, "waiting": 0})  # the first sync fills the cache
    for waiting in WAITING:
        if server:
            server.call("stats/reset", {})
        took, cpu, peak = _run(job | {"folder": folder, "waiting": waiting})
        requests = server.call("stats")["requests"] if server else None
        size = (Path(folder) / "cache.sqlite3").stat().st_size / 1000 / YEARS
        yield f"{waiting:,}", requests, took, cpu, peak, size


def _run(job: dict[str, Any]) -> tuple[float, float, float]:
    done = subprocess.run(
        (sys.executable, "-c", google.MEASURE.format(code=SYNC)),
        input=json.dumps(job), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    took, cpu, peak = json.loads(done.stdout)
    return took, cpu, peak
