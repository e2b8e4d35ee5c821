"""What the words of a note say: counts, durations, a lost day, something still to be done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.quantity import find_durations, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINK = re.compile(
    r"!?\[[^\[\]\n]{0,500}\]\((?:[^()\s]|\([^()\s]*\)){0,2000}\)|https?://[^\s)]{1,2000}"
)
_NUMBERS = {"a": 1, "an": 1} | {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_EMPTY_BOX = re.compile(r"^\s*(?:[-*]\s*)?(?:\[ ?\]|☐|⬜|□)\s*")
_DURATION_IN_PARENTHESES = re.compile(r"\s*[-–—]?\s*\([^()]{0,200}\)")


def without_links(text: str) -> str:
    """The text with spaces in place of links, so that nothing in them is read and places stay."""
    return (
        _LINK.sub(lambda link: " " * len(link[0]), text) if "](" in text or "://" in text else text
    )


@dataclass(frozen=True, slots=True)
class Segment:
    """One item of a note, between its commas: where it begins, and its words."""

    start: int
    text: str


def segments(text: str) -> Iterator[Segment]:
    """The items of a note: split at commas, semicolons and line ends outside of parentheses."""
    start = depth = 0
    for at, letter in enumerate(text):
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth = max(0, depth - 1)
        elif letter == "\n" or (letter in ",;" and not depth and not _in_number(text, at)):
            yield Segment(start, text[start:at])
            start = at + 1
            depth = 0
    yield Segment(start, text[start:])


def _in_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


@dataclass(frozen=True, slots=True)
class Timed:
    """The time that an item of a note states, all its durations together, and the item."""

    seconds: int
    item: str


def durations(text: str) -> list[Timed]:
    """The time of a note's items: "calls (2 hrs), mail (10 mins)" has two, 2 h and 10 min."""
    found = []
    for segment in segments(without_links(text)):
        seconds = sum(span.seconds for span in find_durations(segment.text))
        if seconds:
            found.append(Timed(seconds, plain(segment.text)))
    return found


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in a note: how many, the item it stands in, and the seconds that item states."""

    number: int
    item: str
    cost: int | None


def counts(text: str, patterns: Sequence[str]) -> list[Counted]:
    """The counts that a text's phrases say: the pattern `{n} forms sent` finds 5 forms sent."""
    if not patterns:
        return []
    phrase = _phrase(tuple(patterns))
    found = []
    for segment in segments(without_links(text)):
        matches = list(phrase.finditer(segment.text))
        if not matches:
            continue
        number = sum(_number(match) for match in matches)
        spent = sum(span.seconds for span in find_durations(segment.text))
        found.append(Counted(number, plain(segment.text), spent or None))
    return found


def _number(match: re.Match[str]) -> int:
    word = next(group for group in match.groups() if group is not None).casefold()
    return _NUMBERS.get(word) or int(word)


@lru_cache(maxsize=32)
def _phrase(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all patterns, the longest first, plural or singular, in any case."""
    number = rf"(\d{{1,6}}|{'|'.join(_NUMBERS)})"
    return re.compile(
        "|".join(
            r"(?<![\w.,])"
            + r"\s+".join(_word(word, number) for word in pattern.split())
            + r"(?!\w)"
            for pattern in sorted(patterns, key=len, reverse=True)
        ),
        re.IGNORECASE,
    )


def _word(word: str, number: str) -> str:
    if word == "{n}":
        return number
    return re.escape(word[:-1]) + "s?" if word.endswith("s") and len(word) > 2 else re.escape(word)


def phrase_for(number: int, patterns: Sequence[str]) -> str:
    """The number in the words of the first pattern: "1 application sent", "3 applications sent"."""
    if not patterns:
        return str(number)
    words = patterns[0].split()
    if number == 1:
        after = words.index("{n}") + 1
        if after < len(words) and words[after].endswith("s"):
            words[after] = words[after][:-1]
    return " ".join(words).replace("{n}", str(number))


def lost_reason(text: str, words: Sequence[str]) -> str | None:
    """The reason that makes a day a lost one: a cell that says a lost word, or begins with it."""
    shown = plain(text).strip(" .!")
    match = _leading(tuple(words)).match(shown) if words else None
    return shown[:200] if match else None


@lru_cache(maxsize=8)
def _leading(words: tuple[str, ...]) -> re.Pattern[str]:
    known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:{known})(?:\s*$|\s*[,;:(.!]|\s+[-–—])", re.IGNORECASE)


def open_items(text: str, words: Sequence[str]) -> list[str]:
    """What a text says is still to be done: "(to be done)", "TODO", an empty box."""
    pattern = _open(tuple(words)) if words else None
    found = []
    for segment in segments(text):
        if "✔" in segment.text or "✅" in segment.text or "[x]" in segment.text.casefold():
            continue
        box = _EMPTY_BOX.match(segment.text)
        marked = pattern.search(segment.text) if pattern else None
        if box is None and marked is None:
            continue
        rest = segment.text[box.end() :] if box else segment.text
        if pattern:
            rest = pattern.sub(" ", rest)
        item = " ".join(plain(rest).split()).strip(" :-–—,.")
        if item:
            found.append(item)
    return found


@lru_cache(maxsize=8)
def _open(words: tuple[str, ...]) -> re.Pattern[str]:
    """A word alone in parentheses, at the item's start before a colon, or in capitals."""
    known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    capitals = "|".join(re.escape(w.upper()) for w in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"\(\s*(?i:{known})\s*\)|^\s*(?i:{known})\s*[:\-–]|(?<!\w)(?:{capitals})(?!\w)"
    )


def without_duration(item: str) -> str:
    """An item's words without the parenthesis that states its duration, for an activity's name."""
    item = _DURATION_IN_PARENTHESES.sub(
        lambda match: "" if any(True for _ in find_durations(match[0])) else match[0], item
    )
    return " ".join(item.split()).strip(" -–—,;")
