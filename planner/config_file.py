"""Writes the configuration's file: a new one with comments, or a key of an old one and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEADING = """\
# planner's configuration. Every key and its meaning: config/planner.toml in planner's sources.
"""


def write_config(path: Path, values: Mapping[str, object]) -> None:
    """Set these keys ("google.spreadsheet" is a key of a table); None takes a key out.

    What else stands in the file stays as it is, comments too. The file is readable for its owner
    alone, since it may come to hold addresses with passwords. Errors: ConfigError.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = path.read_text(encoding="utf-8") if path.exists() else HEADING
        document = tomlkit.parse(text)
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"this is no valid TOML: {error}",
            where=str(path),
            todo="Mend that line, or move the file away, and run `planner init` again.",
        ) from None
    for key, value in values.items():
        *tables, last = key.split(".")
        place: tomlkit.TOMLDocument | tomlkit.items.Table = document
        for table in tables:
            if table not in place and value is not None:
                place[table] = tomlkit.table()
            place = place.get(table, tomlkit.table())
        if value is None:
            place.pop(last, None)
        elif place.get(last) != value:
            place[last] = value
    for table in {key.split(".")[0] for key in values if "." in key}:
        if table in document and not document[table]:
            del document[table]
    _replace(path, tomlkit.dumps(document))


def _replace(path: Path, text: str) -> None:
    """Put the new text in place in one step, so that a full disk leaves the old file whole."""
    import os
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(name, path)  # noqa: PTH105 - the temporary file has no Path yet
        except BaseException:
            os.unlink(name)  # noqa: PTH108 - as above
            raise
    except OSError as error:
        raise ConfigError(
            f"the configuration cannot be written: {error.strerror}", where=str(path)
        ) from None
