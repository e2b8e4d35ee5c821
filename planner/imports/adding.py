"""What of a file is new to the sheet, as operations; a file that is there already adds nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from planner.layouts.names import names_of
from planner.layouts.phrases import lost_reason, open_items
from planner.model import HOUR, MINUTE, Log, Note, SetTarget, Unit
from planner.quantity import find_durations, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planner.config import Rules
    from planner.model import Entry, Operation, Reading

Actual = TypeVar("Actual", "Entry", Log)


@dataclass(frozen=True, slots=True)
class Addition:
    """The operations that a file makes, in its order, and how much of it the sheet holds."""

    operations: tuple[SetTarget | Log | Note, ...]
    held: int


def additions(
    found: Reading, held: Reading, rules: Rules, recorded: Iterable[Operation] = ()
) -> Addition:
    """The operations that bring to the sheet what was found and is not held.

    held: the sheet's reading with what waits for it laid over it. recorded: what was ever logged
    from here, for amounts that a journal's cell has gathered beyond recognition.
    """
    fresh = _unheld(found.entries, held.entries, recorded)
    logs = [log_of(entry) for entry in fresh]
    dated: list[Log | Note] = [
        *logs, *_lost(found, held, rules), *_open(found, held, logs, rules)
    ]  # fmt: skip
    dated.sort(key=lambda operation: operation.date)
    return Addition((*_targets(found, held, logs, rules), *dated), len(found.entries) - len(fresh))


def _targets(found: Reading, held: Reading, logs: Sequence[Log], rules: Rules) -> list[SetTarget]:
    """The file's targets that the sheet has none of.

    A count without a target gets one of 0, or the sheet would take its numbers for hours.
    """
    known = {target.category.casefold() for target in held.targets}
    names = names_of(held.targets, rules)
    new = {
        target.category: SetTarget(target.category, target.unit, target.per_week)
        for target in found.targets
        if target.category.casefold() not in known
    }
    for log in logs:
        if log.unit is Unit.COUNT and names.unit(log.category) is not Unit.COUNT:
            new.setdefault(log.category, SetTarget(log.category, Unit.COUNT, 0))
    return list(new.values())


def log_of(entry: Entry) -> Log:
    """The operation that adds the entry; what a count cost stays in its words."""
    return Log(entry.date, entry.category, entry.unit, entry.amount, words_of(entry))


def words_of(entry: Entry) -> str:
    """The entry's activity as a sheet says it: a count's cost in parentheses behind it."""
    if entry.unit is not Unit.COUNT or entry.cost is None:
        return entry.activity
    if sum(span.seconds for span in find_durations(entry.activity)) == entry.cost:
        return entry.activity
    return f"{entry.activity} ({say_cost(entry.cost)})".strip()


def say_cost(seconds: int) -> str:
    """So many seconds as words that read as just as many."""
    if seconds % (HOUR // 2) == 0:
        return "1 hr" if seconds == HOUR else f"{seconds / HOUR:g} hrs"
    return f"{round(seconds / MINUTE, 6):.12g} mins"


def _unheld(
    found: Iterable[Entry], held: Iterable[Entry], recorded: Iterable[Operation]
) -> list[Entry]:
    """The found entries that no held one is, each held one standing for one found."""
    there, logged = _by_day(held), _by_day(op for op in recorded if isinstance(op, Log))
    fresh: list[Entry] = []
    for key, entries in _by_day(found).items():
        left = _unmatched(entries, there[key]) if key in there else entries
        if sum(e.amount for e in there[key]) >= sum(e.amount for e in entries):
            left = _unrecorded(entries, left, logged[key])
        fresh += left
    return fresh


def _by_day(actuals: Iterable[Actual]) -> defaultdict[tuple[date, str, Unit], list[Actual]]:
    groups: defaultdict[tuple[date, str, Unit], list[Actual]] = defaultdict(list)
    for actual in actuals:
        groups[actual.date, actual.category.casefold(), actual.unit].append(actual)
    return groups


def _unmatched(found: Sequence[Entry], held: Sequence[Entry]) -> list[Entry]:
    """Of one day and category: first what is the same to the word, then what was gathered.

    A journal's cell gathers a day's amounts, so that one held entry may be several found ones.
    """
    same = Counter(map(_identity, held))
    left = []
    for entry in found:
        if same[_identity(entry)]:
            same[_identity(entry)] -= 1
        else:
            left.append(entry)
    for entry in held:
        if not left:
            break
        if same[_identity(entry)]:
            same[_identity(entry)] -= 1
            left = _without_gathered(left, entry)
    return left


def _unrecorded(found: Sequence[Entry], left: list[Entry], logs: Sequence[Log]) -> list[Entry]:
    """Of those left, the ones beyond what was logged from here, word for word."""
    logged = Counter((log.amount, log.activity) for log in logs)
    as_logs = Counter((log.amount, log.activity) for log in map(log_of, found))
    as_logs.subtract((log.amount, log.activity) for log in map(log_of, left))
    logged.subtract(as_logs)  # these were matched with what the sheet holds
    beyond = []
    for entry in left:
        log = log_of(entry)
        if logged[log.amount, log.activity] > 0:
            logged[log.amount, log.activity] -= 1
        else:
            beyond.append(entry)
    return beyond


def _identity(entry: Entry) -> tuple[int, str]:
    return entry.amount, _words(entry)


def _words(entry: Entry) -> str:
    """An entry's words as the sheet may have come to hold them: without marks and separators."""
    return " ".join("".join(c if c.isalnum() else " " for c in entry.activity.casefold()).split())


def _without_gathered(found: list[Entry], held: Entry) -> list[Entry]:
    """The found entries without those that the held one's words and amount take in."""
    words = f" {_words(held)} "
    inside = [entry for entry in found if f" {_words(entry)} " in words or not _words(entry)]
    total = sum(entry.amount for entry in inside)
    named = any(_words(entry) for entry in inside)
    if inside and (total == held.amount or (named and total < held.amount)):
        taken = {id(entry) for entry in inside}
        return [entry for entry in found if id(entry) not in taken]
    return found


def _lost(found: Reading, held: Reading, rules: Rules) -> list[Note]:
    there = {lost.date for lost in held.lost_days}
    notes: dict[date, Note] = {}
    for lost in found.lost_days:
        if lost.date not in there and lost_reason(lost.reason, rules.lost_words):
            notes.setdefault(lost.date, Note(lost.date, lost.reason))
    return list(notes.values())


def _open(found: Reading, held: Reading, logs: Sequence[Log], rules: Rules) -> list[Note]:
    """A note for each open item that neither the sheet nor a new entry's words say."""
    there: Counter[tuple[date, str]] = Counter(
        (item.date, item.text.casefold()) for item in held.open_items
    )
    for log in logs:
        for text in open_items(log.activity, rules.open_words):
            there[log.date, text.casefold()] += 1
    notes = []
    for item in found.open_items:
        key = (item.date, item.text.casefold())
        if there[key]:
            there[key] -= 1
        else:
            notes.append(Note(item.date, _marked(item.text, rules)))
    return notes


def _marked(text: str, rules: Rules) -> str:
    return f"{plain(text)} ({rules.open_words[0]})" if rules.open_words else f"[ ] {plain(text)}"
