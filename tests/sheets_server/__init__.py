"""A stand-in for Google's servers, for tests: sheets, the drive they lie in, and the sign-in.

    with serve() as app:
        sheet = app.handle(...)                     # in this process, or
        requests.get(app.url + "/v4/spreadsheets")  # over HTTP

`python -m tests.sheets_server` runs it by itself. README.md says what it does as Google does, how
that is known, and what it does not.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from tests.sheets_server.accounts import Account, new_account
from tests.sheets_server.app import App
from tests.sheets_server.call import Answer, Request
from tests.sheets_server.faults import Fault
from tests.sheets_server.files import World, new_world
from tests.sheets_server.sockets import Listener

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Answer", "App", "Fault", "Request", "new_app", "serve"]


@cache
def _account() -> Account:
    """One key for all: making a key takes a while."""
    return new_account()


def new_app(world: World | None = None) -> App:
    """A server without a socket, with a robot's account."""
    world = world or new_world()
    if not world.accounts.robots:
        world.accounts.robots[_account().email] = Account(**vars(_account()))
    return App(world)


@contextmanager
def serve(app: App | None = None) -> Iterator[App]:
    """Runs a server on a free port. At the end, none of its answers may have left the schema."""
    app = app or new_app()
    listener = Listener(app)
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield app
    finally:
        listener.close()
        thread.join()
    assert not app.google.departures, app.google.departures
