"""The report sent where a person reads in the morning: mail, chats, a desktop, by Apprise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from planner.errors import ConfigError
from planner.report import text
from planner.report.words import day_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from planner.config import Config
    from planner.report.build import Report

VARIABLE = "PLANNER_DELIVER"
EXTRA = "Delivering needs an extra: pip install 'planner[notify]'."


@dataclass(frozen=True, slots=True)
class Address:
    """Where a report goes. url holds secrets; name says it without them."""

    url: str
    name: str


def addresses(config: Config, environment: Mapping[str, str]) -> tuple[Address, ...]:
    """The addresses that the environment names, else the configuration, else the keyring.

    Errors: ConfigError for an address that no service answers to, without its secrets.
    """
    if urls := environment.get(VARIABLE, "").split():
        where = f"${VARIABLE}"
    elif urls := list(config.deliver):
        where = f"{config.path}: deliver"
    else:
        urls, where = _from_keyring(), "the keyring's entry planner/deliver"
    return tuple(
        Address(url, _service(url, number, where).url(privacy=True).partition("?")[0])
        for number, url in enumerate(urls, 1)
    )


def deliver(report: Report, address: Address, missed: Sequence[date] = ()) -> bool:
    """Send the report there, the page with it where the channel can; whether it was taken.

    missed: days whose report did not get through, which this one says.
    """
    from planner.report import html, markdown

    apprise = _apprise()
    service = apprise.Apprise.instantiate(address.url)
    note = f"Not delivered before: the report of {', '.join(map(str, missed))}." if missed else ""
    formats = service.notify_format  # one, or several with the best first
    kind = formats[0] if isinstance(formats, tuple) else formats
    if kind == apprise.NotifyFormat.HTML:
        # As it stands in a terminal: its columns need a letter's width that is always the same.
        from html import escape

        body = f"<pre>{escape(_joined(note, text.render(report)))}</pre>"
    elif kind == apprise.NotifyFormat.MARKDOWN:
        body = _joined(note, markdown.render(report))
    else:
        body = _joined(note, text.render(report))
    with TemporaryDirectory() as folder:  # for this user alone
        page = Path(folder) / f"planner-{report.on}.html"
        page.write_text(html.render(report), encoding="utf-8")
        messenger = apprise.Apprise()
        messenger.add(service)
        return bool(
            messenger.notify(
                title=f"planner: {day_name(report.on)}",
                body=body,
                body_format=kind,
                attach=str(page) if service.attachment_support else None,
            )
        )


def _joined(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))


def _service(url: str, number: int, where: str) -> Any:
    service = _apprise().Apprise.instantiate(url)
    if not service:
        raise ConfigError(
            f"address {number} is none that Apprise knows ({url.partition(':')[0]}://…)",
            where=where,
            todo="See https://github.com/caronc/apprise/wiki for how each service's URL is made.",
        )
    return service


def _apprise() -> Any:
    """Apprise, which tells what goes wrong to its log alone, secrets and all: nobody reads it."""
    import logging

    try:
        import apprise
    except ImportError:
        raise ConfigError("the report cannot be delivered", where="deliver", todo=EXTRA) from None
    log = logging.getLogger("apprise")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    log.propagate = False
    return apprise


def _from_keyring() -> list[str]:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return []
    try:
        return (keyring.get_password("planner", "deliver") or "").split()
    except (KeyringError, OSError, RuntimeError):
        return []  # no keyring on this machine, or locked: it then names nothing
