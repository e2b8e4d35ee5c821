"""What became of the batches that were sent, told by the sheet's fences."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from planner.cache.cells import HERE
from planner.cache.operations import to_json
from planner.cache.outbox import BEATEN, DONE, DOUBTFUL, LANDED, TAKEN_BACK, WAITING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from planner.cache import Cache, Waiting
    from planner.cache.outbox import SentBatch
    from planner.sheets.grid import Fence, Snapshot


def settle(cache: Cache, snapshot: Snapshot, now: datetime) -> None:
    """Bring the outbox up to what the fences say; a copy of another device's cache is told too.

    A batch whose generation the sheet has not reached may still arrive, and stays open: what is
    planned next takes the same generation, so that at most one of the two lands. One that
    overtook a person stays open until somebody has put that right.
    """
    fences = {fence.generation: fence for fence in snapshot.fences}
    unfinished = {overwritten.generation for overwritten in snapshot.overwritten}
    for batch in cache.sent():
        fence = fences.get(batch.generation)
        if fence is None and snapshot.generation < batch.generation:
            continue
        if fence is None or fence.digest != batch.digest:
            cache.mark(batch, BEATEN)
        elif fence.taken_back:
            take_back(cache, batch)
        elif fence.generation not in unfinished:
            landed(cache, batch, now)
    strangers = [
        fence
        for fence in snapshot.fences
        if fence.device == cache.device and not cache.knows(fence.digest)
    ]
    if strangers:
        _told_apart(cache, strangers)


def landed(cache: Cache, batch: SentBatch, now: datetime) -> None:
    """The batch is in the sheet."""
    cache.settle(batch.carries, DONE)
    cache.remember(now, HERE, batch.changes)
    cache.mark(batch, LANDED)


def take_back(cache: Cache, batch: SentBatch) -> None:
    """Its writes and the rows that it added are out of the sheet again: all of it is to be done."""
    cache.mark(batch, TAKEN_BACK)


def numbers_word(carried: Iterable[Waiting], highest: int) -> str:
    """What a fence says of its operations: their numbers, a digest, the device's highest number.

    As in "3-5,8.1f0c22.9": enough for a copy of the cache to know them again.
    """
    items = list(carried)
    runs: list[list[int]] = []
    for item in items:
        if runs and item.number == runs[-1][1] + 1:
            runs[-1][1] = item.number
        else:
            runs.append([item.number, item.number])
    spans = ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    content = "\n".join(f"{item.made} {to_json(item.operation)}" for item in items)
    return f"{spans}.{sha256(content.encode()).hexdigest()[:12]}.{highest}"


def _told_apart(cache: Cache, strangers: list[Fence]) -> None:
    """This cache is a copy: somebody else has written to the sheet under its device's name.

    Operations that the sheet holds are done; where that cannot be told, a person must say. Then
    the copy takes a name of its own.
    """
    waiting = {item.number: item for item in cache.operations() if item.state == WAITING}
    everything = {item.number: item for item in cache.operations()}
    sure: set[int] = set()
    highest = 0
    for fence in strangers:
        spans, _, rest = fence.operations.partition(".")
        highest = max(highest, int(rest.rpartition(".")[2] or 0))
        numbers = _numbers(spans)
        known = [everything[n] for n in numbers if n in everything]
        word = numbers_word(known, int(rest.rpartition(".")[2] or 0))
        if len(known) == len(numbers) and word == fence.operations and not fence.taken_back:
            sure |= set(numbers)
    cache.settle(sure & waiting.keys(), DONE)
    doubtful = [n for n in waiting if n not in sure and n <= highest]
    cache.settle(
        doubtful,
        DOUBTFUL,
        "this cache is a copy of another one, which may have brought it to the sheet already",
    )
    cache.new_device()


def _numbers(spans: str) -> list[int]:
    numbers: list[int] = []
    for span in filter(None, spans.split(",")):
        first, _, last = span.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers
