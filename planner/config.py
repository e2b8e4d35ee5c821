"""The configuration: which sheet, which cache, and how this person's words are read.

Every key of the TOML file is a field here; an unknown key or a wrong type is a ConfigError that
names the file and the key.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import ConfigError
from planner.model import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class CategoryRules:
    """How one category is recognised where the sheet's headers do not say it.

    aliases: other names that the person uses ("NW"). notes: durations in the notes are its time.
    patterns: phrases that count for it, `{n}` being the number ("{n} applications sent").
    """

    name: str
    unit: Unit | None = None
    aliases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    notes: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """How a person's sheet is read. Empty fields are learned from the sheet itself.

    week_starts: 0 Monday … 6 Sunday, None: as the sheet's blocks begin. lost_words: words that
    mark a day as unusable; open_words: words that mark something as still to be done.
    log_tabs: the tabs that hold entries; empty: every tab with a known header.
    default_category: of a log's amounts that no category stands beside.
    """

    categories: tuple[CategoryRules, ...] = ()
    lost_words: tuple[str, ...] = ()
    open_words: tuple[str, ...] = ()
    week_starts: int | None = None
    targets_tab: str = "Targets"
    report_tab: str = "Report"
    log_tabs: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    default_category: str = ""


@dataclass(frozen=True, slots=True)
class Google:
    """Where the Google Sheet is, and as whom it is opened.

    credentials: a key file of a service account, or an OAuth client file of an installed
    application; None: application default credentials. endpoint: a stand-in for Google's hosts.
    """

    spreadsheet: str
    credentials: Path | None = None
    endpoint: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """One person's set-up. Exactly one of workbook and google is set.

    stale_after: hours after which old data is worth a word. balance: the p of the allocation.
    deliver: Apprise URLs that the morning report goes to.
    """

    path: Path
    cache: Path
    workbook: Path | None = None
    google: Google | None = None
    rules: Rules = field(default_factory=Rules)
    stale_after: float = 26.0
    balance: float = 2.0
    deliver: tuple[str, ...] = ()


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

LOST_WORDS = (
    "injured",
    "injury",
    "sick",
    "ill",
    "travel",
    "travelling",
    "traveling",
    "off",
    "day off",
    "holiday",
    "vacation",
    "leave",
)
OPEN_WORDS = ("to be done", "todo", "to do", "tbd", "pending")

CATEGORIES = (
    CategoryRules("Networking", Unit.HOURS, aliases=("NW",), notes=True),
    CategoryRules(
        "Applications",
        Unit.COUNT,
        aliases=("Apps",),
        patterns=(
            "{n} applications sent",
            "sent {n} applications",
            "{n} jobs applied",
            "applied to {n} jobs",
            "submitted {n} applications",
            "{n} applications submitted",
        ),
    ),
)
"""What a configuration without [categories] knows: how job-seekers keep such a log."""


def default_config_path() -> Path:
    """`$PLANNER_CONFIG`, else planner/config.toml in the platform's user configuration folder."""
    if named := os.environ.get("PLANNER_CONFIG"):
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_config_dir("planner", appauthor=False)) / "config.toml"


def default_cache_path() -> Path:
    """planner/cache.sqlite3 in the platform's user data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("planner", appauthor=False)) / "cache.sqlite3"


def load(path: Path) -> Config:
    """Read the configuration. Errors: ConfigError where it is missing, broken or not sensible."""
    import tomllib

    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except FileNotFoundError:
        raise ConfigError(
            "there is no configuration yet",
            where=str(path),
            todo="Run `planner init` to make one, or name one with --config.",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"this is no valid TOML: {error}",
            where=str(path),
            todo="Mend that line, or move the file away and run `planner init`.",
        ) from None
    except OSError as error:
        raise ConfigError(
            f"the configuration cannot be read: {error.strerror}", where=str(path)
        ) from None
    return _Table(path, "", data).config()


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of the file, that knows its name for errors."""

    path: Path
    name: str
    data: Mapping[str, Any]

    def wrong(self, key: str, expected: str) -> ConfigError:
        full = f"{self.name}.{key}" if self.name else key
        found = self.data.get(key)
        what = f"{full} is {found!r}" if key in self.data else f"{full} is missing"
        return ConfigError(f"{what}; expected {expected}", where=str(self.path))

    def take(self, key: str, kind: type | tuple[type, ...], expected: str, default: Any) -> Any:
        value = self.data.get(key, default)
        if key in self.data and (
            not isinstance(value, kind) or isinstance(value, bool) != (kind is bool)
        ):
            raise self.wrong(key, expected)
        return value

    def text(self, key: str, default: str | None = None) -> Any:
        return self.take(key, str, "text in quotes", default)

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        values = self.take(key, list, "a list of texts", list(default))
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(key, "a list of texts")
        return tuple(values)

    def number(
        self, key: str, default: float, fits: Callable[[float], bool], expected: str
    ) -> float:
        value = float(self.take(key, (int, float), expected, default))
        if not fits(value):
            raise self.wrong(key, expected)
        return value

    def file(self, key: str) -> Path | None:
        """A file's path; a relative one is relative to the configuration's folder."""
        value = self.text(key)
        return None if value is None else self.path.parent / Path(value).expanduser()

    def table(self, key: str) -> _Table:
        name = f"{self.name}.{key}" if self.name else key
        return _Table(self.path, name, self.take(key, dict, "a table", {}))

    def only(self, *known: str) -> None:
        import difflib

        for key in self.data:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                full = f"{self.name}.{key}" if self.name else key
                hint = f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(known)}."
                raise ConfigError(f"unknown key {full}", where=str(self.path), todo=hint)

    def config(self) -> Config:
        self.only(
            *("workbook", "google", "cache", "week_starts", "stale_after", "balance"),
            *("tabs", "columns", "categories", "lost_words", "open_words", "deliver"),
        )
        google = self.table("google")._google() if "google" in self.data else None
        workbook = self.file("workbook")
        if (google is None) == (workbook is None):
            raise ConfigError(
                "exactly one of workbook and [google] says where the sheet is",
                where=str(self.path),
                todo="Keep one of the two, or run `planner init`.",
            )
        return Config(
            path=self.path,
            cache=self.file("cache") or default_cache_path(),
            workbook=workbook,
            google=google,
            rules=self._rules(),
            stale_after=self.number("stale_after", 26.0, lambda h: h > 0, "hours, above 0"),
            balance=self.number("balance", 2.0, lambda p: 1 <= p <= 4, "a number from 1 to 4"),
            deliver=self.texts("deliver"),
        )

    def _google(self) -> Google:
        self.only("spreadsheet", "credentials", "endpoint")
        spreadsheet = self.text("spreadsheet")
        if not spreadsheet:
            raise self.wrong("spreadsheet", "the id of a Google Sheet")
        return Google(spreadsheet, self.file("credentials"), self.text("endpoint"))

    def _rules(self) -> Rules:
        tabs = self.table("tabs")
        tabs.only("targets", "report", "log")
        columns = self.table("columns")
        columns.only("date", "amount", "category", "activity")
        starts = self.text("week_starts")
        if starts is not None and starts.lower() not in WEEKDAYS:
            raise self.wrong("week_starts", "a weekday's name")
        categories = self.table("categories")
        named = tuple(categories.table(name)._category(name) for name in categories.data)
        ours = {rules.name.casefold() for rules in named}
        return Rules(
            categories=named + tuple(c for c in CATEGORIES if c.name.casefold() not in ours),
            lost_words=self.texts("lost_words", LOST_WORDS),
            open_words=self.texts("open_words", OPEN_WORDS),
            week_starts=None if starts is None else WEEKDAYS.index(starts.lower()),
            targets_tab=tabs.text("targets", "Targets"),
            report_tab=tabs.text("report", "Report"),
            log_tabs=tabs.texts("log"),
            columns={key: columns.text(key) for key in columns.data},
        )

    def _category(self, name: str) -> CategoryRules:
        self.only("unit", "aliases", "patterns", "notes")
        unit = self.text("unit")
        if unit is not None and unit not in tuple(Unit):
            raise self.wrong("unit", "hours or count")
        return CategoryRules(
            name,
            None if unit is None else Unit(unit),
            self.texts("aliases"),
            self.texts("patterns"),
            self.take("notes", bool, "true or false", False),
        )
