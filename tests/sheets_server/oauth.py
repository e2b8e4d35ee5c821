"""The paths of Google's sign-in: tokens, a person's consent, and the end of both."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from tests.sheets_server.call import Answer, Request
from tests.sheets_server.errors import TokenError

if TYPE_CHECKING:
    from tests.sheets_server.accounts import Accounts

PATHS = ("/token", "/revoke", "/o/oauth2/auth")


def answer(accounts: Accounts, request: Request, base_url: str) -> Answer:
    """The answer to a request to one of PATHS."""
    form = dict(parse_qsl(request.body.decode("utf-8", "replace")))
    if request.path == "/o/oauth2/auth":
        query = {name: texts[-1] for name, texts in request.query.items()}
        return Answer(302, headers=(("Location", accounts.consent(query)),))
    if request.path == "/revoke":
        accounts.revoke(form.get("token", ""))
        return Answer(200, b"{}")
    form |= _client(request.headers.get("authorization", ""))
    try:
        return Answer(200, json.dumps(accounts.token(form, base_url)).encode())
    except TokenError as refusal:
        body = {"error": refusal.error, "error_description": refusal.description}
        return Answer(refusal.code, json.dumps(body).encode())


def _client(authorization: str) -> dict[str, str]:
    """The client's name and secret, where they come as RFC 6749, 2.3.1 prefers it."""
    kind, _, coded = authorization.partition(" ")
    if kind != "Basic":
        return {}
    name, _, secret = base64.b64decode(coded).decode().partition(":")
    return {"client_id": unquote(name), "client_secret": unquote(secret)}
