"""The configuration: what each key means, and what a wrong one says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.config import CATEGORIES, LOST_WORDS, OPEN_WORDS, load
from planner.errors import ConfigError
from planner.model import Unit

ANNOTATED = Path(__file__).parent.parent / "config" / "planner.toml"


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_workbook_is_all_that_must_be_said(tmp_path: Path) -> None:
    config = load(written(tmp_path, 'workbook = "plan.xlsx"\n'))
    assert config.workbook == tmp_path / "plan.xlsx"
    assert config.google is None
    assert config.cache.name == "cache.sqlite3"
    assert config.rules.categories == CATEGORIES


def test_relative_files_start_at_the_configurations_folder(tmp_path: Path) -> None:
    config = load(written(tmp_path, 'workbook = "a/plan.xlsx"\ncache = "c.sqlite3"\n'))
    assert config.workbook == tmp_path / "a" / "plan.xlsx"
    assert config.cache == tmp_path / "c.sqlite3"


def test_the_annotated_configuration_shows_the_defaults(tmp_path: Path) -> None:
    text = ANNOTATED.read_text(encoding="utf-8")
    shown = re.sub(r"(?m)^#(?=[\[\w])", "", text)
    google = re.search(r"(?ms)^\[google\]\n(.*?)\n\n", shown)
    assert google is not None
    shown = shown.replace(google[0], "")
    config = load(written(tmp_path, shown))
    plain = load(written(tmp_path, 'workbook = "plan.xlsx"\n'))
    assert config.stale_after == plain.stale_after
    assert config.balance == plain.balance
    assert config.rules.lost_words == LOST_WORDS
    assert config.rules.open_words == OPEN_WORDS
    assert {c.name: c for c in config.rules.categories} == {c.name: c for c in CATEGORIES}
    assert config.rules.week_starts == 6
    assert config.rules.targets_tab == plain.rules.targets_tab


def test_a_category_of_ones_own_stands_before_the_known_ones(tmp_path: Path) -> None:
    text = 'workbook = "p.xlsx"\n[categories.Piano]\nunit = "hours"\naliases = ["P"]\n'
    categories = load(written(tmp_path, text)).rules.categories
    assert categories[0].name == "Piano"
    assert categories[0].unit is Unit.HOURS
    assert categories[1:] == CATEGORIES


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "exactly one of workbook and [google]"),
        (
            'workbook = "p.xlsx"\n[google]\nspreadsheet = "x"',
            "exactly one of workbook and [google]",
        ),
        ("workbook = 3", "workbook is 3; expected text in quotes"),
        ('workbok = "p.xlsx"', "unknown key workbok\nDid you mean workbook?"),
        ('workbook = "p.xlsx"\nbalance = 9', "balance is 9; expected a number from 1 to 4"),
        ('workbook = "p.xlsx"\nbalance = true', "balance is True; expected a number from 1 to 4"),
        ('workbook = "p.xlsx"\nstale_after = -1', "stale_after is -1; expected hours, above 0"),
        ('workbook = "p.xlsx"\nweek_starts = "funday"', "expected a weekday's name"),
        ('workbook = "p.xlsx"\nlost_words = [1]', "expected a list of texts"),
        ('workbook = "p.xlsx"\ncategories = 1', "categories is 1; expected a table"),
        ('workbook = "p.xlsx"\n[categories.A]\nunit = "miles"', "categories.A.unit is 'miles'"),
        ("[google]\ncredentials = 'k.json'", "google.spreadsheet is missing"),
        ("workbook = ", "this is no valid TOML"),
    ],
)
def test_a_wrong_key_is_named_with_what_was_expected(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_configuration_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="planner init"):
        load(tmp_path / "none.toml")
