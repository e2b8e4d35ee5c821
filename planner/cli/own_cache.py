"""Where a configuration's cache goes: two plans on one machine must not share one."""

from __future__ import annotations

from pathlib import Path


def own_cache(config: Path) -> dict[str, object]:
    """The cache's key for a configuration that is not the platform's own: a cache beside it.

    Two plans on one machine must not share a cache.
    """
    import tomllib

    import platformdirs

    usual = Path(platformdirs.user_config_dir("planner", appauthor=False)) / "config.toml"
    if config.absolute() == usual:
        return {}
    try:
        if "cache" in tomllib.loads(config.read_text(encoding="utf-8")):
            return {}
    except (OSError, ValueError):
        pass  # a file that is not there has no key; a broken one is write_config's to refuse
    return {"cache": f"{config.stem.removesuffix('config') or 'cache'}.sqlite3"}
