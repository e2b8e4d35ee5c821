"""The paths under `/_admin/`, which steer the server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.sheets_server import admin
from tests.sheets_server.call import Answer, Request
from tests.sheets_server.errors import ApiError
from tests.sheets_server.faults import Fault
from tests.sheets_server.stats import Stats

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server.app import App

JSON = dict[str, Any]


def answer(app: App, request: Request) -> Answer:
    """The answer to a request to one of these paths; what cannot be done is a 400 or a 404."""
    path = request.path.removeprefix("/_admin/")
    try:
        if request.method == "GET":
            return _said(_told(app, path))
        if path not in STEERING:
            raise ApiError(404, f"There is no {request.method} /_admin/{path}")
        return _said(STEERING[path](app, json.loads(request.body or b"{}")) or {})
    except ApiError as refusal:
        return _said(refusal.body(), refusal.code)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        return _said(ApiError(400, f"{type(fault).__name__}: {fault}").body(), 400)


def _said(body: JSON, status: int = 200) -> Answer:
    return Answer(status, json.dumps(body, ensure_ascii=False).encode())


def _told(app: App, path: str) -> JSON:
    if path == "stats":
        return app.stats.json()
    if path.startswith("spreadsheets/"):
        return admin.seen(app.world, path.removeprefix("spreadsheets/"))
    raise ApiError(404, f"There is no GET /_admin/{path}")


def _plan(app: App, given: JSON) -> None:
    """What happens to the next requests, one after the other: {"faults": [{"kind": …}, …]}."""
    app.faults.plan(Fault(**fault) for fault in given["faults"])


def _reset(app: App, _: JSON) -> None:
    app.stats = Stats()


STEERING: dict[str, Callable[[App, JSON], JSON | None]] = {
    "spreadsheets": lambda app, given: admin.make(app.world, given),
    "edit": lambda app, given: admin.edit(app.world, app.person, given),
    "rows": lambda app, given: admin.rows(app.world, app.person, given),
    "act": lambda app, given: admin.act(app.world, app.person, given),
    "restore": lambda app, given: admin.restore(app.world, app.person, given),
    "faults": lambda app, given: app.set_faults(given),
    "script": _plan,
    "stats/reset": _reset,
    "share": lambda app, given: admin.share(app.world, given),
    "trash": lambda app, given: admin.trash(app.world, given),
    "protect": lambda app, given: admin.protect(app.world, given),
    "account": lambda app, given: admin.account(app.world, given),
    "apis": lambda app, given: admin.apis(app.world, given),
}
