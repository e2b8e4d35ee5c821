"""A day's plan as a person and a program read it."""

from __future__ import annotations

import json
from datetime import date
from textwrap import dedent

from planner.allocate import Block, OutOfReach, Plan
from planner.learn import Estimates
from planner.model import HOUR, MINUTE, Unit
from planner.report.suggestion import next_day, text

FULL = Plan(
    date(2025, 10, 17),
    315,
    (
        Block(
            "Coding",
            150,
            None,
            "36 % of 15 h with 2 days left; you follow 80 % of Coding suggestions",
            "publish the parser",
        ),
        Block("Applications", 165, 5, "0 % of 10 with 2 days left; about 34 min each"),
    ),
    (OutOfReach("Coding", Unit.HOURS, 15 * HOUR, 12 * HOUR + HOUR // 2),),
    "One more hour would bring Coding from 83 % to 88 % by the week's end.",
)
NOTHING = Plan(date(2025, 10, 17), 0, remark="2025-10-17 is marked Injured: nothing is suggested.")


def test_text_lists_the_blocks_in_the_order_to_work_through() -> None:
    assert text(FULL) == dedent("""\
        Friday 2025-10-17: 5 h 15 at hand
          1. Coding             2 h 30  36 % of 15 h with 2 days left; you follow 80 %
                                        of Coding suggestions
                                        begin with: publish the parser
          2. Applications × 5   2 h 45  0 % of 10 with 2 days left; about 34 min each
        More than fits this week; in reach: Coding 12 h 30 of 15 h.
        One more hour would bring Coding from 83 % to 88 % by the week's end.""")


def test_text_is_short_where_there_is_little_to_say() -> None:
    assert text(NOTHING) == dedent("""\
        Friday 2025-10-17: 0 h at hand
        2025-10-17 is marked Injured: nothing is suggested.""")


def test_why_shows_the_estimates_behind_the_plan() -> None:
    known = Estimates(
        room=(4 * HOUR, 5 * HOUR, 4 * HOUR, 4 * HOUR, 3 * HOUR + 20, HOUR, 2 * HOUR),
        follow={"Coding": 0.8},
        unit_cost={"Applications": 34 * MINUTE},
        days=40,
        stated=(6 * HOUR, None, None, None, None, None, 0),
    )
    assert text(NOTHING, why=known).split("\n\n")[1] == dedent("""\
        Worked out from 40 days of history:
          time on a day that has any: Mon 4 h, Tue 5 h, Wed 4 h, Thu 4 h, Fri 3 h, Sat
            1 h, Sun 2 h
          a day's time varies by 50 %
          time stated in the sheet: Mon 6 h, Sun 0 h
          Coding: 80 % of what is suggested gets done
          Applications: about 34 min each""")


def test_why_shows_what_is_assumed_where_nothing_is_known_yet() -> None:
    assert text(FULL, why=Estimates()).splitlines()[-3:] == [
        "  Coding: never suggested before; taken as 80 % done",
        "  Applications: never suggested before; taken as 80 % done",
        "  Applications: its time was never said; taken as 40 min each",
    ]


def test_no_line_is_wider_than_asked() -> None:
    for width in (40, 60, 80):
        assert max(map(len, text(FULL, why=Estimates(), width=width).split("\n"))) <= width


def test_json_is_the_next_day_of_the_report() -> None:
    written = json.loads(json.dumps(next_day(FULL)))
    assert (written["date"], written["available_minutes"]) == ("2025-10-17", 315)
    assert written["blocks"][1] == {
        "category": "Applications",
        "minutes": 165,
        "units": 5,
        "reason": "0 % of 10 with 2 days left; about 34 min each",
        "item": "",
    }
    assert written["blocks"][0]["units"] is None
    assert written["out_of_reach"] == [
        {"category": "Coding", "unit": "hours", "target": 15.0, "reachable": 12.5}
    ]


def test_a_day_without_blocks_says_why_in_json_too() -> None:
    assert next_day(NOTHING)["remark"] == NOTHING.remark
    assert next_day(NOTHING)["blocks"] == []
