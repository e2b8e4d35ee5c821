"""Exports of other tools, in small: what each one's file says."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.model import HOUR, Unit
from tests.imports.sheets import Imports

if TYPE_CHECKING:
    from pathlib import Path

    from planner.imports import Imported
    from planner.model import Reading

KLOG = """\
2025-10-06 (8h!)
Worked from home #algo
    1h30m #coding Arrays
    8:00 - 9:15 Lists #coding
    <23:30 - 0:15 #Coding late
    -15m #coding break
    45m reading
    10:00am-11:30am #category="Deep work" essay
        on two lines
    20m #Applications #count=5 5 sent

2025/10/14
Injured

2025-10-15
    9:00 - ? #coding

2025-10-32
    1h #coding
"""

TIMEW = [
    {"id": 2, "start": "20251006T060000Z", "end": "20251006T073000Z", "tags": ["coding", "night"]},
    {
        "id": 1,
        "start": "20251006T220000Z",
        "end": "20251006T224500Z",
        "tags": ["Chess"],
        "annotation": "Endgames",
    },
    {"id": 3, "start": "20251007T060000Z", "tags": ["coding"]},
    {
        "id": 4,
        "start": "20251007T060000Z",
        "end": "20251007T060000Z",
        "tags": ["Applications", "count=3"],
    },
]

TIMEW_DATA = """\
inc 20251006T060000Z - 20251006T073000Z # coding night
inc 20251006T220000Z - 20251006T224500Z # Chess # "Endgames"
inc 20251007T060000Z # coding
"""

FRAMES = [
    [1759730400, 1759735800, "coding", "a" * 32, ["arrays"], 1759735800],
    [1759788000, 1759790700, "Chess", "b" * 32, [], 1759790700],
]

WATSON_LOG = [
    {
        "id": "a",
        "project": "coding",
        "start": "2025-10-06T08:00:00+02:00",
        "stop": "2025-10-06T09:30:00+02:00",
        "tags": ["arrays"],
    }
]

WATSON_CSV = """\
id,start,stop,project,tags
a,2025-10-06 08:00:00,2025-10-06 09:30:00,coding,"arrays, lists"
"""

TOGGL = """\
User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,\
Duration,Tags,Amount ()
Me,me@example.org,,Coding,,Arrays,No,2025-10-06,08:00:00,2025-10-06,09:30:30,01:30:30,,
Me,me@example.org,,,,Lists,No,2025-10-06,10:00:00,2025-10-06,11:00:00,01:00:00,,
"""

CLOCKIFY = """\
"Project","Client","Description","Task","User","Group","Email","Tags","Billable","Start Date",\
"Start Time","End Date","End Time","Duration (h)","Duration (decimal)","Billable Rate (USD)",\
"Billable Amount (USD)"
"Coding","","Arrays","","Me","","me@example.org","","No","10/06/2025","08:00:00 AM","10/06/2025",\
"09:30:00 AM","01:30:00","1.50","0.00","0.00"
"""

SUPER = {
    "timestamp": 1759735800000,
    "data": {
        "project": {"ids": ["P"], "entities": {"P": {"id": "P", "title": "Coding"}}},
        "task": {
            "ids": ["t", "s"],
            "entities": {
                "t": {
                    "title": "Both",
                    "projectId": "P",
                    "subTaskIds": ["s"],
                    "timeSpentOnDay": {"2025-10-06": 5400000},
                },
                "s": {
                    "title": "Arrays",
                    "projectId": "P",
                    "subTaskIds": [],
                    "timeSpentOnDay": {"2025-10-06": 5400000},
                },
            },
        },
        "archiveYoung": {
            "task": {
                "ids": ["o"],
                "entities": {
                    "o": {
                        "title": "Lists",
                        "projectId": "P",
                        "timeSpentOnDay": {"2025-10-05": 3600000},
                    }
                },
            }
        },
    },
}


def imported(tmp_path: Path, name: str, content: object) -> Imported:
    path = tmp_path / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return Imports().see(path)


def said(found: Imported) -> list[tuple[int, str, float, str]]:
    """Day of October 2025, category, hours or number, activity."""
    return [
        (
            (entry.date - date(2025, 9, 30)).days,
            entry.category,
            entry.amount / (HOUR if entry.unit is Unit.HOURS else 1),
            entry.activity,
        )
        for entry in found.reading.entries
    ]


def plain(reading: Reading) -> list[tuple[date, str, int, str, int | None]]:
    return sorted(
        ((e.date, e.category, e.amount, e.activity, e.cost) for e in reading.entries), key=str
    )


def test_klog_s_records(tmp_path: Path) -> None:
    found = imported(tmp_path, "time.klg", KLOG)
    assert said(found) == [
        (6, "Coding", 1.5, "Arrays"),
        (6, "Coding", 1.25, "Lists #coding"),
        (6, "Coding", 0.5, "late"),
        (6, "Algo", 0.75, "reading"),
        (6, "Deep work", 1.5, "essay\non two lines"),
        (6, "Applications", 5, "5 sent"),
    ]
    assert [entry.cost for entry in found.reading.entries][-1] == 20 * 60
    assert [(lost.date.day, lost.reason) for lost in found.reading.lost_days] == [(14, "Injured")]
    assert [(f.where, f.kind) for f in found.reading.findings] == [
        ("time!A16", "open-range"),
        ("time!A18", "unreadable-date"),
        ("time!A19", "unreadable-date"),
    ]


def test_timewarrior_s_export_by_the_days_of_the_sheet_s_zone(tmp_path: Path) -> None:
    found = imported(tmp_path, "timew.json", TIMEW)
    assert said(found) == [
        (6, "Coding", 1.5, "night"),
        (6, "Chess", 0.75, "Endgames"),
        (7, "Applications", 3, ""),
    ]
    assert [f.kind for f in found.reading.findings] == ["open-range"]


def test_timewarrior_s_data_file(tmp_path: Path) -> None:
    found = imported(tmp_path, "2025-10.data", TIMEW_DATA)
    assert said(found) == [(6, "Coding", 1.5, "night"), (6, "Chess", 0.75, "Endgames")]
    assert [f.where for f in found.reading.findings] == ["2025-10!A3"]


def test_watson_s_frames(tmp_path: Path) -> None:
    assert said(imported(tmp_path, "frames", FRAMES)) == [
        (6, "Coding", 1.5, "arrays"),
        (6, "Chess", 0.75, ""),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("log.json", WATSON_LOG, "arrays"), ("log.csv", WATSON_CSV, "arrays, lists")],
)
def test_watson_s_log(tmp_path: Path, name: str, content: object, words: str) -> None:
    assert said(imported(tmp_path, name, content)) == [(6, "Coding", 1.5, words)]


def test_toggl_s_detailed_report_to_the_second(tmp_path: Path) -> None:
    found = imported(tmp_path, "toggl.csv", TOGGL)
    assert [(e.category, e.amount, e.activity) for e in found.reading.entries] == [
        ("Coding", 5430, "Arrays")
    ]
    assert [(f.where, f.kind) for f in found.reading.findings] == [("toggl!L3", "no-category")]


def test_clockify_s_detailed_report(tmp_path: Path) -> None:
    assert said(imported(tmp_path, "clockify.csv", CLOCKIFY)) == [(6, "Coding", 1.5, "Arrays")]


def test_super_productivity_s_backup_counts_a_subtask_once(tmp_path: Path) -> None:
    assert said(imported(tmp_path, "backup.json", SUPER)) == [
        (6, "Coding", 1.5, "Arrays"),
        (5, "Coding", 1, "Lists"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("time.klg", KLOG),
        ("timew.json", TIMEW),
        ("frames", FRAMES),
        ("toggl.csv", TOGGL),
        ("backup.json", SUPER),
    ],
)
def test_every_tool_s_file_lands_in_the_sheet_and_twice_adds_nothing(
    tmp_path: Path, name: str, content: object
) -> None:
    found = imported(tmp_path, name, content)
    sheet = Imports()
    sheet.take(tmp_path / name)
    assert plain(sheet.reading()) == plain(found.reading)
    assert sheet.take(tmp_path / name).operations == ()
