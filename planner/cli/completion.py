"""`planner completion`: the lines that teach a shell to complete."""

from __future__ import annotations

import click

_VARIABLE = "_PLANNER_COMPLETE"


@click.command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def command(shell: str) -> None:
    """Print what makes SHELL complete commands, options and your own categories.

    \b
    eval "$(planner completion bash)"     (in ~/.bashrc; bash 4.4 or newer)
    eval "$(planner completion zsh)"      (in ~/.zshrc)
    planner completion fish > ~/.config/fish/completions/planner.fish
    """
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root()
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - Click has these three
    maker = kind(root.command, {}, "planner", _VARIABLE)
    # Not maker.source(), which runs bash to look at its version.
    click.echo(maker.source_template % maker.source_vars())
