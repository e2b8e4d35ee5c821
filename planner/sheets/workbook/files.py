"""The workbook's file: who has it open, backups of it, and its replacement in one step."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import PermissionDeniedError, PlannerError, TryAgainError

if TYPE_CHECKING:
    from collections.abc import Iterator

BACKUPS = 5
FOLDER = ".planner-backups"
_WAIT = 10.0  # seconds for another planner to end its write


def refuse_while_open(path: Path) -> None:
    """Nothing, unless a desktop program has the workbook open. Errors: TryAgainError."""
    for lock in (path.parent / f".~lock.{path.name}#", path.parent / f"~${path.name}"):
        if lock.exists():
            raise TryAgainError(
                f"the workbook is open in a spreadsheet program ({_who(lock)})",
                where=str(path),
                todo="What is to be written waits for the next sync; close the file there."
                f" If it is closed, delete {lock.name} beside it.",
            )


def _who(lock: Path) -> str:
    """Whose lock it is, as LibreOffice (`,user,host,date,…`) and Excel (`\\x04name`) write it."""
    try:
        data = lock.read_bytes()[:200]
    except OSError:
        return lock.name
    if lock.name.startswith("~$"):
        name = data[1 : 1 + data[0]].decode("latin-1") if data else ""
        return name.strip() or "Excel"
    parts = data.decode("utf-8", "replace").split(",")
    return parts[1].strip() if len(parts) > 1 and parts[1].strip() else "LibreOffice"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """No other planner writes this workbook meanwhile; the lock dies with its process."""
    from filelock import FileLock, Timeout

    try:
        folder = backup_folder(path)
        with FileLock(folder / f"{path.name}.lock", timeout=_WAIT, mode=0o600):
            yield
    except Timeout:
        raise TryAgainError(
            "another planner is writing to the workbook",
            where=str(path),
            todo="Try again in a moment.",
        ) from None
    except OSError as error:
        raise explained(error, path) from None


def backup_folder(path: Path) -> Path:
    """The folder of the backups, beside the workbook, for its owner alone to read."""
    folder = path.parent / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def replace(path: Path, data: bytes, old: bytes) -> None:
    """Put `data` in the file's place, whole or not at all; `old` becomes the newest backup.

    Errors: TryAgainError (a full disk), PermissionDeniedError; then the file is as it was.
    """
    try:
        _back_up(path, old)
        _write(path, data, path.stat().st_mode & 0o7777)
    except OSError as error:
        raise explained(error, path) from None


def _back_up(path: Path, data: bytes) -> None:
    folder = backup_folder(path)
    backups = [folder / f"{path.stem}.{n}{path.suffix}" for n in range(1, BACKUPS + 1)]
    fresh = folder / f".{path.name}.new"
    try:
        _write(fresh, data, 0o600)
        for newer, older in reversed(list(pairwise(backups))):
            if newer.exists():
                newer.replace(older)
        fresh.replace(backups[0])
    finally:
        fresh.unlink(missing_ok=True)


def _write(path: Path, data: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make the folder's new entry last through a power cut, where the system has such a call."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def explained(error: OSError, path: Path) -> PlannerError:
    """What a fault of the file system means for a person; the workbook is as it was."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG):
        return TryAgainError(
            f"the workbook was not changed: {error.strerror}",
            where=str(path),
            todo="Make room on that disk and sync again; what is to be written waits.",
        )
    return PermissionDeniedError(
        f"the workbook cannot be written: {error.strerror}",
        where=str(path),
        todo="Give yourself write permission on the file and its folder.",
    )
