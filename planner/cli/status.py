"""`planner status`: how the cache stands against the sheet."""

from __future__ import annotations

import click

from planner.cli.context import configuration, now


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def command(*, as_json: bool) -> None:
    """Show the last sync, what waits to be pushed, conflicts, and findings."""
    from planner.cache import open_cache

    config = configuration()
    place = str(config.workbook) if config.workbook else f"Google Sheet {config.google.spreadsheet}"  # type: ignore[union-attr]
    with open_cache(config.cache) as cache:
        state = cache.state()
        waiting = cache.outbox()
        findings = cache.reading(now().date(), now().date()).findings
    if as_json:
        import json

        from planner.cli.saying import say

        said = {
            "sheet": place,
            "last": state.last and state.last.isoformat(timespec="seconds"),
            "pending": state.pending,
            "conflicts": state.conflicts,
            "operations": [
                {
                    "number": item.number,
                    "made": item.made,
                    "state": item.state,
                    "operation": say(item.operation),
                    "why": item.why,
                    "found": item.found,
                }
                for item in waiting
            ],
            "findings": len(findings),
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    from planner.cli.saying import ago, say

    click.echo(f"Sheet       {place}")
    last = f"{state.last:%Y-%m-%d %H:%M} UTC, {ago(state.last, now())}" if state.last else "never"
    click.echo(f"Last sync   {last}")
    click.echo(f"Waiting     {state.pending - state.conflicts}")
    for item in waiting:
        if item.state == "waiting":
            click.echo(f"  {item.number}. {say(item.operation)}")
    click.echo(f"Conflicts   {state.conflicts}")
    for item in waiting:
        if item.state == "conflict":
            click.echo(f"  {item.number}. {say(item.operation)}: {item.why}")
            if item.found is not None:
                click.echo(f"     the sheet says “{item.found}”; `planner resolve` settles it")
    click.echo(f"Findings    {len(findings)}")
    for finding in findings[:10]:
        click.echo(f"  {finding.where}: {finding.message}")
    if len(findings) > 10:
        click.echo(f"  … and {len(findings) - 10} more: `planner report`")
