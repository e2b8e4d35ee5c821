"""What the shell completes: the person's own categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click


def categories(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The categories of the sheet and the configuration that begin so, in any case.

    Completion must never fail: whatever is wrong is left for the command itself to say.
    """
    from datetime import timedelta
    from pathlib import Path

    from planner.cache import open_cache
    from planner.categories import known_categories
    from planner.cli.context import now
    from planner.config import default_config_path, load
    from planner.errors import PlannerError

    try:
        config = load(Path(ctx.obj) if ctx.obj else default_config_path())
        if not config.cache.exists():
            return []
        since = now().date() - timedelta(days=400)
        with open_cache(config.cache) as cache:
            known = known_categories(cache.current(since, rules=config.rules), config.rules)
    except (PlannerError, OSError):
        return []
    return [name for name in known if name.casefold().startswith(incomplete.casefold())]
