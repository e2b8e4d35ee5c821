"""A request to one of Google's APIs: who asks, may they, is it well formed, what comes of it."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.sheets_server import discovery, drive_calls, sharing_calls, sheets_calls, values_calls
from tests.sheets_server.accounts import PROJECT, check_scopes
from tests.sheets_server.call import Answer, Call, Request
from tests.sheets_server.errors import ApiError, bad_request, in_drive_style, reasoned

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server.discovery import Method
    from tests.sheets_server.files import World
    from tests.sheets_server.quota import Quota

JSON = dict[str, Any]
Handler = "Callable[[World, Call], Any]"
CALLS: dict[str, dict[str, Callable[[World, Call], Any]]] = {
    "sheets.v4": sheets_calls.CALLS | values_calls.CALLS,
    "drive.v3": drive_calls.CALLS | sharing_calls.CALLS,
}
UPLOAD = "/upload/drive/v2/files/"
NAMES = {"sheets.v4": "Google Sheets API", "drive.v3": "Google Drive API"}
HOSTS = {"sheets.v4": "sheets.googleapis.com", "drive.v3": "drive.googleapis.com"}


def name_of(request: Request) -> str:
    """The call's name, as in "spreadsheets.get"; the path where Google has no such call."""
    if request.path.startswith(UPLOAD):
        return "files.upload"
    found = discovery.method_at(request.method, request.path)
    return found[0].name if found else f"{request.method} {request.path}"


def writes_to(request: Request) -> str:
    """The id of the spreadsheet that a request is to write to, "" where it writes to none."""
    found = discovery.method_at(request.method, request.path)
    if found is None:
        return ""
    method, path = found
    call = Call(method, path, {}, None, "", "")
    return path.get("spreadsheetId", "") if call.writes else ""


@dataclass
class Google:
    """Both APIs over one world.

    departures: where an answer was not as Google's discovery documents have it, or there was none:
    faults of this server, which a test that uses it must not pass over.
    """

    world: World
    quota: Quota
    departures: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Answer:
        """The answer to a request, errors included."""
        if request.path.startswith(UPLOAD):
            return self._upload(request)
        found = discovery.method_at(request.method, request.path)
        if found is None:
            return Answer(404, b"<html><title>Error 404 (Not Found)!!1</title></html>", "text/html")
        method, path = found
        try:
            user = self._admitted(method, request)
            body = _body(request)
            _check(method, request, body)
            call = Call(method, path, request.query, body, user, PROJECT)
            handler = CALLS[method.api].get(method.name)
            if handler is None:
                text = f"The stand-in server does not know {method.name}."
                raise ApiError(501, text, status="UNIMPLEMENTED")
            return self._said(call, self._handled(handler, call))
        except ApiError as error:
            if method.api == "drive.v3":
                error = in_drive_style(error)
            return Answer(error.code, _written(error.body()))

    def _admitted(self, method: Method, request: Request) -> str:
        """The user. Raises ApiError for one unknown, an API not enabled, a scope or quota short."""
        grant = self.world.accounts.grant_of(request.headers.get("authorization", ""))
        if method.api in self.world.off:
            raise _disabled(method.api)
        check_scopes(grant, method.scopes, method.name)
        if method.api == "sheets.v4":
            writes = Call(method, {}, {}, None, "", "").writes
            self.quota.take(grant.user, write=writes)
        return grant.user

    def _handled(self, handler: Callable[[World, Call], Any], call: Call) -> Any:
        """What a handler answers. A fault of its own is remembered, and a 500 to the client."""
        try:
            return handler(self.world, call)
        except ApiError:
            raise
        except Exception as fault:
            self.departures.append(f"{call.name}: {traceback.format_exc()}")
            raise ApiError(500, f"The stand-in server broke: {fault!r}") from fault

    def _said(self, call: Call, said: Any) -> Answer:
        """An answer that went well, held to Google's own description of it."""
        if said is None:
            return Answer(204)
        if isinstance(said, tuple):
            return Answer(200, said[1], said[0])
        wrong = list(discovery.problems(call.method.api, call.method.response, said))
        if wrong:
            self.departures += [f"{call.name}: {problem.message}" for problem in wrong]
            raise ApiError(500, f"The stand-in's own answer is wrong: {wrong[0].message}")
        return Answer(200, _written(said, pretty=call.one("prettyPrint") != "false"))

    def _upload(self, request: Request) -> Answer:
        file_id = request.path.removeprefix(UPLOAD)
        try:
            grant = self.world.accounts.grant_of(request.headers.get("authorization", ""))
            said = drive_calls.import_csv(self.world, file_id, grant.user, request.body)
        except ApiError as error:
            return Answer(error.code, _written(in_drive_style(error).body()))
        return Answer(200, _written(said))


def refused(code: int) -> Answer:
    """An answer of a server that is in trouble, or has had enough."""
    messages = {
        401: "Request had invalid authentication credentials.",
        403: "The caller does not have permission",
        404: "Requested entity was not found.",
        429: "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute "
        "per user' of service 'sheets.googleapis.com'.",
        500: "Internal error encountered.",
        503: "The service is currently unavailable.",
    }
    return Answer(code, _written(ApiError(code, messages.get(code, "Refused.")).body()))


def _written(body: JSON, *, pretty: bool = True) -> bytes:
    return (json.dumps(body, indent=2 if pretty else None, ensure_ascii=False) + "\n").encode()


def _body(request: Request) -> Any:
    if not request.body:
        return {}
    try:
        return _without_nulls(json.loads(request.body))
    except ValueError as fault:
        raise bad_request(f"Invalid JSON payload received. {fault}") from None


def _without_nulls(value: Any) -> Any:
    """A field that is null is not set; a null in a list says something."""
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    if isinstance(value, dict):
        return {n: _without_nulls(inner) for n, inner in value.items() if inner is not None}
    return value


def _check(method: Method, request: Request, body: Any) -> None:
    """Holds a request to the discovery document. Raises ApiError."""
    wrong = [(p.where, p.message) for p in _query_problems(method, request)]
    if method.request:
        # Errors name the body of these by the field that it is within Google.
        within = "data" if method.request == "ValueRange" else ""
        found = discovery.problems(method.api, method.request, body, within)
        wrong += [(problem.where, problem.message) for problem in found]
    if wrong:
        raise bad_request("\n".join(message for _, message in wrong), *wrong)


def _query_problems(method: Method, request: Request) -> list[discovery.Problem]:
    wrong = []
    for name, texts in request.query.items():
        known = method.parameters.get(name)
        if known is None and method.api == "drive.v3":
            continue  # Drive minds no parameter that it does not know
        if known is None:
            message = f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
            message += f"parameter. Field '{name}' could not be found in request message."
            wrong.append(discovery.Problem("", message))
        elif "enum" in known and not set(texts) <= set(known["enum"]):
            wrong.append(discovery.Problem(name, f"Invalid value at '{name}', \"{texts[-1]}\""))
    return wrong


def _disabled(api: str) -> ApiError:
    address = f"https://console.developers.google.com/apis/api/{HOSTS[api]}/overview"
    return reasoned(
        403,
        f"{NAMES[api]} has not been used in project 100000000001 before or it is disabled. Enable "
        f"it by visiting {address}?project=100000000001 then retry. If you enabled this API "
        "recently, wait a few minutes for the action to propagate to our systems and retry.",
        "SERVICE_DISABLED",
        service=HOSTS[api],
        consumer="projects/100000000001",
    )
