"""Operations and moments as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.cli.amounts import said
from planner.model import Log, Note, Operation, Rewrite, SetTarget, Unlog

if TYPE_CHECKING:
    from datetime import datetime


def say(operation: Operation) -> str:
    """One line that says what the operation does."""
    match operation:
        case Log(day, category, unit, amount, activity):
            return f"log {said(category, unit, amount)} on {day}" + _words(activity)
        case Unlog(day, category, unit, amount, activity):
            return f"take back {said(category, unit, amount)} on {day}" + _words(activity)
        case SetTarget(category, unit, amount, week, _):
            when = f"the week of {week}" if week else "every week"
            return f"target {said(category, unit, amount)} for {when}"
        case Rewrite(cell, _, base, text):
            return f"put “{text}” into {cell}, where “{base}” stands"
        case Note(day, text):
            return f"note “{text}” on {day}"


def _words(activity: str) -> str:
    return f": {activity}" if activity else ""


def ago(moment: datetime, now: datetime) -> str:
    """How long ago that was: "just now", "5 minutes ago", "3 days ago"."""
    seconds = max(0, int((now - moment).total_seconds()))
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            number = seconds // size
            return f"{number} {word}{'s' if number > 1 else ''} ago"
    return "just now"
