"""The command line: thin Click commands, a file each, imported only when they are called."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from planner import __version__
from planner.errors import PlannerError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "cancel": "planner.cli.cancel",
    "completion": "planner.cli.completion",
    "cron": "planner.cli.cron",
    "doctor": "planner.cli.doctor",
    "edit": "planner.cli.edit",
    "export": "planner.cli.export",
    "history": "planner.cli.history",
    "import": "planner.cli.import_",
    "init": "planner.cli.init",
    "log": "planner.cli.log",
    "morning": "planner.cli.morning",
    "open": "planner.cli.open",
    "report": "planner.cli.report",
    "resolve": "planner.cli.resolve",
    "restore": "planner.cli.restore",
    "rm": "planner.cli.rm",
    "start": "planner.cli.start",
    "status": "planner.cli.status",
    "stop": "planner.cli.stop",
    "suggest": "planner.cli.suggest",
    "sync": "planner.cli.sync",
    "target": "planner.cli.target",
    "trend": "planner.cli.trend",
    "undo": "planner.cli.undo",
}
"""Each command and the module that holds it, under the command's own name."""


class LazyGroup(click.Group):
    """Imports the module of a command when it is called, so that start-up pays for one alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - Click's signature
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = import_module(COMMANDS[cmd_name]).command
        _takes_config(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean {near[0]}?" if near else " `planner --help` lists them."
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


def _set_config(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.obj = value


def _config_option() -> click.Option:
    return click.Option(
        ["--config"],
        metavar="FILE",
        callback=_set_config,
        expose_value=False,
        help="The configuration file.  [default: $PLANNER_CONFIG, else your configuration folder]",
    )


def _takes_config(command: click.Command) -> None:
    """Let `--config` stand after the command's name as well as before it."""
    if isinstance(command, click.Group):
        for child in command.commands.values():
            _takes_config(child)
    elif not any(parameter.name == "config" for parameter in command.params):
        command.params.append(_config_option())


@click.group(cls=LazyGroup, params=[_config_option()])
@click.version_option(__version__, prog_name="planner")
def planner() -> None:
    """Plan against actual, from a spreadsheet that you keep by hand."""


def _said(error: click.ClickException) -> str:
    """Click's message; where a negative amount was taken for an option, what is the matter."""
    if isinstance(error, click.NoSuchOption) and error.option_name[1:2].isdigit():
        return "an amount is never less than nothing; `planner undo` or `planner rm` take back"
    return error.format_message()


def main(args: Sequence[str] | None = None) -> Any:
    """Run the command line and exit: the one place where errors become exit statuses."""
    try:
        status = planner.main(args, prog_name="planner", standalone_mode=False)
    except PlannerError as error:
        click.echo(f"planner: {error}", err=True)
        sys.exit(error.status)
    except click.ClickException as error:
        click.echo(f"planner: {_said(error)}", err=True)
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(f"Try `{error.ctx.command_path} --help`.", err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("planner: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`planner report | head`); nothing is left to say.
        sys.stderr.close()
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)
