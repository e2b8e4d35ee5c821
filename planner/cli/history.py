"""`planner history`: every value that a cell ever held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.context import configuration, on_date

if TYPE_CHECKING:
    from planner.cache.cells import Seen


@click.command("history")
@click.argument("date", required=False)
@click.argument("category", required=False)
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def command(date: str | None, category: str | None, *, as_json: bool) -> None:
    """What changed in the sheet, when it was seen, and whether here or there.

    \b
    planner history
    planner history 2025-10-16
    planner history friday coding

    DATE and CATEGORY narrow it to cells of that day and category. The number before each line is
    what `planner restore` takes.
    """
    from planner.cache import open_cache
    from planner.categories import find_category, known_categories

    config = configuration()
    with open_cache(config.cache) as cache:
        day = on_date(date, cache.state().time_zone) if date else None
        if category is not None:
            known = known_categories(cache.reading(), config.rules)
            category = find_category(category, known, config.rules)
        found = cache.history(day, category)
    if as_json:
        import json

        click.echo(json.dumps([_as_json(seen) for seen in found], ensure_ascii=False, indent=2))
        return
    for seen in found:
        change = seen.change
        click.echo(
            f"{seen.number:>5}  {seen.seen[:16].replace('T', ' ')}  {seen.who:5}  {change.cell}  "
            f"{_text(change.before)} → {_text(change.after)}"
        )
    if not found:
        click.echo("Nothing has changed yet that the cache saw.", err=True)


def _as_json(seen: Seen) -> dict[str, object]:
    change = seen.change
    return {
        "number": seen.number,
        "seen": seen.seen,
        "who": seen.who,
        "cell": str(change.cell),
        "date": change.date and change.date.isoformat(),
        "category": change.category,
        "before": change.before,
        "after": change.after,
    }


def _text(text: str) -> str:
    return f"“{text}”" if text else "(empty)"
