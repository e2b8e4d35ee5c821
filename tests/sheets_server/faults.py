"""What goes wrong between client and server: by chance with a seed, or at chosen requests."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

JSON = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What happens to one request.

    kind: "" nothing; "lost-answer": applied, then the connection is closed; "refuse": answered
    with `code`, not applied; "cut-body": applied, and half of the answer; "repeat": applied, and
    once more before the request that comes `after` others; "late": the connection is closed, and
    it is applied only then; "drop": the connection is closed, and it is never applied.
    """

    kind: str = ""
    code: int = 503
    after: int = 1


NONE = Fault()


@dataclass
class Faults:
    """The faults of the requests to come: scripted ones first, then by chance."""

    chance: random.Random = field(default_factory=lambda: random.Random(0))
    rates: list[tuple[float, Fault]] = field(default_factory=list)
    latency: float = 0.0
    script: deque[Fault] = field(default_factory=deque)

    def set(self, settings: JSON) -> None:
        """By chance from now on, as `POST /_admin/faults` says it; an empty one ends them."""
        self.chance = random.Random(settings.get("seed", 0))
        self.latency = settings.get("latency_ms", 0) / 1000
        self.rates = [
            (settings.get("lost_answer", 0), Fault("lost-answer")),
            *((rate, Fault("refuse", int(c))) for c, rate in settings.get("refuse", {}).items()),
            (settings.get("cut_body", 0), Fault("cut-body")),
            (settings.get("delay", 0), Fault("repeat")),
        ]

    def plan(self, faults: Iterable[Fault]) -> None:
        """What happens to the next requests, one after the other."""
        self.script.extend(faults)

    def next(self) -> Fault:
        """The fault of the request that just came."""
        if self.script:
            return self.script.popleft()
        if not any(rate for rate, _ in self.rates):
            return NONE
        drawn = self.chance.random()
        for rate, fault in self.rates:
            if drawn < rate:
                after = self.chance.randint(1, 3) if fault.kind == "repeat" else 1
                return Fault(fault.kind, fault.code, after)
            drawn -= rate
        return NONE
