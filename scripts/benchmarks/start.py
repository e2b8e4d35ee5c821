"""A command's whole run with ten years of history, against an import line and what else reports.

Rivals: `watson report` (td-watson) and `timew summary :week` (Timewarrior) on the same history.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from datetime import time as clock
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.benchmarks import history
from scripts.benchmarks.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

RUNS = 15
YEARS = 10
RIVALS = Path(".bench/bin")


def tables() -> Iterator[Table]:
    """Median wall time of whole processes, interleaved, so that a busy machine is so for all."""
    with tempfile.TemporaryDirectory() as folder:
        commands = dict(_commands(Path(folder)))
        times = _measure(commands)
    line = statistics.median(times["python -c 'import click, sqlite3'"])
    rows = [
        (name, statistics.median(took) * 1000, statistics.median(took) / line)
        for name, took in times.items()
    ]
    missing = [rival for rival in ("watson", "timew") if not any(rival in name for name in times)]
    yield Table(
        f"Cold start with {YEARS} years of history (median of {RUNS} whole processes)",
        ("command", "ms", "× import line"),
        rows,
        f"Not on this machine: {', '.join(missing)}" if missing else "",
    )


def _commands(folder: Path) -> Iterator[tuple[str, tuple[Sequence[str], Mapping[str, str]]]]:
    python = sys.executable
    bare = {"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC"}
    yield "python -c 'import click, sqlite3'", ((python, "-c", "import click, sqlite3"), bare)
    ours = str(Path(python).with_name("planner"))
    history.write_workbook(folder / "plan.xlsx", YEARS)
    config = folder / "config.toml"
    config.write_text('workbook = "plan.xlsx"\ncache = "cache.sqlite3"\n', encoding="utf-8")
    env = bare | {"PLANNER_CONFIG": str(config)}
    subprocess.run((ours, "sync"), env=env, check=True, stdout=subprocess.DEVNULL)
    for words in (("log", "coding", "1m"), ("status",), ("report",), ("suggest",)):
        yield f"planner {words[0]}", ((ours, *words), env)
    watson = RIVALS / "watson"
    if watson.exists():
        _write_watson(folder / "watson")
        env = bare | {"WATSON_DIR": str(folder / "watson")}
        yield "watson report", ((str(watson), "report", "--no-pager"), env)
    if timew := shutil.which("timew"):
        _write_timew(folder / "timew" / "data")
        env = bare | {"TIMEWARRIORDB": str(folder / "timew")}
        yield "timew summary :week", ((timew, "summary", ":week"), env)


def _measure(
    commands: Mapping[str, tuple[Sequence[str], Mapping[str, str]]],
) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(RUNS + 1):
        for name, (words, env) in commands.items():
            before = time.perf_counter()
            subprocess.run(
                words, env=env, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
            )
            if run:  # the first one warms the disk
                times[name].append(time.perf_counter() - before)
    return times


def _spans() -> Iterator[tuple[datetime, datetime, str]]:
    """The history as spans of time, one after the other from six in the morning on."""
    last, at = None, 0.0
    for day, category, hours, _ in history.entries(YEARS):
        midnight = datetime.combine(day, clock(), UTC).timestamp()
        at = at if day == last else midnight + 3 * 3600
        end = min(at + hours * 3600, midnight + 86_000)
        yield datetime.fromtimestamp(at, UTC), datetime.fromtimestamp(end, UTC), category
        last, at = day, end


def _write_watson(folder: Path) -> None:
    folder.mkdir()
    frames = [
        [int(start.timestamp()), int(end.timestamp()), name, f"{n:032x}", [], int(end.timestamp())]
        for n, (start, end, name) in enumerate(_spans())
    ]
    (folder / "frames").write_text(json.dumps(frames), encoding="utf-8")


def _write_timew(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder.parent / "timewarrior.cfg").touch()
    months: dict[str, list[str]] = {}
    for start, end, name in _spans():
        line = f"inc {start:%Y%m%dT%H%M%SZ} - {end:%Y%m%dT%H%M%SZ} # {name}"
        months.setdefault(f"{start:%Y-%m}", []).append(line)
    for month, lines in months.items():
        (folder / f"{month}.data").write_text("\n".join(lines) + "\n", encoding="utf-8")
