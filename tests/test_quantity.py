"""Notation → meaning: amounts as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model import HOUR
from planner.quantity import find_durations, format_hours, parse_count, parse_hours

HOURS = [
    ("2.5 hrs", 150),
    ("1 hr + 1.5 hr", 150),
    ("10 mins", 10),
    ("1h30", 90),
    ("1h 30m", 90),
    ("90m", 90),
    ("1:30", 90),
    ("1:30 h", 90),
    ("2,5 h", 150),
    ("2½ h", 150),
    ("2 ½ hours", 150),
    ("½ h", 30),
    ("~2h", 120),
    ("ca. 2 h", 120),
    ("about 45 min", 45),
    ("02:22, 01:07", 209),
    ("30 minutes", 30),
    ("4 h 30 min", 270),
    ("3,5h", 210),
    ("0,75", 45),
    (".5", 30),
    ("2", 120),
    ("**36 hrs**", 2160),
    ("14 hrs (Coding)", 840),
    ("4 hrs(NW)", 240),
    ("2 hrs ✔️", 120),
    ("1 hr and 20 mins", 80),
    ("2 Std", 120),
    ("3 heures", 180),
    ("1 h\n2 h", 180),
    ("-2 hrs", -120),
    ("0", 0),
    ("25 h", 1500),
    ("1 h 15 min + 45 min", 120),
    ("12:00:30", 720.5),
]


@pytest.mark.parametrize(("text", "minutes"), HOURS, ids=[text for text, _ in HOURS])
def test_hours_as_people_write_them(text: str, minutes: float) -> None:
    assert parse_hours(text) == minutes * 60


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "hrs",
        "abc",
        "2 problems",
        "3 h of work",
        "1.5.2 h",
        "2-3 h",
        "1:75",
        "+",
        "2 h +",
        "PyTorch in 60 min",
        "9" * 400,
        "1" * 12,
        "h2",
        "2 h 3 h",
        "1:30 2:30",
        "2 hh",
    ],
)
def test_what_is_no_duration_is_none(text: str) -> None:
    assert parse_hours(text) is None


@pytest.mark.parametrize(
    ("note", "minutes"),
    [
        ("calls (2 hrs), mail (10 mins) ✔️", [120, 10]),
        ("talks (4 hrs - 2 contacts at 2 firms)", [240]),
        ("arrays (3 problems), log (627 lines), (vanilla, 1 exercise), (5)", []),
        ("1h30 of mail", [90]),
        ("walked 3 km in 2 h and 15 min", [135]),
        ("room h2, a 5hp engine, v1.2h", []),
        ("wrote 3,5h", [210]),
    ],
)
def test_a_note_holds_durations_among_its_words(note: str, minutes: list[int]) -> None:
    assert [span.seconds for span in find_durations(note)] == [m * 60 for m in minutes]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("5", 5),
        ("~5", 5),
        ("2 + 3", 5),
        ("7.0", 7),
        ("**4** ✔️", 4),
        ("-1", -1),
        ("0", 0),
        ("", None),
        ("5.5", None),
        ("five", None),
        ("5 h", None),
        ("1" * 12, None),
    ],
)
def test_counts_are_whole_numbers(text: str, count: int | None) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (150, "2 h 30"),
        (10, "10 min"),
        (180, "3 h"),
        (0, "0 h"),
        (850, "14 h 10"),
        (65, "1 h 05"),
        (-90, "−1 h 30"),
    ],
)
def test_hours_are_said_as_people_say_them(minutes: int, said: str) -> None:
    assert format_hours(minutes * 60) == said


@given(st.integers(0, 10_000))
def test_what_is_said_is_read_again(minutes: int) -> None:
    assert parse_hours(format_hours(minutes * 60)) == minutes * 60


@given(st.lists(st.integers(1, 600), min_size=1, max_size=6))
def test_a_sum_is_the_sum_of_its_terms(minutes: list[int]) -> None:
    assert parse_hours(" + ".join(f"{m / 60:.6f} hrs" for m in minutes)) == pytest.approx(
        sum(minutes) * 60, abs=len(minutes)
    )


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    parse_hours(text)
    parse_count(text)
    assert all(span.seconds >= 0 for span in find_durations(text))


def test_a_number_alone_takes_the_unit_of_its_place() -> None:
    assert parse_hours("90", bare=60) == 90 * 60
    assert parse_hours("1.5", bare=HOUR) == 5400
