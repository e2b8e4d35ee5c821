"""The manual pages, made from the commands' own help when the package is built.

Source: man-pages(7) for the sections and groff_man(7) for the macros.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from planner import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = """\
.SH FILES
.TP
.I config.toml
The configuration: \\fB\\-\\-config\\fR, else \\fB$PLANNER_CONFIG\\fR, else in your
configuration folder.
.TP
.I cache.sqlite3
What the sheet last said and what waits for it: \\fBcache\\fR in the configuration, else in
your data folder.
.SH ENVIRONMENT
.TP
.B PLANNER_CONFIG
The configuration's file.
.TP
.B NO_COLOR
Any value: no colour.
.SH EXIT STATUS
0 done; 2 wrong usage; 65 data that cannot be used; 69 the sheet is not there; 75 try again later,
nothing was lost; 77 no permission; 78 wrong configuration or credential.
"""


def pages(root: click.Group) -> Iterator[tuple[str, str]]:
    """Each page's file name and its text in roff: of the command and of all its subcommands."""
    context = click.Context(root, info_name=root.name)
    names = root.list_commands(context)
    yield f"{root.name}.1", _page(root, context, names) + _FILES + _see(root, names)
    for name in names:
        command = root.get_command(context, name)
        if command is not None and not command.hidden:
            inner = click.Context(command, info_name=name, parent=context)
            yield f"{root.name}-{name}.1", _page(command, inner, ()) + _see(root, ())


def _page(command: click.Command, context: click.Context, names: list[str] | tuple[()]) -> str:
    title = context.command_path.replace(" ", "-")
    usage = " ".join(command.collect_usage_pieces(context))
    short = command.get_short_help_str(limit=200)
    parts = [
        f'.TH {_plain(title.upper())} 1 "" "planner {__version__}" "planner"',
        ".SH NAME",
        f"{_plain(title)} \\- {_plain(short)}",
        ".SH SYNOPSIS",
        f".B {_plain(context.command_path)}",
        _plain(usage),
        ".SH DESCRIPTION",
        *_description(command.help or ""),
    ]
    if names:
        parts.append(".SH COMMANDS")
        for name in names:
            inner = command.get_command(context, name) if isinstance(command, click.Group) else None
            if inner is not None:
                parts += [".TP", f".B {_plain(name)}", _plain(inner.get_short_help_str(limit=200))]
    options = [option.get_help_record(context) for option in command.get_params(context)]
    parts.append(".SH OPTIONS")
    for record in filter(None, options):
        parts += [".TP", f".B {_plain(record[0])}", _plain(record[1])]
    return "\n".join(parts) + "\n"


def _description(text: str) -> Iterator[str]:
    """The help's paragraphs; one that begins with a backspace keeps its lines, as in Click."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.split("\n")]
        yield ".PP"
        if lines[0] == "\b":
            yield ".nf"
            yield from map(_plain, lines[1:])
            yield ".fi"
        else:
            yield _plain(" ".join(lines))


def _see(root: click.Group, names: list[str] | tuple[()]) -> str:
    others = [f"{root.name}-{name}" for name in names] or [str(root.name)]
    listed = ", ".join(f"\\fB{_plain(name)}\\fR(1)" for name in others)
    return f".SH SEE ALSO\n{listed}\n"


def _plain(text: str) -> str:
    """Text that roff takes for nothing else."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
