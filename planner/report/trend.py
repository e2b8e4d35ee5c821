"""How a category went over all its weeks: pandas does the arithmetic.

Weeks are counted from the category's first entry to the last whole week; days that were marked as
lost are in no average by weekday.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from planner.gap import targets_of
from planner.model import HOUR, MINUTE, Unit
from planner.quantity import format_hours
from planner.report.words import amount, clean, cut, pad
from planner.week import WEEKDAYS, week_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.model import Reading

SHOWN = 26  # weeks that the text shows, one a column
BARS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Trend:
    """A category's weeks; amounts in hours or pieces.

    weeks: by their first day, with columns target, done and attained. lower, median and upper:
    the quartiles of what a week got done. weekdays: the mean of Monday … Sunday. best: the weekday
    with the most, None without history. unit_minutes: what one of a count took, where it is known.
    """

    category: str
    unit: Unit
    weeks: pd.DataFrame
    lower: float
    median: float
    upper: float
    weekdays: tuple[float, ...]
    best: int | None
    unit_minutes: float | None

    @property
    def attained(self) -> int:
        return int(self.weeks["attained"].sum())


def trend(reading: Reading, category: str, unit: Unit, on: date, first: int) -> Trend:
    """The trend of a category up to the morning of `on`, in weeks that begin on weekday `first`."""
    entries = [
        entry
        for entry in reading.entries
        if entry.category == category and entry.unit == unit and entry.date < on
    ]
    scale = HOUR if unit == Unit.HOURS else 1
    days = pd.Series(
        [entry.amount / scale for entry in entries],
        index=pd.DatetimeIndex([entry.date for entry in entries]),
        dtype=float,
    )
    weeks = _weeks(reading, category, days, week_of(on, first), first, scale)
    lower, median, upper = (
        (float(q) for q in weeks["done"].quantile([0.25, 0.5, 0.75])) if len(weeks) else (0.0,) * 3
    )
    weekdays = _weekdays(reading, days, on)
    costs = [(entry.cost, entry.amount) for entry in entries if entry.cost and entry.amount > 0]
    return Trend(
        category=category,
        unit=unit,
        weeks=weeks,
        lower=lower,
        median=median,
        upper=upper,
        weekdays=weekdays,
        best=max(range(7), key=lambda n: weekdays[n]) if any(weekdays) else None,
        unit_minutes=sum(c for c, _ in costs) / sum(n for _, n in costs) / MINUTE
        if costs
        else None,
    )


def _weeks(
    reading: Reading, category: str, days: pd.Series, this: date, first: int, scale: int
) -> pd.DataFrame:
    """Every whole week from the first entry on: what was planned, what was done."""
    begin = week_of(days.index.min().date(), first) if len(days) else this
    starts = pd.date_range(begin, this - timedelta(days=7), freq="7D")
    sums = days.groupby([pd.Timestamp(week_of(day.date(), first)) for day in days.index]).sum()
    done = sums.reindex(starts, fill_value=0.0)
    targets = [targets_of(reading, start.date()).get(category) for start in starts]
    planned = [target.per_week / scale if target else 0.0 for target in targets]
    weeks = pd.DataFrame({"target": planned, "done": done.to_numpy()}, index=starts, dtype=float)
    weeks["attained"] = (weeks["target"] > 0) & (weeks["done"] >= weeks["target"] - 1e-9)
    return weeks


def _weekdays(reading: Reading, days: pd.Series, on: date) -> tuple[float, ...]:
    """The mean of each weekday, over all its days since the first entry that were not lost."""
    if days.empty:
        return (0.0,) * 7
    every = pd.date_range(days.index.min(), on - timedelta(days=1))
    lost = pd.DatetimeIndex([day.date for day in reading.lost_days])
    daily = days.groupby(level=0).sum().reindex(every, fill_value=0.0)
    kept = daily[~daily.index.isin(lost) | (daily > 0)]
    means = (
        kept.groupby([stamp.weekday() for stamp in kept.index])
        .mean()
        .reindex(range(7), fill_value=0.0)
    )
    return tuple(float(mean) for mean in means)


def text(trends: Sequence[Trend], width: int = 80) -> str:
    """The trends for a terminal: a few lines and two small pictures a category."""
    return "\n\n".join("\n".join(_text(one, width)) for one in trends)


def _text(one: Trend, width: int) -> Iterator[str]:
    yield cut(clean(one.category), width)
    if not len(one.weeks):
        yield "  no whole week yet"
        return
    planned = int((one.weeks["target"] > 0).sum())
    if planned:
        yield f"  weeks attained  {one.attained} of {planned}"
    yield (
        f"  a week          {_say(one, one.median)} (half of the weeks: {_say(one, one.lower)} to "
        f"{_say(one, one.upper)})"
    )
    if one.best is not None:
        best = WEEKDAYS[one.best].capitalize()
        yield f"  best weekday    {best}, {_say(one, one.weekdays[one.best])}"
    if one.unit_minutes is not None:
        yield f"  one takes       {format_hours(round(one.unit_minutes * MINUTE))}"
    last = one.weeks.tail(SHOWN)
    top = max(last["done"].max(), last["target"].max(), 1e-9)
    yield f"  by week         {_bars(last['done'], top)}  done"
    if planned:
        yield f"                  {_bars(last['target'], top)}  target"
    means = [
        pad(f"{name[:2].capitalize()} {_say(one, mean)}", 11)
        for name, mean in zip(WEEKDAYS, one.weekdays, strict=True)
    ]
    yield f"  by weekday      {''.join(means[:5]).rstrip()}"
    yield f"{' ' * 18}{''.join(means[5:]).rstrip()}"


def _bars(values: pd.Series, top: float) -> str:
    steps = len(BARS) - 1
    return "".join(BARS[max(round(value / top * steps), 1 if value > 0 else 0)] for value in values)


def _say(one: Trend, value: float) -> str:
    return amount(one.unit, value * HOUR if one.unit == Unit.HOURS else value)


def as_json(trends: Sequence[Trend]) -> str:
    """The trends as JSON: decimal hours, whole counts, ISO dates."""
    return json.dumps([_dict(one) for one in trends], ensure_ascii=False, indent=2)


def _dict(one: Trend) -> dict[str, Any]:
    return {
        "category": one.category,
        "unit": one.unit.value,
        "weeks": [
            {
                "week": week.date().isoformat(),
                "target": _number(one, row["target"]),
                "done": _number(one, row["done"]),
                "attained": bool(row["attained"]),
            }
            for week, row in one.weeks.iterrows()
            if isinstance(week, pd.Timestamp)
        ],
        "attained": one.attained,
        "lower_quartile": round(one.lower, 2),
        "median": round(one.median, 2),
        "upper_quartile": round(one.upper, 2),
        "weekdays": {
            name: round(mean, 2) for name, mean in zip(WEEKDAYS, one.weekdays, strict=True)
        },
        "best_weekday": None if one.best is None else WEEKDAYS[one.best],
        "unit_minutes": None if one.unit_minutes is None else round(one.unit_minutes, 1),
    }


def _number(one: Trend, value: float) -> float:
    return round(value, 2) if one.unit == Unit.HOURS else round(value)


def as_csv(trends: Sequence[Trend]) -> str:
    """The trends' weeks as CSV, a row a week: category, unit, week, target, done, attained.

    A category that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    frames = [
        one.weeks.assign(
            category=f"'{one.category}" if one.category[:1] in tuple("=+-@") else one.category,
            unit=one.unit.value,
            attained=one.weeks["attained"].map({True: "yes", False: "no"}),
        )
        for one in trends
    ]
    columns = ["category", "unit", "target", "done", "attained"]
    table = pd.concat(frames) if frames else pd.DataFrame(columns=columns)
    table.index.name = "week"
    whole = table.reset_index()[["category", "unit", "week", "target", "done", "attained"]]
    return str(
        whole.to_csv(index=False, float_format="%.10g", date_format="%Y-%m-%d", lineterminator="\n")
    )
