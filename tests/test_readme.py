"""What the README says of notation and commands is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.cli import COMMANDS
from planner.quantity import format_hours, parse_hours

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
NOTATION = re.findall(r"^\| `(.+?)` \| (\d.*?) \|$", README, re.MULTILINE)


def test_the_table_of_notation_is_there() -> None:
    assert len(NOTATION) >= 12


@pytest.mark.parametrize(("written", "meant"), NOTATION)
def test_an_amount_is_read_as_the_table_says(written: str, meant: str) -> None:
    seconds = parse_hours(written)
    assert seconds is not None
    assert format_hours(seconds) == meant


def test_every_command_named_is_there() -> None:
    named = set(re.findall(r"^(?:\| `)?planner (?!opens)([a-z]+) ", README, re.MULTILINE))
    assert named - set(COMMANDS) == set()
