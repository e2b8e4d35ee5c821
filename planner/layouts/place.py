"""Operations placed in a sheet, in its person's own notation, changing as little as they can.

After klog's reconciler: the place is found, only that is changed, and what comes out is read
again before it leaves; an operation that would do anything but what it says is refused.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.layouts.draft import Draft
from planner.layouts.place_log import place_log, place_note, place_unlog
from planner.layouts.place_target import place_target
from planner.layouts.read import read
from planner.layouts.refused import Refused
from planner.layouts.rewrite import place_rewrite
from planner.model import Log, Note, Rewrite, SetTarget, Severity, Unlog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.config import Rules
    from planner.model import Operation, Reading
    from planner.sheets.grid import Edit, Snapshot


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the operations go. refused: by their index, those that cannot go anywhere, and why."""

    edits: tuple[Edit, ...]
    refused: dict[int, Refused]


def place(
    snapshot: Snapshot, operations: Sequence[Operation], rules: Rules, today: date
) -> Placement:
    """Place the operations in order, each on what the ones before it will have left.

    The whole is read again: where its sums are not what the operations say, they are tried one by
    one, and those that would change anything else are refused.
    """
    placement = _drafted(snapshot, operations, rules, today)
    before = read(snapshot, rules, today)
    if _says(snapshot, placement, operations, before, rules, today):
        return placement
    good: list[int] = []
    refused: dict[int, Refused] = {}
    for at in range(len(operations)):
        tried = _drafted(snapshot, [operations[n] for n in (*good, at)], rules, today)
        if len(good) in tried.refused:
            refused[at] = tried.refused[len(good)]
        elif _says(snapshot, tried, [operations[n] for n in (*good, at)], before, rules, today):
            good.append(at)
        else:
            refused[at] = Refused("the cell would come to say something else than what was logged")
    return Placement(_drafted(snapshot, [operations[n] for n in good], rules, today).edits, refused)


def _drafted(
    snapshot: Snapshot, operations: Sequence[Operation], rules: Rules, today: date
) -> Placement:
    draft = Draft(snapshot, rules, today)
    refused = {}
    for at, operation in enumerate(operations):
        if reason := _place_one(draft, operation):
            refused[at] = reason
    return Placement(draft.edits(), refused)


def _place_one(draft: Draft, operation: Operation) -> Refused | None:
    match operation:
        case Log():
            return place_log(draft, operation)
        case Unlog():
            return place_unlog(draft, operation)
        case Note():
            return place_note(draft, operation)
        case SetTarget():
            return place_target(draft, operation)
        case Rewrite():
            return place_rewrite(draft, operation)


def _says(
    snapshot: Snapshot,
    placement: Placement,
    operations: Sequence[Operation],
    before: Reading,
    rules: Rules,
    today: date,
) -> bool:
    """Whether the sums by day and category change by what was placed, and by nothing else."""
    from planner.layouts.apply import apply

    after = read(apply(snapshot, placement.edits), rules, today)
    expected: Counter[tuple[date, str]] = _sums(before)
    for at, operation in enumerate(operations):
        if at in placement.refused:
            continue
        if isinstance(operation, Log):
            expected[operation.date, operation.category] += operation.amount
        elif isinstance(operation, Unlog):
            expected[operation.date, operation.category] -= operation.amount
        elif isinstance(operation, Rewrite):
            return True  # a person's own text may change any sum
    if _sums(after) != +expected:
        return False
    return _errors(after) <= _errors(before)


def _sums(reading: Reading) -> Counter[tuple[date, str]]:
    sums: Counter[tuple[date, str]] = Counter()
    for entry in reading.entries:
        sums[entry.date, entry.category] += entry.amount
    return sums


def _errors(reading: Reading) -> int:
    return sum(finding.severity is Severity.ERROR for finding in reading.findings)
