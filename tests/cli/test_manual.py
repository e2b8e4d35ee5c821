"""The manual pages say what the help says."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from planner.cli import COMMANDS, planner
from planner.cli.manual import pages

PAGES = dict(pages(planner))


def test_every_command_has_a_page_that_the_main_page_names() -> None:
    assert PAGES.keys() == {"planner.1", *(f"planner-{name}.1" for name in COMMANDS)}
    assert all(f"planner\\-{name}\\fR(1)" in PAGES["planner.1"] for name in COMMANDS)


def test_a_page_holds_the_usage_the_examples_line_by_line_and_every_option() -> None:
    page = PAGES["planner-import.1"]
    assert ".B planner import\n[OPTIONS] FILE\n" in page
    assert "\n.nf\nplanner import old\\-log.md \\-\\-dry\\-run\n" in page
    assert ".B \\-\\-date\\-column NAME\n" in page


def test_the_main_page_lists_the_exit_statuses() -> None:
    assert "75 try again later" in PAGES["planner.1"]


@pytest.mark.parametrize("name", PAGES)
def test_no_line_of_a_page_is_taken_for_a_macro_that_is_none(name: str) -> None:
    macros = {".TH", ".SH", ".TP", ".B", ".I", ".PP", ".nf", ".fi"}
    lines = PAGES[name].split("\n")
    assert all(line.split(" ")[0] in macros for line in lines if line.startswith((".", "'")))
    assert all("\b" not in line for line in lines)
    if groff := shutil.which("groff"):
        done = subprocess.run(
            [groff, "-man", "-Tutf8", "-ww", "-K", "utf8"],
            input=PAGES[name],
            text=True,
            capture_output=True,
            check=False,
        )
        assert not done.stderr
