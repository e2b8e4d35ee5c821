"""undo, history, restore, resolve, edit and rm, as a person calls them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from planner.cache import open_cache
from planner.cli import main
from planner.model import HOUR, CellRef, Rewrite, SetTarget, Unit
from planner.sync import sync
from tests.sync.worlds import MONDAY, NOW, RULES, SUNDAY, coding, done, journal

if TYPE_CHECKING:
    from pathlib import Path

    from planner.model import Operation
    from tests.sync.memory import MemorySheet


class World:
    """A configuration, its cache, and a sheet that is synced when the test says so."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.config = folder / "config.toml"
        self.config.write_text('workbook = "plan.xlsx"\ncache = "cache.sqlite3"\n')
        self.cache = folder / "cache.sqlite3"
        self.sheet: MemorySheet = journal()
        self.capsys = capsys
        self.sync()

    def sync(self) -> None:
        with open_cache(self.cache) as cache:
            sync(cache, self.sheet.open(), RULES, NOW)

    def record(self, operation: Operation) -> None:
        with open_cache(self.cache) as cache:
            cache.record(operation, NOW)

    def says(self, *words: str, status: int = 0) -> str:
        """What the command prints, data and messages together."""
        with pytest.raises(SystemExit) as ended:
            main(["--config", str(self.config), *words])
        out, err = self.capsys.readouterr()
        assert (ended.value.code or 0) == status, err
        return out + err


@pytest.fixture
def world(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> World:
    return World(tmp_path, capsys)


def test_undo_takes_back_what_waits_and_then_what_is_in_the_sheet(world: World) -> None:
    world.record(coding(1))
    world.sync()
    world.record(coding(2))
    assert "2 h of Coding" in world.says("undo")
    assert "1 h of Coding" in world.says("undo")
    assert "nothing to undo" in world.says("undo", status=2)
    world.sync()
    assert done(world.sheet, MONDAY) == 0
    assert world.sheet.text("Log!D15") == ""


def test_the_history_tells_every_value_and_restore_brings_it_back(world: World) -> None:
    world.sheet.type("Log!D14", "9 hrs")
    world.sync()
    (change,) = json.loads(world.says("history", "2026-03-08", "coding", "--json"))
    assert (change["before"], change["after"], change["who"]) == ("1.5 hrs", "9 hrs", "sheet")
    assert "“1.5 hrs” → “9 hrs”" in world.says("history")
    world.says("restore", str(change["number"]))
    world.sync()
    assert world.sheet.text("Log!D14") == "1.5 hrs"
    assert "holds that already" in world.says("restore", str(change["number"]))
    assert "no change 99" in world.says("restore", "99", status=2)


def test_a_value_is_restored_where_its_row_has_gone_to(world: World) -> None:
    world.sheet.type("Log!D14", "9 hrs")
    world.sync()
    rows = world.sheet.rows("Log")
    world.sheet.set_rows("Log", [rows[0], [], [], *rows[1:]])
    world.sync()
    world.says("restore", "1")
    world.sync()
    assert world.sheet.text("Log!D16") == "1.5 hrs"


def conflicted(world: World) -> None:
    world.record(Rewrite(CellRef("Log", 13, 3), SUNDAY, "1.5 hrs", "2 hrs"))
    world.sheet.type("Log!D14", "4 hrs")
    world.sync()


@pytest.mark.parametrize(
    ("flags", "left"),
    [
        (["--mine"], "2 hrs"),
        (["--theirs"], "4 hrs"),
        (["--text", "4 hrs + 2 hrs"], "4 hrs + 2 hrs"),
    ],
)
def test_a_conflict_shows_both_values_and_is_settled_by_a_flag(
    world: World, flags: list[str], left: str
) -> None:
    conflicted(world)
    shown = world.says("resolve")
    assert "“2 hrs”" in shown
    assert "the sheet says: “4 hrs”" in shown
    assert "settled" in world.says("resolve", "1", *flags)
    world.sync()
    assert world.sheet.text("Log!D14") == left
    assert "no conflicts" in world.says("resolve")


def test_a_target_in_conflict_is_set_after_all(world: World) -> None:
    world.record(SetTarget("Coding", Unit.HOURS, 12 * HOUR, None, 15 * HOUR))
    world.sheet.type("Targets!C2", 14)
    world.sync()
    world.says("resolve", "--mine")
    world.sync()
    assert world.sheet.text("Targets!C2") == "12"


def test_what_cannot_be_forced_says_so(world: World) -> None:
    world.sheet.type("Log!D15", "see notes")
    world.record(coding(1))
    world.sync()
    assert "Log!D15" in world.says("resolve", "1", "--mine", status=2)
    world.sheet.type("Log!D15", "")
    world.sync()
    assert world.sheet.text("Log!D15") == "1 hr"


def test_an_entry_is_edited_in_its_notation_and_removed(world: World) -> None:
    world.says("edit", "coding", "150m", "--on", "2026-03-08")
    world.sync()
    assert world.sheet.text("Log!D14") == "2.5 hrs"
    world.says("rm", "coding", "--on", "2026-03-08")
    world.sync()
    assert (world.sheet.text("Log!D14"), world.sheet.text("Log!C14")) == ("", "Graphs (2)")


def test_a_cell_with_words_beside_the_amount_is_not_cut(world: World) -> None:
    assert "call (1 hr)" in world.says("rm", "networking", "--on", "2026-03-09", status=2)
    assert "--text" in world.says("edit", "networking", "2h", "--on", "2026-03-09", status=2)
    world.says("edit", "networking", "--on", "2026-03-09", "--text", "call (2 hrs)")
    world.sync()
    assert done(world.sheet, MONDAY, "Networking") == 2


def test_an_entry_that_is_not_there_is_no_surprise(world: World) -> None:
    assert "no Coding on 2026-03-14" in world.says("rm", "coding", "--on", "2026-03-14", status=2)
