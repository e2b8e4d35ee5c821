"""The planner as a library, for notebooks: `import planner`, then `planner.open()`.

What is read is a copy: nothing here writes to the sheet or the cache.

>>> import planner
>>> plan = planner.open("config/sample.xlsx")
>>> plan.entries.dtypes.to_dict() == planner.api.ENTRIES
True
>>> plan.targets[["category", "unit", "per_week"]].head(2).values.tolist()
[['Rust', 'hours', 12.0], ['Systems', 'hours', 8.0]]
>>> bool(plan.entries.query("category == 'Rust'").amount.sum() > 0)
True
>>> plan.gap("2026-03-19").set_index("category").loc["Rust", ["target", "done", "gap"]].tolist()
[12.0, 7.0, 5.0]
>>> bool(0 < plan.suggest("2026-03-19", hours=2).minutes.sum() <= 120)
True
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import UsageError
from planner.model import HOUR, MINUTE, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    import pandas as pd

    from planner.config import Rules
    from planner.learn import Suggested
    from planner.model import Reading
    from planner.report.build import Report

ENTRIES = {
    "date": "datetime64[ns]",
    "category": "string",
    "unit": "string",
    "amount": "float64",
    "activity": "string",
    "cost_minutes": "Float64",
}
"""Columns of Plan.entries. amount: hours, or pieces of a count; cost: what a count took."""
TARGETS = {
    "category": "string",
    "unit": "string",
    "per_week": "float64",
    "week": "datetime64[ns]",
    "priority": "float64",
}
"""Columns of Plan.targets. week: the one week that a target holds for, NaT for every week."""
GAP = {
    "category": "string",
    "unit": "string",
    "target": "float64",
    "done": "float64",
    "gap": "float64",
    "expected": "float64",
    "behind": "float64",
    "needed_per_day": "float64",
    "forecast": "float64",
    "status": "string",
}
"""Columns of Plan.gap, in hours or pieces, as `planner report --format json` defines them."""
BLOCKS = {"category": "string", "minutes": "int64", "units": "Int64", "reason": "string"}
"""Columns of Plan.suggest, in the order to do them. units: pieces of a count, NA for hours."""

Day = date | str | None


def open(path: str | PathLike[str] | None = None) -> Plan:  # noqa: A001 - read as planner.open
    """A plan: of a configuration's cache (the usual one, where no path is given), or a workbook.

    path: a configuration (.toml) or an .xlsx file. The cache says what the last sync saw, with
    what waits for the next. Errors: ConfigError, DataError, UnreachableError.
    """
    if path is not None and str(path).endswith((".xlsx", ".xlsm")):
        return _of_workbook(Path(path))
    from planner.cache import open_cache
    from planner.config import default_config_path, load
    from planner.week import zone

    config = load(default_config_path() if path is None else Path(path))
    with open_cache(config.cache) as cache:
        return Plan(
            cache.current(rules=config.rules),
            config.rules,
            tuple(cache.suggestions(date.min)),
            config.balance,
            zone(cache.state().time_zone),
        )


def _of_workbook(path: Path) -> Plan:
    from planner.config import CATEGORIES, LOST_WORDS, OPEN_WORDS, Rules
    from planner.layouts import read
    from planner.sheets.workbook import WorkbookSheet

    rules = Rules(categories=CATEGORIES, lost_words=LOST_WORDS, open_words=OPEN_WORDS)
    today = datetime.now(UTC).astimezone().date()
    return Plan(read(WorkbookSheet(path).snapshot(), rules, today), rules)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sheet says. A day is a date, "2025-10-16", "yesterday", …; None is today."""

    reading: Reading
    rules: Rules
    suggestions: tuple[Suggested, ...] = ()
    balance: float = 2.0
    zone: tzinfo | None = None

    @property
    def entries(self) -> pd.DataFrame:
        """Every actual, a row each, with the dtypes of ENTRIES."""
        return _frame(
            ENTRIES,
            (
                {
                    "date": entry.date,
                    "category": entry.category,
                    "unit": entry.unit.value,
                    "amount": _amount(entry.unit, entry.amount),
                    "activity": entry.activity,
                    "cost_minutes": None if entry.cost is None else entry.cost / MINUTE,
                }
                for entry in self.reading.entries
            ),
        )

    @property
    def targets(self) -> pd.DataFrame:
        """Every weekly target, a row each, with the dtypes of TARGETS."""
        return _frame(
            TARGETS,
            (
                {
                    "category": target.category,
                    "unit": target.unit.value,
                    "per_week": _amount(target.unit, target.per_week),
                    "week": target.week,
                    "priority": target.priority,
                }
                for target in self.reading.targets
            ),
        )

    def gap(self, on: Day = None) -> pd.DataFrame:
        """Plan against actual on the morning of a day, with the dtypes of GAP."""
        from planner.report.json import as_dict

        return _frame(GAP, as_dict(self._report(on))["categories"])

    def suggest(self, day: Day = None, *, hours: float | None = None) -> pd.DataFrame:
        """A day's allocation, with the dtypes of BLOCKS; hours: those at hand.

        Errors: UsageError where hours are not from 0 to 24.
        """
        from planner.allocate import plan
        from planner.learn import learn
        from planner.week import first_weekday

        if hours is not None and not 0 <= hours <= 24:
            raise UsageError(f"{hours} hours are no part of a day")
        when = self._day(day)
        estimates = learn(self.reading, self.suggestions, when)
        first = first_weekday(self.rules, self.reading)
        found = plan(self.reading, estimates, when, first, hours=hours, balance=self.balance)
        return _frame(
            BLOCKS,
            (
                {
                    "category": block.category,
                    "minutes": block.minutes,
                    "units": block.units,
                    "reason": block.reason,
                }
                for block in found.blocks
            ),
        )

    def _report(self, on: Day) -> Report:
        from planner.report.build import Freshness, build

        return build(
            self.reading,
            self._day(on),
            rules=self.rules,
            freshness=Freshness(),
            now=datetime.now(UTC),
            suggestions=self.suggestions,
            balance=self.balance,
        )

    def _day(self, day: Day) -> date:
        from planner.week import parse_day

        today = datetime.now(UTC).astimezone(self.zone).date()
        return today if day is None else parse_day(day, today) if isinstance(day, str) else day


def _amount(unit: Unit, amount: int) -> float:
    return amount / HOUR if unit is Unit.HOURS else float(amount)


def _frame(dtypes: Mapping[str, Any], rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """The rows under these columns, of these dtypes however few rows there are."""
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(dtypes)).astype(dtypes)
