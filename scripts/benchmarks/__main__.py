"""Every benchmark in one run: a table each, and all of them as JSON.

    python -m scripts.benchmarks [--json FILE] [--people N] [NAME …]

N: how many people the allocation is simulated for. NAME: one of the modules below; without one,
all of them.
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import Any

NAMES = ("start", "workbook", "outbox", "page", "google", "allocation")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--people", type=int, metavar="N", default=8)
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    measured: list[dict[str, Any]] = []
    for name in asked.names or NAMES:
        options = {"people": asked.people} if name == "allocation" else {}
        for table in import_module(f"scripts.benchmarks.{name}").tables(**options):
            print(table.text(), flush=True)
            measured.append(table.as_json())
            if asked.json:
                asked.json.write_text(json.dumps(measured, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
