"""One sync at a time for each cache."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from planner.errors import TryAgainError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def alone(cache: Path) -> Iterator[None]:
    """Hold the cache's lock, which the system frees when its process ends, however it ends.

    Errors: TryAgainError, at once, where another sync holds it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(f"{cache}.lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise TryAgainError(
            "another sync is running", where=str(cache), todo="Try again when it has ended."
        ) from None
    try:
        yield
    finally:
        lock.release()
