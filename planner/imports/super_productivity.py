"""Super Productivity's backup: the time that each task took, day by day.

Source: the application's task model, `timeSpentOnDay` in milliseconds by ISO date.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from planner.imports.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.imports.given import Given, Imported


def read_super_productivity(name: str, data: Any, given: Given) -> Imported | None:
    """The tasks of a backup, archived ones too; None where the JSON is no backup."""
    if isinstance(data, dict) and isinstance(data.get("data"), dict):
        data = data["data"]
    if not isinstance(data, dict) or not _entities(data.get("task")):
        return None
    found = Found(name, given)
    projects = {
        key: str(project.get("title", ""))
        for key, project in _entities(data.get("project")).items()
    }
    for number, task in enumerate(_tasks(data)):
        spent = task.get("timeSpentOnDay")
        # A parent's time is the sum of its subtasks', which are tasks of their own.
        if task.get("subTaskIds") or not isinstance(spent, dict):
            continue
        category = found.category([projects.get(str(task.get("projectId")), "")])
        for day, milliseconds in spent.items():
            _spent(found, number, str(day), milliseconds, category, str(task.get("title", "")))
    return found.imported()


def _spent(
    found: Found, number: int, day: str, milliseconds: object, category: str, title: str
) -> None:
    try:
        when = date.fromisoformat(day)
    except ValueError:
        found.trouble(number, "unreadable-date", f"{day[:40]} of {title[:40]} is no date")
        return
    if isinstance(milliseconds, (int, float)) and 0 <= milliseconds < 1e12:
        found.hours(number, when, category, round(milliseconds / 1000), title)
    else:
        found.trouble(number, "unreadable-amount", f"the time of {title[:40]} on {day} is none")


def _tasks(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every task once, wherever the version that wrote the backup keeps it."""
    seen = set()
    archives = [data.get(key) for key in ("archiveYoung", "archiveOld")]
    places = [data.get("task"), data.get("taskArchive")]
    places += [archive.get("task") for archive in archives if isinstance(archive, dict)]
    for place in places:
        for key, task in _entities(place).items():
            if key not in seen:
                seen.add(key)
                yield task


def _entities(place: object) -> dict[str, Any]:
    entities = place.get("entities") if isinstance(place, dict) else None
    if not isinstance(entities, dict):
        return {}
    return {key: item for key, item in entities.items() if isinstance(item, dict)}
