"""Total rows held against their rows: audited, never counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.layouts.amounts import read_amount
from planner.layouts.journal import notes_columns, pairs_of
from planner.layouts.words import Meaning, is_total
from planner.model import HOUR, MINUTE, CellRef, Finding, Severity, Unit
from planner.quantity import format_hours, parse_hours, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.layouts.names import Names
    from planner.layouts.tables import Table
    from planner.model import Entry


@dataclass(frozen=True, slots=True)
class Claim:
    """What a total cell says, and what its rows add up to."""

    name: str
    said: int
    rows: int
    where: CellRef
    unit: Unit


def is_rounding(said: int, rows: int) -> bool:
    """Whether `said` is `rows` rounded as people round: to the hour, the half, the quarter.

    Rows that add up to a half hour exactly leave nothing to round.
    """
    if abs(said - rows) <= MINUTE:
        return True
    if rows % (HOUR // 2) == 0:
        return False
    for step in (HOUR, HOUR // 2, HOUR // 4):
        if said % step == 0:
            return abs(said - rows) <= step // 2
    return abs(said - rows) <= 3 * MINUTE


def audit_journal(
    table: Table, total_row: int, entries: Sequence[Entry], in_notes: str, names: Names
) -> Iterator[Finding]:
    """Hold one block's Total row against the block's entries."""
    claims = list(_claims(table, total_row, entries, in_notes, names))
    for claim in claims:
        if not _agrees(claim):
            yield _mismatch(claim, _why_one(claim, entries))
    grand = _grand(table, total_row, entries, {claim.where.column for claim in claims}, names)
    if grand is not None and not _agrees(grand):
        yield _mismatch(grand, _why_grand(grand, claims, entries))


def _agrees(claim: Claim) -> bool:
    return claim.said == claim.rows or (
        claim.unit is Unit.HOURS and is_rounding(claim.said, claim.rows)
    )


def _claims(
    table: Table, row: int, entries: Sequence[Entry], in_notes: str, names: Names
) -> Iterator[Claim]:
    columns = [(pair.category, pair.amount) for pair in pairs_of(table, names)]
    if in_notes:
        columns += [(in_notes, column) for column in notes_columns(table)]
    for category, column in columns:
        ref = CellRef(table.tab.name, row, column)
        unit = names.unit(category)
        said = read_amount(table.tab.at(row, column), unit, ref)
        if isinstance(said, int):
            rows = sum(e.amount for e in entries if e.category == category and e.unit is unit)
            yield Claim(category, said, rows, ref, unit)


def _grand(
    table: Table, row: int, entries: Sequence[Entry], taken: set[int], names: Names
) -> Claim | None:
    """The week's grand total: an amount elsewhere in the row, as in the Date column."""
    of_pairs = {pair.amount for pair in pairs_of(table, names)}
    for column, cell in enumerate(table.tab.rows[row]):
        if column in taken | of_pairs or is_total(cell.text) or not cell.text:
            continue
        ref = CellRef(table.tab.name, row, column)
        said = read_amount(cell, Unit.HOURS, ref)
        if isinstance(said, int):
            rows = sum(e.amount for e in entries if e.unit is Unit.HOURS)
            return Claim("all categories", said, rows, ref, Unit.HOURS)
    return None


def _mismatch(claim: Claim, why: str) -> Finding:
    said, rows = _say(claim.said, claim.unit), _say(claim.rows, claim.unit)
    return Finding(
        "total-mismatch",
        Severity.WARNING,
        str(claim.where),
        f"the total of {claim.name} says {said}, its rows add up to {rows}{why}",
    )


def _why_one(claim: Claim, entries: Sequence[Entry]) -> str:
    """One row left out or counted twice, where exactly one explains the difference."""
    rows = [
        e for e in entries if e.category == claim.name and e.amount == abs(claim.said - claim.rows)
    ]
    if len(rows) != 1:
        return ""
    done = "leaves out" if claim.said < claim.rows else "counts twice"
    return f": it {done} {_say(rows[0].amount, claim.unit)} of {rows[0].date:%a} {rows[0].date}"


def _why_grand(grand: Claim, claims: Sequence[Claim], entries: Sequence[Entry]) -> str:
    hours = [claim for claim in claims if claim.unit is Unit.HOURS]
    wrong = [claim for claim in hours if not _agrees(claim)]
    if wrong and grand.said == sum(claim.said for claim in hours):
        sums = " + ".join(_say(claim.said, Unit.HOURS) for claim in hours)
        slips = " and ".join(claim.name for claim in wrong)
        return f": it carries the wrong total of {slips} ({sums})"
    totals: dict[str, int] = {}
    for entry in entries:
        if entry.unit is Unit.HOURS:
            totals[entry.category] = totals.get(entry.category, 0) + entry.amount
    for category, amount in totals.items():
        if amount and is_rounding(grand.said, grand.rows - amount):
            return f": it leaves out the {format_hours(amount)} of {category}"
    return ""


def _say(amount: int, unit: Unit) -> str:
    return format_hours(amount) if unit is Unit.HOURS else str(amount)


def audit_log(table: Table, row: int, above: int, section: int, unit: Unit) -> Iterator[Finding]:
    """Hold a log's total row against its table's entries.

    above: what all rows above it add up to; section: those since the total before. A total of
    either is right. It may stand in the amounts' column or in another one.
    """
    own = table.column(Meaning.AMOUNT)
    columns = [c for c in (own, *range(len(table.tab.rows[row]))) if c is not None]
    for column in dict.fromkeys(columns):
        cell = table.tab.at(row, column)
        ref = CellRef(table.tab.name, row, column)
        said = (
            parse_hours(plain(cell.text).partition(" ")[2])  # "Total: 36 h" in one cell
            if is_total(cell.text)
            else read_amount(cell, unit, ref)
        )
        if isinstance(said, int) and said:
            name = "the hours" if unit is Unit.HOURS else "the counts"
            claims = [Claim(name, said, rows, ref, unit) for rows in (above, section)]
            if not any(map(_agrees, claims)):
                yield _mismatch(claims[0], "")
            return
