"""A day's plan as text for a terminal, and as the `next_day` of the JSON report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.allocate.plan import say
from planner.learn import FOLLOW, UNIT_COST
from planner.model import HOUR, MINUTE, Unit
from planner.quantity import format_hours
from planner.report.words import clean, columns, cut, pad, wrap
from planner.week import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.allocate import Plan
    from planner.learn import Estimates


def next_day(plan: Plan) -> dict[str, Any]:
    """The plan as JSON has it: minutes, whole numbers for units, ISO dates."""
    return {
        "date": plan.date.isoformat(),
        "available_minutes": plan.available_minutes,
        "blocks": [
            {
                "category": block.category,
                "minutes": block.minutes,
                "units": block.units,
                "reason": block.reason,
                "item": block.item,
            }
            for block in plan.blocks
        ],
        "out_of_reach": [
            {
                "category": short.category,
                "unit": short.unit.value,
                "target": _decimal(short.unit, short.target),
                "reachable": _decimal(short.unit, short.reachable),
            }
            for short in plan.out_of_reach
        ],
        "one_more_hour": plan.one_more_hour,
        "remark": plan.remark,
    }


def _decimal(unit: Unit, amount: int) -> float:
    return round(amount / HOUR, 2) if unit == Unit.HOURS else amount


def text(plan: Plan, *, why: Estimates | None = None, width: int = 80) -> str:
    """The plan in lines of at most `width` characters; why: what it was worked out from."""
    return "\n".join((*_plan(plan, width), *(_why(plan, why, width) if why else ())))


def _plan(plan: Plan, width: int) -> Iterator[str]:
    day = f"{WEEKDAYS[plan.date.weekday()].capitalize()} {plan.date}"
    usual = ""
    if plan.usual_minutes is not None and plan.blocks:
        usual = f", {format_hours(plan.usual_minutes * MINUTE)} of it as days go"
    at_hand = format_hours(plan.available_minutes * MINUTE)
    yield from wrap(f"{day}: {at_hand} at hand{usual}", width)
    names = [_what(_short(block.category, 24), block.units) for block in plan.blocks]
    wide = min(max(map(columns, names), default=0), width // 2)
    for number, (block, name) in enumerate(zip(plan.blocks, names, strict=True), 1):
        begin = f"  {number}. {pad(name, wide)}  {format_hours(block.minutes * MINUTE):>7}  "
        yield from wrap(_short(block.reason), width, begin, " " * len(begin))
        if block.item:
            yield from wrap(f"begin with: {_short(block.item)}", width, *(" " * len(begin),) * 2)
    if plan.remark:
        yield from wrap(_short(plan.remark), width)
    if plan.out_of_reach:
        within = (
            f"{_short(short.category, 24)} {say(short.unit, short.reachable)} of "
            f"{say(short.unit, short.target)}"
            for short in plan.out_of_reach
        )
        yield from wrap(f"More than fits this week; in reach: {', '.join(within)}.", width)
    if plan.one_more_hour:
        yield from wrap(_short(plan.one_more_hour), width)


def _short(text: str, width: int = 200) -> str:
    return cut(clean(text), width)


def _what(category: str, units: int | None) -> str:
    return category if units is None else f"{category} × {units}"


def _why(plan: Plan, estimates: Estimates, width: int) -> Iterator[str]:
    """The estimates, a line a kind."""
    days = "no day" if not estimates.days else f"{estimates.days} days"
    yield ""
    yield f"Worked out from {days} of history:"
    lines = [
        "time on a day that has any: "
        + ", ".join(
            f"{name[:3].capitalize()} {format_hours(round(room / 300) * 300)}"
            for name, room in zip(WEEKDAYS, estimates.room, strict=True)
        )
    ]
    lines.append(f"a day's time varies by {estimates.spread:.0%}".replace("%", " %"))
    if any(hours is not None for hours in estimates.stated):
        lines.append(
            "time stated in the sheet: "
            + ", ".join(
                f"{name[:3].capitalize()} {format_hours(hours)}"
                for name, hours in zip(WEEKDAYS, estimates.stated, strict=True)
                if hours is not None
            )
        )
    lines += [
        f"{_short(category, 24)}: {share:.0%} of what is suggested gets done".replace("%", " %")
        for category, share in estimates.follow.items()
    ]
    lines += [
        f"{_short(category, 24)}: about {format_hours(round(cost))} each"
        for category, cost in estimates.unit_cost.items()
    ]
    lines += [
        f"{_short(block.category, 24)}: never suggested before; taken as {FOLLOW:.0%} done".replace(
            "%", " %"
        )
        for block in plan.blocks
        if block.category not in estimates.follow
    ]
    lines += [
        f"{_short(block.category, 24)}: its time was never said; "
        f"taken as {format_hours(UNIT_COST)} each"
        for block in plan.blocks
        if block.units is not None and block.category not in estimates.unit_cost
    ]
    for line in lines:
        yield from wrap(line, width, "  ", "    ")
