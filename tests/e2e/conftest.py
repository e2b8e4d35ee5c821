"""The installed command, run as a person runs it: in a home of its own, from the shell."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("planner")


@dataclass(frozen=True)
class Ran:
    """What a run of the command came to."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Home:
    """A person's home folder, and the command run in it."""

    path: Path

    def planner(self, *args: str, status: int = 0) -> Ran:
        """Run `planner …`; no traceback may ever show, and the status must be this one."""
        done = subprocess.run(
            [COMMAND, *args],
            cwd=self.path,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=60,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == status, (args, done.returncode, done.stdout, done.stderr)
        return Ran(done.returncode, done.stdout, done.stderr)

    def environment(self) -> dict[str, str]:
        """A bare environment, with nothing of the machine that runs the tests."""
        kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
        return kept | {
            "HOME": str(self.path),
            "XDG_CONFIG_HOME": str(self.path / ".config"),
            "XDG_DATA_HOME": str(self.path / ".local" / "share"),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
        }


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)
