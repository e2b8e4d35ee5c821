"""A stand-in for Google per test, and a sheet on it that nobody waits for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.sheets.google.stand_in import LOG, StandIn
from tests.sheets_server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def google(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """The server over HTTP, with a robot's key."""
    monkeypatch.setattr("google.auth._exponential_backoff.time.sleep", lambda _: None)
    with serve() as app:
        key = tmp_path / "key.json"
        key.write_text(json.dumps(app.key_file()))
        key.chmod(0o600)
        yield StandIn(app, key)


@pytest.fixture
def log(google: StandIn) -> str:
    """A spreadsheet with a log of two days."""
    return google.make({"Log": LOG})
