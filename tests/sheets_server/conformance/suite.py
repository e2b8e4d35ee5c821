"""gspread's test suite, run live against the stand-in server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tests.sheets_server import admin, serve
from tests.sheets_server.accounts import written

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
# Somebody else's spreadsheet, which the suite expects not to be let into.
PRIVATE = {"id": "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Yc", "role": ""}


@dataclass(frozen=True)
class Outcome:
    """How one test went: "passed", "failed" or "out of scope", and why it did not pass."""

    test: str
    result: str
    reason: str = ""


def run(checkout: Path, out_of_scope: dict[str, str]) -> Iterator[Outcome]:
    """Runs a copy of the checkout, which is left as it is. out_of_scope: test → reason."""
    with tempfile.TemporaryDirectory() as folder, serve() as app:
        copy = Path(folder)
        for part in ("gspread", "tests"):
            shutil.copytree(checkout / part, copy / part)
        admin.make(app.world, PRIVATE)
        key = copy / "key.json"
        key.write_text(written(app.key_file()))
        command = [sys.executable, "-m", "pytest", "-q", "-p", "redirect", "-p", "no:cacheprovider"]
        command += [f"--rootdir={copy}", "--junitxml=outcome.xml", "tests"]
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(copy), str(HERE)]),
            "GS_CREDS_FILENAME": str(key),
            "GS_RECORD_MODE": "all",
            "STAND_IN": app.url,
        }
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        if not (copy / "outcome.xml").exists():
            raise SystemExit(f"the suite did not run:\n{done.stdout}\n{done.stderr}")
        for case in ET.parse(copy / "outcome.xml").iter("testcase"):
            yield _outcome(case, out_of_scope)


def _outcome(case: ET.Element, out_of_scope: dict[str, str]) -> Outcome:
    test = f"{case.get('classname', '').rpartition('.')[2]}.{case.get('name')}"
    if test in out_of_scope:
        return Outcome(test, "out of scope", out_of_scope[test])
    for kind in ("failure", "error"):
        if (fault := case.find(kind)) is not None:
            return Outcome(test, "failed", fault.get("message", "").partition("\n")[0])
    return Outcome(test, "passed")
