"""Help that helps: completion in the shells, and the way to the sheet."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import COMMAND

if TYPE_CHECKING:
    from tests.e2e.conftest import Home


def completed(home: Home, *words: str) -> list[str]:
    """What bash is offered for the last word."""
    asked = {
        "_PLANNER_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("planner", *words)),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        [COMMAND],
        cwd=home.path,
        env=home.environment() | asked,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert not done.stderr
    return [line.partition(",")[2] for line in done.stdout.split()]


def test_categories_are_the_person_s_own(home: Home) -> None:
    home.planner("init", "--workbook", "plan.xlsx", "--targets", "Chess 5h, Cello 3h, Running 2")
    assert completed(home, "log", "c") == ["Chess", "Cello"]
    assert completed(home, "start", "R") == ["Running"]
    assert completed(home, "target", "x") == []


def test_completion_without_a_configuration_is_silent(home: Home) -> None:
    assert completed(home, "log", "c") == []


def test_commands_and_options_are_completed(home: Home) -> None:
    assert completed(home, "imp") == ["import"]
    assert "--dry-run" in completed(home, "import", "--")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_takes_the_lines(home: Home, shell: str) -> None:
    lines = home.planner("completion", shell).out
    assert "_PLANNER_COMPLETE" in lines
    if program := shutil.which(shell):
        checked = subprocess.run(
            [program, "-n"], input=lines, text=True, capture_output=True, check=False
        )
        assert checked.returncode == 0, checked.stderr


def test_open_says_where_the_sheet_is(home: Home) -> None:
    home.planner("init", "--workbook", "plan.xlsx")
    path = home.path / "plan.xlsx"
    assert home.planner("open", "--print").out.strip() == str(path)
    path.unlink()
    assert "the workbook is not there" in home.planner("open", status=69).err
