"""`planner doctor`: the chain with each link broken in turn, and the mend that is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from planner.cli import main
from planner.config_file import write_config
from planner.sheets.workbook.create import create
from tests.sheets_server import admin, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.sheets_server import App

LOG = [["Date", "Category", "Amount"], ["2026-11-02", "Coding", "1.5"]]
STEPS = ["configuration", "credentials", "sign-in", "sheet", "clock", "bin", "permission",
         "headers", "cache"]  # fmt: skip


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """A server, a sheet on it, and the configuration that leads there."""
    monkeypatch.setenv("PLANNER_CONFIG", str(tmp_path / "config.toml"))
    with serve() as app:
        key = tmp_path / "key.json"
        key.write_text(json.dumps(app.key_file()))
        key.chmod(0o600)
        made = admin.make(app.world, {"id": "a-sheet-of-mine", "tabs": {"Log": LOG}})
        google = {"spreadsheet": made["id"], "credentials": str(key), "endpoint": app.url}
        values = {f"google.{name}": value for name, value in google.items()}
        write_config(tmp_path / "config.toml", {"cache": "cache.sqlite3", **values})
        yield app


def doctor(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[tuple[str, str]], str]:
    """Its exit status, each step with its mark, and all that it says."""
    with pytest.raises(SystemExit) as ended:
        main(["doctor"])
    text = capsys.readouterr().out
    steps = [(line[0], line[2:].split("  ")[0]) for line in text.splitlines() if line[0] != " "]
    return int(ended.value.code or 0), steps, text


def test_where_all_is_well_every_step_says_how_it_stands(
    app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    status, steps, text = doctor(capsys)
    assert (status, [name for _, name in steps]) == (0, STEPS)
    assert {mark for mark, name in steps if name != "cache"} == {"✓"}
    assert "Run `planner sync`" in text
    assert admin.seen(app.world, "a-sheet-of-mine") == {"Log": LOG}


BROKEN: list[tuple[str, Callable[[App, Path], object], str, int, str]] = [
    ("a key that is no JSON", lambda _, p: (p / "key.json").write_text("x"), "credentials", 78,
     "Make a key"),
    ("no key", lambda _, p: (p / "key.json").unlink(), "credentials", 78, "Make a key"),
    ("a revoked key", lambda a, _: admin.account(a.world, {"state": "revoked"}), "sign-in", 78,
     "Make a new key"),
    ("a wrong clock", lambda a, _: setattr(a.world.accounts, "clock", lambda: 0.0), "sign-in", 78,
     "set-ntp"),
    ("an API switched off", lambda a, _: admin.apis(a.world, {"off": ["sheets.v4"]}), "sheet", 77,
     "Enable it"),
    ("no sharing", lambda a, _: admin.share(a.world, {"id": "a-sheet-of-mine"}), "sheet", 77,
     "choose Share"),
    ("no sheet", lambda a, _: a.world.drive.files.clear(), "sheet", 69, "letter by letter"),
    ("read-only", lambda a, _: admin.share(a.world, {"id": "a-sheet-of-mine", "role": "reader"}),
     "permission", 77, "as an Editor"),
    ("no headers", lambda a, _: admin.edit(a.world, a.person, {
        "id": "a-sheet-of-mine", "range": "Log!A1:C1", "value": ""}), "headers", 65, "[columns]"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("break_it", "step", "status", "mend"),
    [pytest.param(*rest, id=name) for name, *rest in BROKEN],
)
def test_the_step_that_fails_is_named_with_its_mend_and_ends_the_walk(
    app: App,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    break_it: Callable[[App, Path], object],
    step: str,
    status: int,
    mend: str,
) -> None:
    break_it(app, tmp_path)
    said, steps, text = doctor(capsys)
    assert (said, steps[-1]) == (status, ("✗", step))
    assert [name for _, name in steps] == STEPS[: STEPS.index(step) + 1]
    assert mend in text.splitlines()[-1]


def test_what_is_no_fault_yet_is_a_warning(
    app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "key.json").chmod(0o644)
    admin.trash(app.world, {"id": "a-sheet-of-mine"})
    status, steps, text = doctor(capsys)
    assert status == 0
    assert {name for mark, name in steps if mark == "!"} == {"credentials", "bin", "cache"}
    assert "chmod 600" in text


def test_without_a_configuration_the_first_step_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANNER_CONFIG", str(tmp_path / "config.toml"))
    status, steps, text = doctor(capsys)
    assert (status, steps) == (78, [("✗", "configuration")])
    assert "planner init" in text


def test_a_workbook_is_looked_at_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANNER_CONFIG", str(tmp_path / "config.toml"))
    create(tmp_path / "plan.xlsx", ())
    write_config(tmp_path / "config.toml", {"cache": "c.sqlite3", "workbook": "plan.xlsx"})
    status, steps, _ = doctor(capsys)
    assert status == 0
    assert [name for _, name in steps] == [
        *("configuration", "sheet", "permission", "in use", "headers", "cache")
    ]
    (tmp_path / "~$plan.xlsx").write_bytes(b"\x03Ann")
    status, steps, text = doctor(capsys)
    assert (status, steps[-1]) == (75, ("✗", "in use"))
    assert "Ann" in text
