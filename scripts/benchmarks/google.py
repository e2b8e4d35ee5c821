"""Syncing a Google Sheet: planner, and what one would write with gspread or gspread-pandas.

All against the stand-in server with its real quota and 150 ms a request, each sync in a process of
its own. Cell by cell, 200 changes take minutes on the quota, whatever the sheet's length: for the
gspread script they are measured on the shortest history alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

from scripts.benchmarks import history
from scripts.benchmarks.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

YEARS = (1, 3, 10)
LATENCY = 150  # milliseconds
CHANGES = 200
NEW_DAY = [["2026-11-22", name, 1.5, f"{name} again"] for name in history.CATEGORIES[:4]]
BENCH = Path(".bench/bin/python")

PLANNER = """
from datetime import UTC, date, datetime
from planner.cache import open_cache
from planner.config import Config, Google, CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
from planner.model import CellRef, HOUR, Log, Rewrite, Unit
from planner.sheets import open_sheet
from planner.sync import sync
google = Google(job["sheet"], Path(job["key"]), job["endpoint"])
rules = Rules(CATEGORIES, LOST_WORDS, OPEN_WORDS)
config = Config(folder / "config.toml", folder / "cache.sqlite3", google=google, rules=rules)
now = datetime(2026, 11, 22, 20, tzinfo=UTC)
with open_cache(config.cache) as cache:
    with cache.transaction():
        for day, name, hours, words in job["new"]:
            made = Log(date.fromisoformat(day), name, Unit.HOURS, int(hours * HOUR), words)
            cache.record(made, now)
        for row, day, old, new in job["changed"]:
            cell = CellRef("Log", row, 3)
            cache.record(Rewrite(cell, date.fromisoformat(day), old, new), now)
    done = sync(cache, open_sheet(config), rules, now)
assert len(done.pushed) == len(job["new"]) + len(job["changed"]), done
"""
REDIRECT = """
from requests.adapters import HTTPAdapter
sent = HTTPAdapter.send
def send(self, request, *rest, **more):
    for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
        request.url = request.url.replace(host, job["endpoint"])
    return sent(self, request, *rest, **more)
HTTPAdapter.send = send
"""
GSPREAD = """
import gspread
import pandas as pd
client = gspread.service_account(job["key"], http_client=gspread.BackOffHTTPClient)
book = client.open_by_key(job["sheet"])
frames = {tab.title: pd.DataFrame(tab.get_all_records()) for tab in book.worksheets()}
mine = folder / "log.pickle"
log = frames["Log"]
local = pd.read_pickle(mine) if mine.exists() else log.copy()
for row, _, _, new in job["changed"]:
    local.iat[row - 1, 3] = new
for cells in job["new"]:
    local.loc[len(local)] = cells
tab = book.worksheet("Log")
for row in range(len(local)):
    for column in range(4):
        value = local.iat[row, column]
        if row >= len(log) or log.iat[row, column] != value:
            tab.update_cell(row + 2, column + 1, value)
local.to_pickle(mine)
"""
PANDAS = """
from google.oauth2.service_account import Credentials
from gspread_pandas import Spread
import pandas as pd
scopes = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"]
key = Credentials.from_service_account_file(job["key"], scopes=scopes)
book = Spread(job["sheet"], creds=key)
frames = {tab.title: book.sheet_to_df(index=0, sheet=tab.title) for tab in book.sheets}
log = frames["Log"]
for row, _, _, new in job["changed"]:
    log.iat[row - 1, 3] = new
for cells in job["new"]:
    log.loc[len(log)] = cells
if job["changed"] or job["new"]:
    book.df_to_sheet(log, index=False, sheet="Log")
"""
MEASURE = """
import json, resource, sys, time
from pathlib import Path
job = json.loads(sys.stdin.read())
folder = Path(job["folder"])
before = time.perf_counter()
{code}
took = time.perf_counter() - before
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


@dataclass(frozen=True)
class Server:
    """The stand-in, in a process of its own."""

    url: str
    key: Path

    def call(self, path: str, body: Any = None) -> Any:
        """A call that steers it."""
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(f"{self.url}/_admin/{path}", data)) as answer:  # noqa: S310 - loopback
            return json.load(answer)


@dataclass
class Contestant:
    """Who syncs: the code, and the Python that it runs in."""

    name: str
    code: str
    python: Path = field(default_factory=lambda: Path(sys.executable))

    def run(self, server: Server, job: dict[str, Any]) -> tuple[float, float, float]:
        """Seconds, seconds of CPU and peak megabytes of one sync."""
        script = MEASURE.format(code=self.code)
        done = subprocess.run(
            (self.python, "-c", script), input=json.dumps(job | {"endpoint": server.url}),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{self.name}: {done.stderr[-2000:]}")
        took, cpu, peak = json.loads(done.stdout)
        return took, cpu, peak


def tables() -> Iterator[Table]:
    """A table for each length of the history."""
    for years in YEARS:
        rows = [row for who in _contestants() for row in _measured(who, years)]
        entries = sum(1 for _ in history.entries(years))
        yield Table(
            f"Syncing a Google Sheet of {years} years ({entries:,} entries)",
            ("by and case", "requests", "kB", "seconds", "CPU s", "peak MB"),
            rows,
            f"{LATENCY} ms a request and the real quota. kB: both ways, as sent over the wire.\n"
            "Seconds hold the stand-in server's own work, which is in Python: planner asks it for\n"
            "four fields of every cell, the others for its text alone.",
        )


def _contestants() -> Iterator[Contestant]:
    yield Contestant("planner", PLANNER)
    yield Contestant("gspread script", REDIRECT + GSPREAD)
    found = BENCH.exists() and subprocess.run(
        (BENCH, "-c", "import gspread_pandas"), capture_output=True, check=False
    )
    if found and not found.returncode:
        yield Contestant("gspread-pandas", REDIRECT + PANDAS, BENCH)


def _measured(who: Contestant, years: int) -> Iterator[tuple[Any, ...]]:
    log = [[f"{day}", name, hours, words] for day, name, hours, words in history.entries(years)]
    changed = [
        [row, log[row - 1][0], log[row - 1][3], f"{log[row - 1][3]} ({row})"]
        for row in range(1, CHANGES + 1)
    ]
    cases: list[tuple[str, dict[str, Any]]] = [
        ("first sync", {}),
        ("nothing new", {}),
        ("one new day", {"new": NEW_DAY}),
    ]
    if who.name != "gspread script" or years == YEARS[0]:
        cases.append((f"{CHANGES} changed cells", {"changed": changed}))
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        targets = [
            ["Category", "Unit", "Per week"],
            *([c, "hours", 10] for c in history.CATEGORIES),
        ]
        tabs = {"Targets": targets, "Log": [["Date", "Category", "Amount", "Activity"], *log]}
        made = server.call("spreadsheets", {"title": "Plan", "tabs": tabs})
        server.call("faults", {"latency_ms": LATENCY})
        job = {
            "sheet": made["id"],
            "key": str(server.key),
            "folder": folder,
            "new": [],
            "changed": [],
        }
        for case, more in cases:
            server.call("stats/reset", {})
            took, cpu, peak = who.run(server, job | more)
            stats = server.call("stats")
            size = (stats["bytes_in"] + stats["bytes_out"]) / 1000
            yield f"{who.name}: {case}", stats["requests"], size, took, cpu, peak


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    key = folder / "key.json"
    command = (sys.executable, "-m", "tests.sheets_server", "--credentials-out", str(key))
    process = subprocess.Popen((*command, "--quota", "real"), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        yield Server(process.stdout.readline().strip(), key)
    finally:
        process.terminate()
        process.wait()
