"""A server of its own for each test, without a socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sheets_server import App, new_app

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def app() -> Iterator[App]:
    """In October 2025; none of its answers may have left Google's schema."""
    app = new_app()
    app.world.drive.clock = lambda: 1_760_600_000.0
    app.sleep = lambda _: None
    yield app
    assert not app.google.departures, app.google.departures
