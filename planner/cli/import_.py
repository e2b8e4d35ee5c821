"""`planner import`: bring a log along that was kept elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.context import configuration, now, today
from planner.week import zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.cache import Cache
    from planner.config import Config
    from planner.imports import Addition, Given, Imported
    from planner.model import Entry, Operation, Reading


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show line by line what is read; record nothing.")
@click.option("--date-column", metavar="NAME", help="The header of the dates, where unusual.")
@click.option("--amount-column", metavar="NAME", help="The header of the amounts.")
@click.option("--category-column", metavar="NAME", help="The header of the categories.")
@click.option("--category", metavar="NAME", help="The category of amounts that have none.")
def command(file: Path, category: str | None, *, dry_run: bool, **columns: str | None) -> None:
    """Bring a log along: Markdown, CSV or xlsx, or what another tool exports.

    \b
    planner import old-log.md --dry-run
    planner import timesheet.csv --amount-column "Used (h)" --category Thesis
    planner import Toggl_time_entries_2025.csv

    Exports of klog, Watson, Timewarrior, Toggl Track, Clockify and Super Productivity are known by
    what is in them. Importing a file again adds only what is new in it.
    """
    from planner.cache import open_cache
    from planner.imports import additions, read_file

    config = configuration()
    with open_cache(config.cache) as cache:
        if not dry_run:
            _sync(config, cache, first=cache.state().last is None)
        held = _held(config, cache)
        imported = read_file(file, _given(config, cache, held, category, columns))
        recorded = (item.operation for item in cache.operations() if item.state == "done")
        new = additions(imported.reading, held, config.rules, recorded)
        operations, refused = _placeable(config, cache, new)
        for line in (*_said(file, imported, in_full=dry_run), *refused):
            click.echo(line)
        click.echo(_outcome(operations, new.held, refused, dry_run=dry_run))
        if dry_run or not operations:
            return
        with cache.transaction():
            for operation in operations:
                cache.record(operation, now())
        _sync(config, cache)
        for line in _left(cache):
            click.echo(line, err=True)


def _held(config: Config, cache: Cache) -> Reading:
    """What the sheet says, with all that waits for it laid over it, conflicts too."""
    from planner.cache.overlay import overlay

    waiting = [item.operation for item in cache.outbox()]
    return overlay(cache.reading(), waiting, rules=config.rules)


def _placeable(
    config: Config, cache: Cache, new: Addition
) -> tuple[tuple[Operation, ...], tuple[str, ...]]:
    """The operations that the sheet has a place for, and a line for each of the others.

    Without the sheet at hand they all pass: the sync will say what it cannot place.
    """
    from planner.cli.saying import say
    from planner.errors import PlannerError
    from planner.layouts import place
    from planner.sheets import open_sheet

    if not new.operations:
        return (), ()
    try:
        snapshot = open_sheet(config).snapshot()
    except PlannerError:
        return new.operations, ()
    here = today(cache.state().time_zone)
    refused = place(snapshot, new.operations, config.rules, here).refused
    lines = [f"  {say(new.operations[at])}: {why.why}" for at, why in sorted(refused.items())]
    placed = tuple(op for at, op in enumerate(new.operations) if at not in refused)
    return placed, ("The sheet has no place for:", *lines) if lines else ()


def _given(
    config: Config,
    cache: Cache,
    held: Reading,
    category: str | None,
    columns: dict[str, str | None],
) -> Given:
    from planner.imports import Given

    named = {key.removesuffix("_column"): word for key, word in columns.items() if word}
    state = cache.state()
    return Given(
        today(state.time_zone),
        replace(config.rules, columns={**config.rules.columns, **named}),
        held.targets,
        locale=state.locale or "en_US",
        zone=zone(state.time_zone),
        category=category or "",
    )


def _sync(config: Config, cache: Cache, *, first: bool = False) -> None:
    """Sync where that can be done. Not to have seen the sheet even once is an error."""
    from planner.cli.syncing import sync_now
    from planner.errors import PlannerError

    try:
        sync_now(config, cache, now())
    except PlannerError as error:
        if first:
            raise
        click.echo(f"planner: not synced: {error}", err=True)


def _left(cache: Cache) -> Iterator[str]:
    """What the sheet did not take."""
    state = cache.state()
    if state.conflicts:
        yield (
            f"planner: {_number(state.conflicts, 'operation', 'operations')} could not be placed; "
            "`planner status` says why"
        )


def _said(file: Path, imported: Imported, *, in_full: bool) -> Iterator[str]:
    """What was read, what to look at, and what was not read."""
    reading = imported.reading
    yield f"{file.name}: {_counted(reading)}"
    yield from _sums(reading.entries)
    if in_full:
        yield from _lines(reading)
    if reading.findings:
        yield "To look at:"
        yield from (f"  {f.where}: {f.message}" for f in reading.findings)
    if imported.unused:
        yield "Not read:"
        yield from (f"  {where}: {words}" for where, words in imported.unused)


def _counted(reading: Reading) -> str:
    parts = [_number(len(reading.entries), "entry", "entries")]
    if reading.entries:
        days = [entry.date for entry in reading.entries]
        parts[0] += f" from {min(days)} to {max(days)}"
    if reading.lost_days:
        parts.append(_number(len(reading.lost_days), "lost day", "lost days"))
    if reading.open_items:
        parts.append(_number(len(reading.open_items), "open item", "open items"))
    return ", ".join(parts)


def _sums(entries: tuple[Entry, ...]) -> Iterator[str]:
    from planner.cli.amounts import said

    sums: Counter[tuple[str, str]] = Counter()
    units = {}
    for entry in entries:
        sums[entry.category, entry.unit] += entry.amount
        units[entry.category, str(entry.unit)] = entry.unit
    for (category, unit), amount in sums.items():
        yield f"  {said(category, units[category, unit], amount)}"


def _lines(reading: Reading) -> Iterator[str]:
    from planner.cli.amounts import said

    found = [
        *((e.cell, f"{e.date}  {said(e.category, e.unit, e.amount)}", e.activity)
          for e in reading.entries),
        *((lost.cell, f"{lost.date}  lost", lost.reason) for lost in reading.lost_days),
        *((item.cell, f"{item.date}  open", item.text) for item in reading.open_items),
    ]  # fmt: skip
    yield "Line by line:"
    for cell, what, words in sorted(found, key=lambda item: (item[0].tab, item[0].row)):
        short = " ".join(words.split())
        short = f"{short[:50]}…" if len(short) > 50 else short
        yield f"  {cell}  {what}{f': {short}' if short else ''}"


def _outcome(
    operations: tuple[Operation, ...], held: int, refused: tuple[str, ...], *, dry_run: bool
) -> str:
    if not operations:
        rest = "that has a place in it " if refused else ""
        return f"All of it {rest}is in the sheet already; nothing was added."
    kinds = Counter(type(operation).__name__ for operation in operations)
    parts = [
        _number(kinds[kind], one, many)
        for kind, one, many in (
            ("Log", "entry", "entries"),
            ("Note", "note", "notes"),
            ("SetTarget", "target", "targets"),
        )
        if kinds[kind]
    ]
    there = f" ({_number(held, 'entry is', 'entries are')} there already)" if held else ""
    ending = "nothing was recorded" if dry_run else "added"
    return f"New to the sheet: {', '.join(parts)}{there}; {ending}."


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
