"""klog's plain-text records, which know minutes and no seconds.

Source: the file format's specification, https://github.com/jotaen/klog/blob/main/Specification.md
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from planner.model import MINUTE, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from planner.config import Rules
    from planner.model import Entry, Reading

_NAME = re.compile(r"[\w-]+")


def render(reading: Reading, rules: Rules, zone: tzinfo | None) -> bytes:  # noqa: ARG001 - as all
    """A record a day: its category as each entry's first tag, a count as `#count=3`."""
    notes: dict[str, list[str]] = {}
    for lost in reading.lost_days:
        notes.setdefault(lost.date.isoformat(), []).append(lost.reason)
    for item in reading.open_items:
        mark = f" ({rules.open_words[0]})" if rules.open_words else ""
        notes.setdefault(item.date.isoformat(), []).append(f"{item.text}{mark}")
    entries = sorted(reading.entries, key=lambda entry: entry.date)
    days = {day.isoformat(): list(of) for day, of in groupby(entries, key=lambda e: e.date)}
    records = [
        "".join(_record(day, notes.get(day, ()), days.get(day, ())))
        for day in sorted(days.keys() | notes.keys())
    ]
    return "\n".join(records).encode(errors="replace")


def whole_minutes(reading: Reading) -> bool:
    """Whether the format can say every amount as it is."""
    return all(
        ((entry.amount if entry.unit is Unit.HOURS else entry.cost or 0) % MINUTE) == 0
        for entry in reading.entries
    )


def _record(
    day: str, notes: list[str] | tuple[()], entries: list[Entry] | tuple[()]
) -> Iterator[str]:
    yield f"{day}\n"
    for note in notes:
        yield f"{' '.join(note.split())}\n"
    for entry in entries:
        words = "\n\t\t".join(line.strip() for line in entry.activity.split("\n") if line.strip())
        if words.startswith("#count="):
            words = f"\u200b{words}"  # a person's own words, not our tag; our import drops the mark
        yield f"\t{' '.join(filter(None, (*_begin(entry), words)))}\n"


def _begin(entry: Entry) -> Iterator[str]:
    seconds = entry.amount if entry.unit is Unit.HOURS else entry.cost or 0
    hours, minutes = divmod(round(seconds / MINUTE), 60)
    yield (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes or not hours else "")
    if _NAME.fullmatch(entry.category):
        yield f"#{entry.category}"
    else:
        name = " ".join(entry.category.replace('"', "'").split())
        yield f'#category="{name}"'
    if entry.unit is Unit.COUNT:
        yield f"#count={entry.amount}"
