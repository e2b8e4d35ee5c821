"""What a sync stops for, before anything is changed: a sheet that suddenly lacks what it held."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.errors import DataError

if TYPE_CHECKING:
    from datetime import date

    from planner.cache import SyncState
    from planner.model import Entry, Reading
    from planner.sync.typed import View

WEEK = 7  # days: a person who clears a week need not confirm it


def faults(known: SyncState, old: Reading, view: View) -> list[str]:
    """What the sheet lacks of what the cache knows, as clauses; none where all is well."""
    if not known.sheet:
        return []
    snapshot, new, shape = view.snapshot, view.reading, view.shape
    if snapshot.sheet != known.sheet:
        return [
            f"this is another spreadsheet: {snapshot.title} ({snapshot.sheet}); "
            f"it was {known.title} ({known.sheet})"
        ]
    found = []
    if snapshot.generation < known.generation:
        found.append("an older version has been restored, or another sheet stands in its place")
    held = Counter(entry.cell.tab for entry in old.entries)
    held.update(target.cell.tab for target in old.targets if target.cell)
    gone = Counter(map(_key, old.entries)) - Counter(map(_key, new.entries))
    for tab, tables in known.shape:
        if not held[tab] or shape.get(tab, 0) >= tables:
            continue
        # A tab that was renamed, or a block moved to another one, leaves no entry missing.
        kept = gone or (old.targets and not new.targets)
        if tab not in {t.name for t in snapshot.tabs} and kept:
            found.append(f"the tab {tab} is gone")
        elif not shape.get(tab) and kept:
            found.append(f"the headers of the tab {tab} are gone")
    days = [day for day, _ in gone]
    if gone.total() * 2 > len(old.entries) and (max(days) - min(days)).days >= WEEK:
        found.append(f"{gone.total()} of {len(old.entries)} entries are gone")
    return found


def stopped(found: list[str], title: str) -> DataError:
    """The error that says what was seen."""
    return DataError(
        "; ".join(found) + "; nothing was changed",
        where=title,
        todo="Put it right in the sheet (its version history helps), or run `planner sync "
        "--accept` if it is meant to be so.",
    )


def _key(entry: Entry) -> tuple[date, str]:
    return entry.date, entry.category
