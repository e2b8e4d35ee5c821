"""`scripts/conformance CHECKOUT`: gspread's suite, then its recordings, test by test."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from tests.sheets_server.conformance import replay, suite
from tests.sheets_server.conformance.known import KNOWN, OUT_OF_SCOPE, explained


def main() -> int:
    """0 where nothing failed and nothing differs that is not explained."""
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "tests" / "cassettes").is_dir():
        print("usage: scripts/conformance CHECKOUT (of gspread's repository)", file=sys.stderr)  # noqa: T201
        return 2
    checkout = Path(sys.argv[1])
    failed = _live(checkout)
    differing = _recorded(checkout)
    return 1 if failed or differing else 0


def _live(checkout: Path) -> int:
    totals: Counter[str] = Counter()
    for outcome in suite.run(checkout, OUT_OF_SCOPE):
        totals[outcome.result] += 1
        _say(f"{outcome.result:<13} {outcome.test}", outcome.reason)
    _say("suite: " + ", ".join(f"{n} {totals[n]}" for n in ("passed", "failed", "out of scope")))
    return totals["failed"]


def _recorded(checkout: Path) -> int:
    """Says which answers differ from Google's, and how; gives the number left unexplained."""
    same, total = 0, 0
    reasons: dict[str, int] = defaultdict(int)
    unexplained = 0
    for cassette in sorted((checkout / "tests" / "cassettes").glob("*.json")):
        left: list[str] = []
        for reply in replay.replay(cassette):
            total += 1
            same += not reply.differences
            for difference in reply.differences:
                reason = explained(reply, difference)
                if reason:
                    reasons[reason] += 1
                else:
                    left.append(f"{reply.call} {difference}")
        unexplained += len(left)
        _say(f"{'differs' if left else 'as Google':<13} {cassette.stem}", *sorted(set(left)))
    for reason in KNOWN:
        _say(f"{reasons[reason]} times: {reason}")
    _say(f"recordings: {same} of {total} answers the same, {unexplained} differences unexplained")
    return unexplained


def _say(line: str, *details: str) -> None:
    print(line)  # noqa: T201 - a script's output
    for detail in details:
        if detail:
            print(f"              {detail}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
