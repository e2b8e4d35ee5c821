"""The installed command, ended at any moment: a real disk, a real lock, a real server."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.cache import open_cache
from planner.config import load
from planner.layouts import read
from planner.model import HOUR, MINUTE, Log, Unit
from planner.sheets import open_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLANNER = Path(sys.executable).with_name("planner")
DAY = date(2026, 3, 9)
TABS: dict[str, list[list[str | int]]] = {
    "Targets": [["Category", "Unit", "Per week"], ["Coding", "hours", 15]],
    "Log": [["Date", "Category", "Amount", "Activity"], ["2026-03-08", "Coding", "2 hrs", "Heaps"]],
}


class Home:
    """A person's machine: a configuration, a cache, and the installed command."""

    def __init__(self, folder: Path, where: str) -> None:
        self.config = folder / "config.toml"
        self.config.write_text(f'cache = "cache.sqlite3"\n{where}\n')
        self.cache = folder / "cache.sqlite3"

    def start(self, *words: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [PLANNER, "--config", self.config, *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=before,  # noqa: PLW1509 - no threads here
        )

    def run(self, *words: str, before: Callable[[], None] | None = None) -> tuple[int, str]:
        process = self.start(*words, before=before)
        said = process.communicate()[1]
        return process.returncode, said

    def log(self, minutes: int) -> None:
        with open_cache(self.cache) as cache:
            operation = Log(DAY, "Coding", Unit.HOURS, minutes * MINUTE)
            cache.record(operation, datetime(2026, 3, 9, tzinfo=UTC))

    def done(self) -> float:
        """The hours of the day that the sheet itself holds."""
        config = load(self.config)
        reading = read(open_sheet(config).snapshot(), config.rules, DAY)
        return sum(e.amount for e in reading.entries if e.date == DAY) / HOUR


@pytest.fixture
def workbook(tmp_path: Path) -> Home:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in TABS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "plan.xlsx")
    return Home(tmp_path, 'workbook = "plan.xlsx"')


@pytest.fixture
def google(tmp_path: Path) -> Iterator[Home]:
    key = tmp_path / "key.json"
    command = [
        sys.executable,
        "-m",
        "tests.sheets_server",
        "--port",
        "0",
        "--credentials-out",
        str(key),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base = server.stdout.readline().strip()
        content = {"title": "Plan", "locale": "en_US", "timeZone": "Europe/Berlin", "tabs": TABS}
        request = urllib.request.Request(
            f"{base}/_admin/spreadsheets",
            json.dumps(content).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            sheet = json.load(answer)["id"]
        keys = f'spreadsheet = "{sheet}"\ncredentials = "key.json"\nendpoint = "{base}"'
        yield Home(tmp_path, f"[google]\n{keys}")
        server.terminate()


@pytest.mark.parametrize("where", ["workbook", "google"])
def test_a_sync_killed_at_any_moment_loses_nothing_and_repeats_nothing(
    where: str, request: pytest.FixtureRequest
) -> None:
    home: Home = request.getfixturevalue(where)
    draw = random.Random(where)
    started = time.monotonic()
    assert home.run("sync") == (0, "")
    usual = time.monotonic() - started
    for _ in range(8):
        home.log(15)
        process = home.start("sync")
        try:
            process.communicate(timeout=usual * draw.uniform(0.3, 1.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
    assert home.run("sync") == (0, "")
    assert home.done() == 2
    with open_cache(home.cache) as cache:
        assert cache.outbox() == []


def test_a_full_disk_is_waited_out(workbook: Home) -> None:
    assert workbook.run("sync")[0] == 0
    for _ in range(40):
        workbook.log(15)
    size = workbook.cache.stat().st_size

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    before = (workbook.config.parent / "plan.xlsx").read_bytes()
    status, said = workbook.run("sync", before=full)
    assert (status, "Traceback" in said) == (75, False), said
    assert (workbook.config.parent / "plan.xlsx").read_bytes() == before
    assert workbook.run("sync")[0] == 0
    assert workbook.done() == 10


@pytest.mark.skipif(os.geteuid() == 0, reason="no folder is read-only to root")
def test_a_read_only_folder_is_named(workbook: Home) -> None:
    folder = workbook.config.parent
    folder.chmod(0o500)
    try:
        status, said = workbook.run("sync")
    finally:
        folder.chmod(0o700)
    assert (status, str(folder) in said) == (77, True), said


def test_a_second_sync_leaves_at_once_with_75(workbook: Home) -> None:
    from planner.sync.lock import alone

    assert workbook.run("sync")[0] == 0
    with alone(workbook.cache):
        status, said = workbook.run("sync")
        assert (status, "another sync" in said) == (75, True)
        assert workbook.run("sync", "--quiet") == (75, "")
    assert workbook.run("sync", "--quiet") == (0, "")
