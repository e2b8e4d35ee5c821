"""`planner sync`: bring sheet and cache to say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from planner.cli.context import configuration, now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.cache.outbox import Change
    from planner.sync import SyncReport

_MOST = 12


@click.command("sync")
@click.option("--dry-run", is_flag=True, help="Say what would be written, cell by cell.")
@click.option("--quiet", is_flag=True, help="For cron: silent unless somebody must act.")
@click.option("--json", "as_json", is_flag=True, help="Say what was done as JSON.")
@click.option("--accept", is_flag=True, help="Take the sheet as it is, whatever it lacks.")
def command(*, dry_run: bool, quiet: bool, as_json: bool, accept: bool) -> None:
    """Sync two ways: what the sheet says into the cache, what waits here into the sheet.

    \b
    planner sync
    planner sync --dry-run
    planner sync --quiet      (in a crontab)
    """
    from planner.cache import open_cache
    from planner.cli.syncing import sync_now
    from planner.errors import PlannerError
    from planner.sync import worth_saying

    config = configuration()
    moment = now()
    with open_cache(config.cache) as cache:
        try:
            done = sync_now(config, cache, moment, dry_run=dry_run, accept=accept)
        except PlannerError as error:
            if quiet and not worth_saying(error, cache.state().last, moment, config.stale_after):
                click.get_current_context().exit(error.status)
            raise
    if as_json:
        import json

        click.echo(json.dumps(_as_json(done), ensure_ascii=False, indent=2))
    elif not quiet:
        for line in _lines(done, config.rules.report_tab):
            click.echo(line)
    if done.conflicts and not as_json:
        click.echo(_conflicts(len(done.conflicts)), err=True)


def _as_json(done: SyncReport) -> dict[str, Any]:
    from planner.cli.saying import say

    return {
        "dry_run": done.dry_run,
        "last": done.moment.isoformat(timespec="seconds"),
        "pulled": [_change(change) for change in done.pulled],
        "pushed": [say(operation) for operation in done.pushed],
        "changes": [_change(change) for change in done.changes],
        "conflicts": [
            {
                "number": item.number,
                "operation": say(item.operation),
                "why": item.why,
                "found": item.found,
            }
            for item in done.conflicts
        ],
        "findings": len(done.findings),
    }


def _change(change: Change) -> dict[str, str]:
    return {"cell": str(change.cell), "before": change.before, "after": change.after}


def _lines(done: SyncReport, report_tab: str) -> Iterator[str]:
    from planner.cli.saying import say

    own = [change for change in done.changes if change.cell.tab != report_tab]
    if done.dry_run:
        for change in done.changes:
            yield f"{change.cell}: {_text(change.before)} → {_text(change.after)}"
        yield "Nothing was written." if done.changes else "There is nothing to write."
        return
    if done.pulled:
        yield f"Pulled {_number(len(done.pulled), 'changed cell')} from {done.title}."
    for operation in done.pushed[:_MOST]:
        yield f"Pushed: {say(operation)}"
    if len(done.pushed) > _MOST:
        yield f"… and {len(done.pushed) - _MOST} more, {len(own)} cells in all."
    if not done.pushed and own:
        yield f"Wrote {_number(len(own), 'cell')} of a new week."
    if not own and done.changes:
        yield f"Brought the tab {report_tab} up to date."
    if not (done.pulled or done.pushed or done.changes):
        yield f"Nothing to do: {done.title} and the cache say the same."
    if done.findings:
        yield f"{_number(len(done.findings), 'finding')}: `planner report` lists them."


def _text(text: str) -> str:
    return f"“{text}”" if text else "(empty)"


def _number(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _conflicts(number: int) -> str:
    return (
        f"planner: {_number(number, 'operation')} in conflict with the sheet, which keeps what "
        "stands there\n`planner resolve` shows both values and settles it."
    )
