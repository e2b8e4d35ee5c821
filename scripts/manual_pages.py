"""Puts the manual pages into the wheel, made from the commands' own help."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualPages(BuildHookInterface):  # type: ignore[misc, type-arg] # hatchling has no stubs
    """Writes share/man/man1; an editable install goes without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the pages for a wheel."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        from planner.cli import planner
        from planner.cli.manual import pages

        folder = Path(mkdtemp())
        for name, text in pages(planner):
            (folder / name).write_text(text, encoding="utf-8")
            build_data["shared_data"][str(folder / name)] = f"share/man/man1/{name}"
