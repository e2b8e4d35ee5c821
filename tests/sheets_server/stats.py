"""What the server was asked: counted for tests and benchmarks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Stats:
    """Requests to Google's APIs; those to the token endpoint apart. Bytes: of bodies, as sent."""

    requests: int = 0
    token: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    by_call: Counter[str] = field(default_factory=Counter)

    def count(self, call: str, bytes_in: int, bytes_out: int) -> None:
        """One request that came and was answered."""
        self.requests += 1
        self.by_call[call] += 1
        self.bytes_in += bytes_in
        self.bytes_out += bytes_out

    def json(self) -> dict[str, Any]:
        """As `GET /_admin/stats` gives them."""
        return vars(self) | {"by_call": dict(self.by_call)}
