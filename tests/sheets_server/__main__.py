"""`python -m tests.sheets_server --port 0 --credentials-out FILE`: serves until it is ended."""

from __future__ import annotations

import argparse
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sheets_server import new_app
from tests.sheets_server.accounts import written
from tests.sheets_server.sockets import Listener

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.sheets_server.files import World


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the base URL as the first line, then serves."""
    parser = argparse.ArgumentParser(prog="python -m tests.sheets_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 is any that is free")
    parser.add_argument("--credentials-out", type=Path, metavar="FILE", help="for a robot's key")
    parser.add_argument("--quota", choices=("off", "real"), default="off")
    parser.add_argument("--state", type=Path, metavar="FILE", help="what the server remembers")
    options = parser.parse_args(arguments)
    app = new_app(_remembered(options.state) if options.state else None)
    app.quota.real = options.quota == "real"
    if options.state:
        app.kept = lambda world: _keep(world, options.state)
    with Listener(app, options.port) as listener:
        if options.credentials_out:
            _write_private(options.credentials_out, written(app.key_file()).encode())
        print(app.url, flush=True)  # noqa: T201 - the address is what callers wait for
        try:
            listener.serve_forever()
        except KeyboardInterrupt:
            return


def _remembered(path: Path) -> World | None:
    if not path.exists():
        return None
    world: World = pickle.loads(path.read_bytes())
    return world


def _keep(world: World, path: Path) -> None:
    new = path.with_name(path.name + ".new")
    _write_private(new, pickle.dumps(world))
    new.replace(path)


def _write_private(path: Path, content: bytes) -> None:
    """A file that nobody else can read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)


if __name__ == "__main__":
    main()
