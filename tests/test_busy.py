"""The free time that a calendar leaves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from planner.busy import free_hours
from planner.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = date(2025, 10, 17)


@pytest.mark.parametrize(
    ("event", "free"),
    [
        ("DTSTART:20251017T100000\nDTEND:20251017T113000", 12.5),
        ("DTSTART:20251017T100000Z\nDTEND:20251017T110000Z", 13),
        ("DTSTART;TZID=America/New_York:20251017T150000\nDURATION:PT4H", 13),
        ("DTSTART:20251017T060000\nDTEND:20251017T090000", 13),
        ("DTSTART:20251016T100000\nDTEND:20251018T100000", 0),
        ("DTSTART;VALUE=DATE:20251017\nDTEND;VALUE=DATE:20251018", 0),
        ("DTSTART;VALUE=DATE:20251017", 0),
        ("DTSTART;VALUE=DATE:20251017\nTRANSP:TRANSPARENT", 14),
        ("DTSTART:20251017T100000\nDTEND:20251017T110000\nSTATUS:CANCELLED", 14),
        ("DTSTART:20251018T100000\nDTEND:20251018T110000", 14),
        ("DTSTART:20250905T100000\nDTEND:20250905T120000\nRRULE:FREQ=WEEKLY", 12),
        (
            "DTSTART:20250905T100000\nDTEND:20250905T120000\nRRULE:FREQ=WEEKLY\n"
            "EXDATE:20251017T100000",
            14,
        ),
    ],
)
def test_what_an_event_leaves_of_the_day_from_8_to_22(
    tmp_path: Path, event: str, free: float
) -> None:
    assert free_hours(calendar(tmp_path, event), FRIDAY, BERLIN) == free


def test_events_that_overlap_take_their_time_once(tmp_path: Path) -> None:
    first = "DTSTART:20251017T100000\nDTEND:20251017T130000"
    second = "DTSTART:20251017T110000\nDTEND:20251017T120000"
    third = "DTSTART:20251017T123000\nDTEND:20251017T140000"
    assert free_hours(calendar(tmp_path, first, second, third), FRIDAY, BERLIN) == 10


@pytest.mark.parametrize(
    "content",
    [b"", b"not a calendar", b"\x00\xff\xfe", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n"],
)
def test_a_broken_calendar_is_named_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.ics"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"broken\.ics") as caught:
        free_hours(path, FRIDAY, BERLIN)
    assert "--hours" in caught.value.todo


def test_a_calendar_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.ics"):
        free_hours(tmp_path / "absent.ics", FRIDAY, None)


def calendar(folder: Path, *events: str) -> Path:
    path = folder / "busy.ics"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20250101T000000Z"]
        lines += [*event.split("\n"), "END:VEVENT"]
    path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]))
    return path
