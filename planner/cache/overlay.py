"""What the sheet will say once the outbox has reached it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.config import LOST_WORDS, OPEN_WORDS
from planner.model import (
    CellRef,
    Entry,
    Log,
    LostDay,
    Note,
    OpenItem,
    Reading,
    SetTarget,
    Target,
    Unlog,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.config import Rules
    from planner.model import Operation

OUTBOX = "outbox"
"""The tab that an entry or lost day claims to stand in while it waits; rows are its order."""


def overlay(
    reading: Reading,
    operations: Iterable[Operation],
    since: date | None = None,
    until: date | None = None,
    rules: Rules | None = None,
) -> Reading:
    """The reading with the operations laid over it, in their order.

    since, until: the days that the reading covers; operations on other days are passed over. A
    Rewrite changes nothing here: what a text will mean is for the layouts to say, at the sync.
    rules: whose words make a note a lost day or something open.
    """
    entries = list(reading.entries)
    targets = list(reading.targets)
    lost = list(reading.lost_days)
    items = list(reading.open_items)
    lost_words = rules.lost_words if rules else LOST_WORDS
    open_words = rules.open_words if rules else OPEN_WORDS
    for row, operation in enumerate(operations):
        match operation:
            case Log() if _covers(operation.date, since, until):
                entries.append(_waiting(operation, row))
            case Unlog() if _covers(operation.date, since, until):
                _take_back(entries, operation)
            case SetTarget():
                _set(targets, operation)
            case Note(day, text) if _covers(day, since, until):
                said = text.casefold().strip(" .!*")
                if said in lost_words:
                    lost.append(LostDay(day, text, CellRef(OUTBOX, row, 0)))
                elif any(word in said for word in open_words):
                    items.append(OpenItem(day, text, CellRef(OUTBOX, row, 0)))
    return replace(
        reading,
        entries=tuple(entries),
        targets=tuple(targets),
        lost_days=tuple(lost),
        open_items=tuple(items),
    )


def _covers(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _waiting(log: Log, row: int) -> Entry:
    cell = CellRef(OUTBOX, row, 0)
    return Entry(log.date, log.category, log.unit, log.amount, log.activity, cell)


def _take_back(entries: list[Entry], unlog: Unlog) -> None:
    left = unlog.amount
    for at in reversed(range(len(entries))):
        entry = entries[at]
        if left and (entry.date, entry.category) == (unlog.date, unlog.category):
            taken = min(left, entry.amount)
            left -= taken
            if taken == entry.amount:
                del entries[at]
            else:
                entries[at] = replace(entry, amount=entry.amount - taken)


def _set(targets: list[Target], new: SetTarget) -> None:
    for at, target in enumerate(targets):
        if (target.category, target.week) == (new.category, new.week):
            targets[at] = replace(target, per_week=new.per_week)
            return
    like = next((t for t in targets if t.category == new.category), None)
    if like is None:
        targets.append(Target(new.category, new.unit, new.per_week, new.week))
    else:
        targets.append(replace(like, per_week=new.per_week, week=new.week, cell=None))
