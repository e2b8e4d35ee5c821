"""A server of its own for each test, without a socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sheets_server import App, new_app

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def app() -> Iterator[App]:
    """None of whose answers may have left Google's schema."""
    app = new_app()
    app.sleep = lambda _: None
    yield app
    assert not app.google.departures, app.google.departures
