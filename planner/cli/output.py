"""A file that a command writes: whole or not at all, for its owner alone to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_private(path: Path, data: bytes) -> None:
    """Put the data in the file in one step; a device or pipe is written to as it is.

    Errors: PermissionDeniedError.
    """
    import os
    import tempfile

    from planner.errors import PermissionDeniedError

    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        path = path.resolve()  # a link keeps pointing at its file
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)  # noqa: PTH105 - the temporary file has no Path yet
        except BaseException:
            os.unlink(name)  # noqa: PTH108 - as above
            raise
    except OSError as error:
        raise PermissionDeniedError(
            f"the file cannot be written: {error.strerror}",
            where=str(path),
            todo="Name a file in a folder that you may write to.",
        ) from None
