"""`planner cron`: sync and report from the user's crontab, and no other line of it touched."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.context import config_path, configuration

if TYPE_CHECKING:
    from planner.errors import PermissionDeniedError

JOBS = {
    "planner sync": ("7,37 * * * *", ("sync", "--quiet")),
    "planner morning": ("2 7 * * *", ("morning",)),
}
"""By its comment in the crontab, when a line runs and what: never at the full hour, when everybody
asks Google.
"""


@click.group("cron")
def command() -> None:
    """Sync twice an hour from cron, silent unless somebody must act; report at seven."""


@command.command("install")
def install() -> None:
    """Put both lines into your crontab; once more brings them up to date."""
    configuration()  # a line that cannot work is not worth installing
    others = [line for line in _lines() if not _is_ours(line)]
    ours = _wanted()
    _write([*others, *ours])
    for line in ours:
        click.echo(f"Installed: {line}")


@command.command("remove")
def remove() -> None:
    """Take the lines out of your crontab again."""
    lines = _lines()
    others = [line for line in lines if not _is_ours(line)]
    if others != lines:
        _write(others)
    click.echo("There were none." if others == lines else "Removed.")


@command.command("show")
def show() -> None:
    """Show the lines that are installed, or those that would be."""
    found = [line for line in _lines() if _is_ours(line)]
    click.echo("\n".join(found or _wanted()))
    if not found:
        click.echo("They are not installed; `planner cron install` does that.", err=True)


def _wanted() -> list[str]:
    """The lines, with absolute paths for a shell that knows nothing."""
    from crontab import CronItem

    planner = Path(sys.argv[0]).resolve()
    program = [sys.executable, "-m", "planner"] if planner.suffix == ".py" else [str(planner)]
    lines = []
    for comment, (times, words) in JOBS.items():
        command = [*program, "--config", str(config_path().resolve()), *words]
        item = CronItem(shlex.join(command), comment)
        item.setall(times)
        lines.append(str(item))
    return lines


def _is_ours(line: str) -> bool:
    """Whether it is a line of ours for this configuration; another configuration's stays."""
    from crontab import CronItem, CronTab

    if line.lstrip().startswith("#") or not line.endswith(tuple(JOBS)):
        return False
    item = CronItem.from_line(line, cron=CronTab(tab=""))
    command = str(item.command).replace(r"\%", "%")
    named = shlex.quote(str(config_path().resolve()))
    return item.comment in JOBS and f"--config {named} " in command


def _lines() -> list[str]:
    """The crontab as it is: python-crontab would put its other lines into an order of its own."""
    done = _crontab("-l")
    if done.returncode and "no crontab" not in done.stderr:
        raise _refused(done.stderr)
    return done.stdout.splitlines()


def _write(lines: list[str]) -> None:
    done = _crontab("-", "".join(f"{line}\n" for line in lines))
    if done.returncode:
        raise _refused(done.stderr)


def _crontab(argument: str, text: str = "") -> subprocess.CompletedProcess[str]:
    from planner.errors import UnreachableError

    try:
        return subprocess.run(  # noqa: S603 - no shell, and no word of anybody's in it
            ["crontab", argument],  # noqa: S607 - wherever the system keeps it
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise UnreachableError(
            "there is no crontab on this machine",
            todo="Install cron, or use the systemd timer in the folder config.",
        ) from None


def _refused(said: str) -> PermissionDeniedError:
    from planner.errors import PermissionDeniedError

    return PermissionDeniedError(
        f"the crontab cannot be used: {said.strip()}",
        todo="See whether /etc/cron.allow or /etc/cron.deny lets you.",
    )
