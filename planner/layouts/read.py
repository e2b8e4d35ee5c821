"""A snapshot, read into targets, entries, lost days, open items and findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.layouts.audit import audit_journal
from planner.layouts.days import Days, block_start, read_days
from planner.layouts.journal import TableRead, notes_category, read_journal
from planner.layouts.log import read_log
from planner.layouts.names import names_of
from planner.layouts.tables import Layout, Table, tables_of
from planner.layouts.targets import TargetsRead, read_targets
from planner.layouts.words import Meaning
from planner.model import CellRef, Finding, Reading, Severity

if TYPE_CHECKING:
    from datetime import date

    from planner.config import Rules
    from planner.layouts.names import Names
    from planner.sheets.grid import Snapshot


def read(snapshot: Snapshot, rules: Rules, today: date) -> Reading:
    """All that the snapshot says. Whatever cannot be read is a finding; nothing raises.

    today: for years that the sheet leaves out, and for dates that are unlikely.
    """
    tables = list(tables_of(snapshot, names_of((), rules), rules))
    planned = targets_of(tables, snapshot, rules, today)
    names = names_of(planned.targets, rules)
    tables = list(tables_of(snapshot, names, rules))
    dated = date_tables(tables, snapshot.locale, today)
    in_notes = notes_category([pair for pair in dated if pair[0].layout is Layout.JOURNAL], names)
    parts: list[TableRead] = []
    for table, days in dated:
        if table.layout is Layout.LOG:
            parts.append(read_log(table, days, names, rules))
        else:
            part = read_journal(table, days, in_notes, names, rules)
            for row in days.totals:
                part.findings += audit_journal(table, row, part.entries, in_notes, names)
            parts.append(part)
    return Reading(
        targets=tuple(planned.targets),
        entries=tuple(e for part in parts for e in part.entries),
        lost_days=tuple(lost for part in parts for lost in part.lost_days),
        open_items=tuple(item for part in parts for item in part.open_items),
        findings=(
            *planned.findings,
            *(f for part in parts for f in part.findings),
            *_untargeted(parts, names),
            *_doubled(tables),
            *_missing(tables, rules),
        ),
        available=planned.available,
        week_starts=_week_starts(dated),
    )


def date_tables(tables: list[Table], locale: str, today: date) -> list[tuple[Table, Days]]:
    """Each table of days with its rows' dates; a block's years lean on the block above."""
    dated: list[tuple[Table, Days]] = []
    near: date | None = None
    tab = None
    for table in tables:
        if table.layout is Layout.TARGETS:
            continue
        if table.tab is not tab:
            near, tab = None, table.tab
        days = read_days(table, locale, near, today)
        if days.dates:
            near = max(days.dates.values())
        dated.append((table, days))
    return dated


def targets_of(tables: list[Table], snapshot: Snapshot, rules: Rules, today: date) -> TargetsRead:
    """What the first targets table says."""
    for table in tables:
        if table.layout is Layout.TARGETS:
            return read_targets(table, rules, snapshot.locale, today)
    return TargetsRead()


def _week_starts(dated: list[tuple[Table, Days]]) -> int | None:
    """The weekday on which most full blocks begin."""
    starts = Counter(
        block_start(days).weekday()
        for table, days in dated
        if table.layout is Layout.JOURNAL and len(days.own) >= 5
    )
    return starts.most_common(1)[0][0] if starts else None


def _untargeted(parts: list[TableRead], names: Names) -> list[Finding]:
    """One finding for each category that has entries and no target."""
    if not names.targeted:
        return []
    first: dict[str, str] = {}
    for part in parts:
        for entry in part.entries:
            if entry.category not in names.targeted:
                first.setdefault(entry.category, str(entry.cell))
    return [
        Finding(
            "untargeted-category",
            Severity.NOTE,
            where,
            f"{category} has no target; one begins with `planner target`",
        )
        for category, where in first.items()
    ]


_ONCE = (Meaning.DATE, Meaning.AMOUNT, Meaning.CATEGORY, Meaning.PER_WEEK)


def _doubled(tables: list[Table]) -> list[Finding]:
    """A finding for each header that stands twice and can be meant once."""
    findings = []
    for table in tables:
        for column, heading in table.columns.items():
            first = next(c for c, h in table.columns.items() if h == heading)
            if first != column and heading.meaning in _ONCE:
                where = CellRef(table.tab.name, table.header, column)
                text = table.text(table.header, column)
                other = CellRef(table.tab.name, table.header, first)
                findings.append(
                    Finding(
                        "doubled-header",
                        Severity.WARNING,
                        str(where),
                        f"“{text[:60]}” means the same as {other}, whose column is the one read",
                    )
                )
    return findings


def _missing(tables: list[Table], rules: Rules) -> list[Finding]:
    layouts = {table.layout for table in tables}
    findings = []
    if Layout.TARGETS not in layouts:
        findings.append(
            Finding(
                "no-targets",
                Severity.WARNING,
                rules.targets_tab,
                "there are no targets: expected a tab with the headers Category, Unit, "
                "Per week; `planner target` makes one",
            )
        )
    if not layouts - {Layout.TARGETS}:
        where = ", ".join(rules.log_tabs) or "Log"
        findings.append(
            Finding(
                "no-log",
                Severity.WARNING,
                where,
                "no tab has headers of a log: expected a date and an amount column, such as "
                "Date, Category, Amount, Activity",
            )
        )
    return findings
