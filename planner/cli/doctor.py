"""`planner doctor`: every link from the configuration to the permission to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.context import configuration, now, today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.config import Config
    from planner.sheets.steps import Examination, Said, Step

_WIDTH = 14


@click.command("doctor")
def command() -> None:
    """Check configuration, credentials, permissions, sheet and clock, and say how to mend a fault.

    Each step needs those before it, so the first that fails ends the walk, with its exit status.
    Nothing is written.
    """
    from planner.errors import PlannerError

    for step in _steps():
        try:
            said = step.look()
        except PlannerError as error:
            _say("✗", step.name, error.what if not error.where else f"{error.where}: {error.what}")
            if error.todo:
                _say("", "", error.todo)
            click.get_current_context().exit(error.status)
        _say("!" if said.todo else "✓", step.name, said.text)
        if said.todo:
            _say("", "", said.todo)


def _steps() -> Iterator[Step]:
    """The steps, each found out about only when those before it have been taken."""
    from planner.sheets.steps import Said, Step

    yield Step("configuration", lambda: Said(str(configuration().path)))
    config = configuration()
    examination = _examination(config)
    yield from examination.steps()
    yield Step("headers", lambda: _headers(config, examination))
    yield Step("cache", lambda: _cache(config))


def _examination(config: Config) -> Examination:
    if config.workbook is not None:
        from planner.sheets.workbook.examination import WorkbookExamination

        return WorkbookExamination(config.workbook)
    from planner.sheets.google import Patience
    from planner.sheets.google.examination import GoogleExamination

    assert config.google is not None  # noqa: S101 - the configuration has one of the two
    return GoogleExamination(config.google, Patience(deadline=20))


def _headers(config: Config, examination: Examination) -> Said:
    from planner.errors import DataError
    from planner.layouts.describe import describe
    from planner.sheets.steps import Said

    snapshot = examination.snapshot
    lines = describe(snapshot, config.rules, today(snapshot.time_zone))
    if not lines:
        raise DataError(
            "no tab has headers that we know",
            where=snapshot.title,
            todo="Name yours under [columns] in the configuration; a log needs Date and Amount.",
        )
    return Said("; ".join(lines))


def _cache(config: Config) -> Said:
    from planner.cache import open_cache
    from planner.sheets.steps import Said

    with open_cache(config.cache) as cache:
        state = cache.state()
    waiting = f"{state.pending} waiting, {state.conflicts} in conflict"
    todo = "Run `planner resolve` to settle the conflicts." if state.conflicts else ""
    if state.last is None:
        return Said(f"{config.cache}: not synced yet, {waiting}", todo or "Run `planner sync`.")
    hours = (now() - state.last).total_seconds() / 3600
    if not todo and hours > config.stale_after:
        todo = "Run `planner sync`; `planner cron` lets it run by itself."
    return Said(f"{config.cache}: synced {state.last:%Y-%m-%d %H:%M} UTC, {waiting}", todo)


def _say(mark: str, name: str, text: str) -> None:
    click.echo(f"{mark:1} {name:{_WIDTH}} {text}")
