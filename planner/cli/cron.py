"""`planner cron`: sync from the user's crontab, and no other line of it touched."""

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

OURS = "planner sync"
TIMES = "7,37 * * * *"  # not at the full hour, when everybody asks Google


@click.group("cron")
def command() -> None:
    """Sync twice an hour from cron, silent unless somebody must act."""


@command.command("install")
def install() -> None:
    """Put the line into your crontab; once more brings it up to date."""
    configuration()  # a line that cannot work is not worth installing
    others = [line for line in _lines() if not _is_ours(line)]
    _write([*others, _line()])
    click.echo(f"Installed: {_line()}")


@command.command("remove")
def remove() -> None:
    """Take the line out of your crontab again."""
    lines = _lines()
    others = [line for line in lines if not _is_ours(line)]
    if others != lines:
        _write(others)
    click.echo("There was none." if others == lines else "Removed.")


@command.command("show")
def show() -> None:
    """Show the line that is installed, or the one that would be."""
    found = [line for line in _lines() if _is_ours(line)]
    click.echo("\n".join(found or [_line()]))
    if not found:
        click.echo("It is not installed; `planner cron install` does that.", err=True)


def _line() -> str:
    """The line, with absolute paths for a shell that knows nothing."""
    from crontab import CronItem

    planner = Path(sys.argv[0]).resolve()
    program = [sys.executable, "-m", "planner"] if planner.suffix == ".py" else [str(planner)]
    words = [*program, "--config", str(config_path().resolve()), "sync", "--quiet"]
    item = CronItem(shlex.join(words), OURS)
    item.setall(TIMES)
    return str(item)


def _is_ours(line: str) -> bool:
    """Whether it is our line for this configuration; another configuration's stays."""
    from crontab import CronItem, CronTab

    if line.lstrip().startswith("#") or OURS not in line:
        return False
    item = CronItem.from_line(line, cron=CronTab(tab=""))
    command = str(item.command).replace(r"\%", "%")
    named = shlex.quote(str(config_path().resolve()))
    return item.comment == OURS and f"--config {named} " in command


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
