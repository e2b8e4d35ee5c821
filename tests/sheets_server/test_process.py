"""`python -m tests.sheets_server`, over real sockets."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.sheets_server import Fault, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@contextmanager
def running(*options: str) -> Iterator[str]:
    """The server's base URL, while it runs in a process of its own."""
    command = [sys.executable, "-m", "tests.sheets_server", "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def post(url: str, body: dict[str, Any]) -> Any:
    return requests.post(url, json=body, timeout=10).json()


def test_it_says_its_address_first_and_writes_a_private_key_file(tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    with running("--credentials-out", str(key)) as url:
        assert url.startswith("http://127.0.0.1:")
        written = json.loads(key.read_text())
        assert written["type"] == "service_account"
        assert written["token_uri"] == f"{url}/token"
        assert key.stat().st_mode & 0o777 == 0o600
        assert requests.get(f"{url}/_admin/stats", timeout=10).json()["requests"] == 0


def test_what_it_was_told_outlives_it_where_it_has_a_state_file(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with running("--state", str(state)) as url:
        made = post(f"{url}/_admin/spreadsheets", {"tabs": {"Log": [["1.5"]]}})["id"]
    with running("--state", str(state)) as url:
        found = requests.get(f"{url}/_admin/spreadsheets/{made}", timeout=10)
        assert found.json() == {"Log": [["1.5"]]}


def test_answers_are_compressed_and_the_connection_stays_open() -> None:
    with serve() as app, requests.Session() as session:
        made = post(f"{app.url}/_admin/spreadsheets", {"tabs": {"Log": [["x"]] * 50}})["id"]
        session.headers["Authorization"] = f"Bearer {app.token()}"
        sizes = [
            session.get(f"{app.url}/v4/spreadsheets/{made}/values/Log", stream=True)
            for _ in range(2)
        ]
        assert {answer.headers["Content-Encoding"] for answer in sizes} == {"gzip"}
        assert len(sizes[0].json()["values"]) == 50
        sizes[1].close()


def test_a_lost_answer_closes_the_connection_and_a_cut_one_breaks_it() -> None:
    with serve() as app:
        made = post(f"{app.url}/_admin/spreadsheets", {})["id"]
        headers = {"Authorization": f"Bearer {app.token()}"}
        for kind in ("lost-answer", "cut-body"):
            app.faults.plan([Fault(kind)])
            with pytest.raises(
                (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
            ):
                requests.get(f"{app.url}/v4/spreadsheets/{made}", headers=headers, timeout=10)
