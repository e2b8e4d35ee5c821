"""cron install, show and remove, against a crontab that is a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

OTHERS = """# my own lines
MAILTO=me@example.org

0 5 * * 1 tar -zcf /var/backups/home.tgz /home/
this line is broken
@daily /usr/bin/backup --all   # keep
*/5 * * * * planner-of-mine sync --quiet
"""
CRONTAB = """#!/bin/sh
case "$1" in
  -l) cat "$FAKE_CRONTAB" ;;
  -) cat > "$FAKE_CRONTAB" ;;
esac
"""


class Machine:
    """A machine with a crontab of its own."""

    def __init__(self, folder: Path) -> None:
        self.table = folder / "crontab.txt"
        self.table.write_text(OTHERS)
        self.config = folder / "50% done" / "config.toml"
        self.config.parent.mkdir()
        self.config.write_text('workbook = "plan.xlsx"\n')
        program = folder / "bin" / "crontab"
        program.parent.mkdir()
        program.write_text(CRONTAB)
        program.chmod(0o755)
        self.environment = os.environ | {
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "FAKE_CRONTAB": str(self.table),
        }

    def cron(self, word: str) -> str:
        planner = Path(sys.executable).with_name("planner")
        done = subprocess.run(
            [planner, "--config", self.config, "cron", word],
            env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_both_lines_come_and_go_and_no_other_is_touched(machine: Machine) -> None:
    machine.cron("install")
    machine.cron("install")
    assert machine.table.read_text().startswith(OTHERS)
    sync, morning = machine.table.read_text().removeprefix(OTHERS).splitlines()
    assert sync.startswith("7,37 * * * * ")
    assert sync.endswith("sync --quiet # planner sync")
    assert morning.startswith("2 7 * * * ")
    assert morning.endswith("morning # planner morning")
    assert r"50\% done" in sync
    assert machine.cron("show").splitlines() == [sync, morning]
    machine.cron("remove")
    assert machine.table.read_text() == OTHERS
