"""What suggestions are worth: simulated weeks under ours and its rivals, against hindsight.

    python -m scripts.benchmarks.allocation [--people N] [--first SEED] [--json FILE]

Q = Σ w(1 − (1 − z)²) and A = Σ w·z are shares of what the clairvoyant optimum reaches, which knows
each day's capacity and follow-through; F is the lowest z of the weeks, likewise a share of its own.
A is scored on runs with balance 1, all else on runs with balance 2. Policies were tuned on seeds
below 1000; the seeds reported on begin there.
"""

from __future__ import annotations

import argparse
import json
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from planner.forecast import forecast
from planner.learn import Suggested, learn
from planner.model import HOUR, MINUTE, Entry, Reading
from scripts.benchmarks.people import FIRST, WEEKS, Person, person
from scripts.benchmarks.policies import RIVALS, Morning, Suggest, learned, ours, true, unlearned

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORTED = 1000  # the first seed that nothing was tuned on
LEAST = 0.05  # the value of a week that is worth scoring: others are lost as a whole
TANGENTS = np.linspace(0, 1, 33)


@dataclass
class Score:
    """What one policy did for one person, a number a week, a day or a suggestion."""

    quality: list[float] = field(default_factory=list)
    attained: list[float] = field(default_factory=list)
    lowest: list[float] = field(default_factory=list)
    lowest_possible: list[float] = field(default_factory=list)
    categories: list[float] = field(default_factory=list)
    too_long: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


def policies() -> dict[str, tuple[Suggest, bool]]:
    """Each policy by its name, and whether it is asked with the day's true time at hand."""
    table = {name: (rival(unlearned), False) for name, rival in RIVALS.items()}
    table |= {f"{name}, our learning": (rival(learned), False) for name, rival in RIVALS.items()}
    table["ours without learning"] = (ours(unlearned), False)
    table["ours"] = (ours(learned), False)
    table["ours, told the time at hand"] = (ours(learned), True)
    table["ours, true parameters"] = (ours(true), False)
    return table


def weeks(
    someone: Person, suggest: Suggest, balance: float, told: bool, score: Score
) -> Iterator[tuple[int, np.ndarray]]:
    """Live through the weeks with a policy; yields each week's done amounts."""
    entries: list[Entry] = []
    suggested: list[Suggested] = []
    for week in range(WEEKS):
        guesses = []
        this_week: list[Entry] = []
        for index in range(week * 7, week * 7 + 7):
            reading = Reading(
                someone.targets,
                tuple(entries),
                someone.lost_days(index),
                available=someone.stated,
            )
            hours = float(someone.capacity[index]) / HOUR if told else None
            day = someone.day(index)
            begun = time.perf_counter()
            blocks = suggest(Morning(reading, suggested, index, day, someone, hours), balance)
            score.milliseconds.append((time.perf_counter() - begun) * 1000)
            if blocks and someone.capacity[index] > 0:
                score.categories.append(len({category for category, _ in blocks}))
                score.too_long.append(sum(s for _, s in blocks) > someone.capacity[index])
            if index % 7 in {1, 3, 5} and balance == 2 and week >= 4:
                guesses.append(forecast(reading, learn(reading, suggested, day), day, FIRST))
            suggested += [
                Suggested(day, someone.targets[category].category, seconds // MINUTE, order)
                for order, (category, seconds) in enumerate(blocks)
            ]
            today = someone.work(index, blocks)
            entries += today
            this_week += today
        done = np.zeros(len(someone.targets))
        for entry in this_week:
            done[int(entry.category[1:])] += entry.amount
        for guess in guesses:
            for category, target in enumerate(someone.targets):
                ahead = guess[target.category]
                if ahead.high > ahead.low:
                    score.held.append(ahead.low - 0.5 <= done[category] <= ahead.high + 0.5)
        yield week, done


def hindsight(someone: Person, week: int, balance: float) -> tuple[float, float]:
    """The most value that the week could hold, and the lowest z of that optimum: a linear
    programme over time by category and day, the square bounded by its tangents.
    """
    days = range(week * 7, week * 7 + 7)
    number = len(someone.targets)
    capacity = someone.capacity[list(days)]
    rate = someone.follow[list(days)] / someone.cost[list(days)]  # done a second
    target = np.array([t.per_week for t in someone.targets], float)
    weight = np.array([t.priority for t in someone.targets])
    slopes = [(1.0, 0.0)] if balance == 1 else [(2 * (1 - t), t * t) for t in TANGENTS]
    size = number * 7 + number  # x[category, day], u[category]
    rows, columns, values, bounds = [], [], [], []
    for day in range(7):
        for category in range(number):
            rows.append(len(bounds))
            columns.append(category * 7 + day)
            values.append(1 / HOUR)
        bounds.append(capacity[day] / HOUR)
    for category in range(number):
        for slope, offset in slopes:
            for day in range(7):
                rows.append(len(bounds))
                columns.append(category * 7 + day)
                values.append(-slope * rate[day, category] / target[category])
            rows.append(len(bounds))
            columns.append(number * 7 + category)
            values.append(1.0)
            bounds.append(offset)
    limits = []
    for category, t in enumerate(someone.targets):
        for day in range(7):
            most = t.max_per_day
            limit = capacity[day] if most is None else most * someone.cost[days[day], category]
            limits.append((0, min(limit, capacity[day])))
    limits += [(0, 1)] * number
    answer = linprog(
        np.concatenate([np.zeros(number * 7), -weight]),
        A_ub=csr_matrix((values, (rows, columns)), shape=(len(bounds), size)),
        b_ub=bounds,
        bounds=limits,
        method="highs",
    )
    times = answer.x[: number * 7].reshape(number, 7)
    z = np.minimum((times * rate.T).sum(axis=1) / target, 1)
    return float(-answer.fun), float(z.min())


def live(seed: int) -> tuple[float, dict[str, Score]]:
    """One person under every policy."""
    someone = person(seed)
    target = np.array([t.per_week for t in someone.targets], float)
    weight = np.array([t.priority for t in someone.targets])
    best = {p: [hindsight(someone, week, p) for week in range(WEEKS)] for p in (1.0, 2.0)}
    scores = {}
    for name, (suggest, told) in policies().items():
        score = scores[name] = Score()
        for week, done in weeks(someone, suggest, 2.0, told, score):
            z = np.minimum(done / target, 1)
            value, lowest = best[2.0][week]
            if value > LEAST:
                score.quality.append(float(weight @ (1 - (1 - z) ** 2)) / value)
                score.lowest.append(float(z.min()))
                score.lowest_possible.append(lowest)
        again = score if name.split(",")[0] not in {"ours", "ours without learning"} else Score()
        for week, done in weeks(someone, suggest, 1.0, told, again):
            value, _ = best[1.0][week]
            if value > LEAST:
                score.attained.append(float(weight @ np.minimum(done / target, 1)) / value)
    return someone.load, scores


def table(lives: list[tuple[float, dict[str, Score]]]) -> list[dict[str, object]]:
    """A row a policy: means over people, Q by load too, and Q's 95 % interval over people."""
    bands = {"slack": (0.0, 0.9), "tight": (0.9, 1.3), "overloaded": (1.3, 9.0)}
    draws = np.random.default_rng(0).integers(0, len(lives), (1000, len(lives)))
    rows = []
    for name in policies():
        mine = [scores[name] for _, scores in lives]
        by_person = np.array([np.mean(score.quality) for score in mine]) * 100
        row: dict[str, object] = {
            "policy": name,
            "Q": by_person.mean(),
            "Q from": float(np.percentile(by_person[draws].mean(axis=1), 2.5)),
            "Q to": float(np.percentile(by_person[draws].mean(axis=1), 97.5)),
        }
        for band, (low, high) in bands.items():
            chosen = [
                q for q, (load, _) in zip(by_person, lives, strict=True) if low <= load < high
            ]
            row[band] = float(np.mean(chosen)) if chosen else float("nan")
        row["A"] = _mean([score.attained for score in mine]) * 100
        row["F"] = _mean([[sum(s.lowest) / sum(s.lowest_possible)] for s in mine]) * 100
        row["categories a day"] = _mean([score.categories for score in mine])
        row["list too long %"] = _mean([score.too_long for score in mine]) * 100
        row["ms"] = float(np.median([ms for score in mine for ms in score.milliseconds]))
        row["80 % range holds"] = _mean([score.held for score in mine if score.held]) * 100
        rows.append(row)
    return rows


def _mean(numbers: list[list[float]]) -> float:
    """The mean over people of each one's mean."""
    return float(np.mean([np.mean(each) for each in numbers if each]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--first", type=int, default=REPORTED, metavar="SEED")
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        lives = list(pool.map(live, range(asked.first, asked.first + asked.people)))
    rows = table(lives)
    width = max(len(str(row["policy"])) for row in rows)
    print(" " * width, *(f"{key[:10]:>10}" for key in rows[0] if key != "policy"))
    for row in rows:
        figures = (f"{value:10.2f}" for key, value in row.items() if key != "policy")
        print(f"{row['policy']:<{width}}", *figures)
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
