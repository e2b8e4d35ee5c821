"""What a file adds to a sheet that holds some of it already."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.imports.adding import additions, log_of, say_cost
from planner.model import HOUR, MINUTE, CellRef, Entry, Reading, Unit
from planner.quantity import find_durations
from tests.imports.sheets import RULES, Imports

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2025, 10, 6)


def entry(hours: float, activity: str = "", category: str = "Coding") -> Entry:
    return Entry(DAY, category, Unit.HOURS, round(hours * HOUR), activity, CellRef("a", 1, 1))


def new(found: list[Entry], held: list[Entry]) -> list[float]:
    addition = additions(Reading(entries=tuple(found)), Reading(entries=tuple(held)), RULES)
    assert addition.held == len(found) - len(addition.operations)
    return [op.amount / HOUR for op in addition.operations if hasattr(op, "amount")]


@pytest.mark.parametrize(
    ("found", "held", "added"),
    [
        ([entry(1, "Arrays")], [], [1]),
        ([entry(1, "Arrays")], [entry(1, "Arrays")], []),
        ([entry(1, "Arrays")], [entry(1, "Graphs")], [1]),
        ([entry(1, "Arrays")], [entry(2, "Arrays")], []),
        ([entry(1, "Arrays"), entry(1, "Arrays")], [entry(1, "Arrays")], [1]),
        ([entry(1), entry(2)], [entry(3)], []),
        ([entry(1), entry(2)], [entry(2)], [1]),
        ([entry(1, "Arrays"), entry(2, "Lists")], [entry(3, "Arrays, Lists")], []),
        ([entry(1, "Arrays"), entry(2, "Lists")], [entry(4, "Sets, Arrays, Lists")], []),
        ([entry(1, "a, b")], [entry(1, "a – b")], []),
        ([entry(1, "Arrays")], [entry(1, "Arrays", "Algo")], [1]),
    ],
)
def test_only_what_the_sheet_lacks_is_added(
    found: list[Entry], held: list[Entry], added: list[float]
) -> None:
    assert new(found, held) == added


def test_what_was_logged_from_here_and_gathered_without_words_is_not_added_again() -> None:
    found, logged = Reading(entries=(entry(2),)), [log_of(entry(2))]
    held = Reading(entries=(entry(3, "Arrays"),))
    assert len(additions(found, held, RULES).operations) == 1
    assert additions(found, held, RULES, logged).operations == ()


def test_what_was_logged_from_here_into_another_sheet_is_added() -> None:
    found, logged = Reading(entries=(entry(2),)), [log_of(entry(2))]
    assert len(additions(found, Reading(), RULES, logged).operations) == 1


def test_what_was_logged_from_here_stands_for_no_more_than_itself() -> None:
    found, logged = Reading(entries=(entry(1), entry(1))), [log_of(entry(1))]
    held = Reading(entries=(entry(1), entry(5, "Arrays")))
    assert len(additions(found, held, RULES, logged).operations) == 1


@given(st.integers(1, 10**6))
def test_a_cost_in_words_reads_as_itself(seconds: int) -> None:
    spent = sum(span.seconds for span in find_durations(f"5 sent ({say_cost(seconds)})"))
    assert spent == seconds


def test_a_cost_that_the_words_say_is_not_said_again() -> None:
    sent = Entry(DAY, "Applications", Unit.COUNT, 2, "sent 2 in 20 mins", CellRef("a", 1, 1), 1200)
    assert log_of(sent).activity == "sent 2 in 20 mins"


def test_an_open_item_in_an_entry_s_own_words_is_not_noted_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Date,Category,Hours,What\n2025-10-06,Coding,1,TODO: tests\n")
    sheet = Imports()
    sheet.take(path)
    assert [item.text for item in sheet.reading().open_items] == ["tests"]
    assert sheet.take(path).operations == ()


def test_a_row_of_sickness_makes_a_lost_day(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Date,Category,Hours,What\n2025-10-06,,,Sick\n2025-10-07,Coding,1,\n")
    sheet = Imports()
    sheet.take(path)
    assert [lost.reason for lost in sheet.reading().lost_days] == ["Sick"]
    assert sheet.take(path).operations == ()


ACTIVITIES = st.sampled_from(["", "Arrays", "Lists", "Arrays, Lists", "a (3)", "TODO: b"])
FILES = st.lists(
    st.tuples(
        st.dates(date(2025, 1, 1), date(2025, 12, 31)),
        st.sampled_from(["Coding", "Algo", "Applications", "Chess"]),
        st.integers(1, 20),
        ACTIVITIES,
    ),
    min_size=1,
    max_size=12,
)


@given(FILES)
def test_importing_twice_adds_nothing_and_the_sums_are_the_file_s(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[date, str, int, str]]
) -> None:
    path = tmp_path_factory.mktemp("import") / "a.csv"
    lines = [f'{day},{category},{amount},"{words}"' for day, category, amount, words in rows]
    path.write_text("\n".join(["Date,Category,Amount,Activity", *lines]))
    sheet = Imports()
    sheet.take(path)
    assert sum(e.amount / (1 if e.unit is Unit.COUNT else HOUR) for e in sheet.reading().entries) \
        == sum(amount for _, _, amount, _ in rows)  # fmt: skip
    assert sheet.take(path).operations == ()


def test_minutes_are_minutes() -> None:
    assert say_cost(10 * MINUTE) == "10 mins"
    assert say_cost(3 * HOUR) == "3 hrs"
