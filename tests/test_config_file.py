"""Writing the configuration: what a person wrote in it stays."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from planner.config import load
from planner.config_file import write_config
from planner.errors import ConfigError


def test_a_new_file_is_readable_for_its_owner_alone_and_loads(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "config.toml"
    write_config(path, {"workbook": "/plan.xlsx", "week_starts": "monday"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load(path).workbook == Path("/plan.xlsx")
    assert load(path).rules.week_starts == 0


def test_only_the_changed_key_changes(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# mine\nworkbook = "a.xlsx"  # here\n\n[tabs]\nlog = ["Hours"] # so\n')
    write_config(path, {"workbook": "b.xlsx"})
    assert path.read_text() == (
        '# mine\nworkbook = "b.xlsx"  # here\n\n[tabs]\nlog = ["Hours"] # so\n'
    )


def test_moving_to_a_google_sheet_takes_the_workbook_out(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    write_config(path, {"workbook": "a.xlsx"})
    write_config(path, {"workbook": None, "google.spreadsheet": "ID", "google.credentials": "k"})
    config = load(path)
    assert config.workbook is None
    assert config.google is not None
    assert config.google.spreadsheet == "ID"
    write_config(
        path, {"workbook": "a.xlsx", "google.spreadsheet": None, "google.credentials": None}
    )
    assert load(path).google is None


def test_the_same_values_leave_the_file_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("workbook = 'a.xlsx'   # quoted my way\n")
    before = path.read_bytes()
    write_config(path, {"workbook": "a.xlsx"})
    assert path.read_bytes() == before


def test_a_broken_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("workbook = ")
    with pytest.raises(ConfigError, match="no valid TOML"):
        write_config(path, {"workbook": "a.xlsx"})
    assert path.read_text() == "workbook = "
