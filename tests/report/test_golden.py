"""Whole renderings against files that a person has looked at.

After a change that is meant, `PLANNER_GOLDEN=write pytest tests/report` writes them anew; look at
every difference before it is committed.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.report import json, markdown, text
from planner.report.build import Freshness, Report
from tests.report.samples import EMPTY, FRESH, FRIDAY, NOW, hostile, reading, report
from tests.weeks import START, worked

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"


def done() -> Report:
    """A week whose every target is met, on its last day."""
    known = reading()
    more = [worked(FRIDAY, target.category, 15) for target in known.targets[:3]]
    targets = known.targets[:3]
    return report(
        replace(known, targets=targets, entries=(*known.entries, *more), findings=()),
        on=START + timedelta(days=6),
    )


def stale() -> Report:
    """A sheet that was read two days ago, with work that waits to be sent."""
    fresh = Freshness(NOW - timedelta(days=2), pending=2, conflicts=1, zone=FRESH.zone)
    return report(fresh=fresh)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("behind.txt", lambda: text.render(report())),
        ("behind-60.txt", lambda: text.render(report(), width=60)),
        ("behind-colour.txt", lambda: text.render(report(), colour=True)),
        ("done.txt", lambda: text.render(done())),
        ("stale.txt", lambda: text.render(stale())),
        ("empty.txt", lambda: text.render(report(EMPTY, fresh=Freshness()))),
        ("hostile.txt", lambda: text.render(report(hostile()))),
        ("behind.md", lambda: markdown.render(report())),
        ("empty.md", lambda: markdown.render(report(EMPTY, fresh=Freshness()))),
        ("behind.json", lambda: json.render(report())),
        ("empty.json", lambda: json.render(report(EMPTY, fresh=Freshness()))),
    ],
)
def test_the_rendering_is_the_one_that_was_looked_at(name: str, made: Callable[[], str]) -> None:
    file = GOLDEN / name
    written = made().rstrip("\n") + "\n"
    if os.environ.get("PLANNER_GOLDEN") == "write":
        file.write_text(written, encoding="utf-8")
    assert written == file.read_text(encoding="utf-8")
