"""Recorded requests to Google, sent to the stand-in, and the two answers compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.sheets_server import Answer, Request, admin, new_app
from tests.sheets_server.conformance.compare import Names, differences
from tests.sheets_server.conformance.suite import PRIVATE
from tests.sheets_server.google import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JSON = dict[str, Any]
OLD_SCOPE = ("https://spreadsheets.google.com/feeds",)


@dataclass(frozen=True)
class Reply:
    """One request's outcome: the cassette, the call, and where the answers differ."""

    cassette: str
    call: str
    differences: tuple[str, ...]


def replay(cassette: Path) -> Iterator[Reply]:
    """Sends a cassette's requests in their order to a server of its own."""
    app, names = new_app(), Names()
    admin.make(app.world, PRIVATE)
    token = app.token(scopes=OLD_SCOPE)
    for recorded in json.loads(cassette.read_text("utf-8"))["interactions"]:
        request = _request(recorded["request"], names, token)
        answer = app.handle(request)
        found = _compared(recorded["response"], answer, names)
        yield Reply(cassette.stem, name_of(request), tuple(sorted(set(found))))


def _request(recorded: JSON, names: Names, token: str) -> Request:
    url = urlsplit(recorded["uri"])
    path = "/".join(quote(names.translate(unquote(part)), safe=":") for part in url.path.split("/"))
    query = parse_qs(names.translate(url.query), keep_blank_values=True)
    body = names.translate(recorded["body"] or "").encode()
    return Request(recorded["method"], path, query, {"authorization": f"Bearer {token}"}, body)


def _compared(recorded: JSON, answer: Answer, names: Names) -> Iterator[str]:
    status = recorded["status"]["code"]
    if answer.status != status:
        message = json.loads(answer.body).get("error", {}).get("message", "")
        yield f"status: {answer.status}, Google {status}: {message}"
        return
    text = recorded["body"].get("string") or ""
    if not text or not text.lstrip().startswith(("{", "[")):
        return
    yield from differences(json.loads(text), json.loads(answer.body or b"{}"), names)
