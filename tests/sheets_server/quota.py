"""Google's quota of requests: so many a minute for each user, and for the project."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.sheets_server.errors import ApiError, reasoned

if TYPE_CHECKING:
    from collections.abc import Callable

A_USER, A_PROJECT = 60, 300  # a minute, reads and writes each
MINUTE = 60.0


@dataclass
class Quota:
    """Counts the last minute's requests. real: whether any is refused. clock: in seconds."""

    real: bool = False
    clock: Callable[[], float] = time.monotonic
    taken: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, user: str, *, write: bool) -> None:
        """Counts one request. Raises ApiError 429 where there is none left."""
        if not self.real:
            return
        kind = "Write" if write else "Read"
        now = self.clock()
        limits = {f"{kind} {user}": A_USER, f"{kind} project": A_PROJECT}
        for name, limit in limits.items():
            times = self.taken[name]
            while times and times[0] <= now - MINUTE:
                times.popleft()
            if len(times) >= limit:
                raise _exhausted(kind, limit, a_user=limit == A_USER)
        for name in limits:
            self.taken[name].append(now)


def _exhausted(kind: str, limit: int, *, a_user: bool) -> ApiError:
    metric = f"{kind} requests"
    name = f"{kind} requests per minute" + (" per user" if a_user else "")
    return reasoned(
        429,
        f"Quota exceeded for quota metric '{metric}' and limit '{name}' of service "
        "'sheets.googleapis.com' for consumer 'project_number:100000000001'.",
        "RATE_LIMIT_EXCEEDED",
        service="sheets.googleapis.com",
        quota_limit_value=str(limit),
        quota_metric=f"sheets.googleapis.com/{kind.lower()}_requests",
        consumer="projects/100000000001",
    )
