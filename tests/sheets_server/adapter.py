"""requests without a socket: a session whose requests are answered in this process."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from tests.sheets_server.call import Request

if TYPE_CHECKING:
    from tests.sheets_server.app import App


class Adapter(BaseAdapter):
    """To be mounted on a session at the app's url."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """The answer. Raises requests.ConnectionError where there is none, or half of one."""
        url = urlsplit(request.url or "")
        body = request.body or b""
        answer = self.app.handle(
            Request(
                request.method or "GET",
                url.path,
                parse_qs(url.query, keep_blank_values=True),
                {name.lower(): str(value) for name, value in request.headers.items()},
                body.encode() if isinstance(body, str) else bytes(body),
            )
        )
        if answer.drop or answer.cut:
            raise requests.ConnectionError("Connection aborted.", request=request)
        response = requests.Response()
        response.request, response.url = request, request.url or ""
        response.status_code = answer.status
        response.headers.update({"Content-Type": answer.content_type, **dict(answer.headers)})
        response.raw = HTTPResponse(
            io.BytesIO(answer.body), headers=dict(response.headers), preload_content=False
        )
        response.encoding = "utf-8"
        return response

    def close(self) -> None:
        """There is nothing to close."""


def session(app: App) -> requests.Session:
    """A session of the robot's, signed in, that reaches the app without a socket."""
    found = requests.Session()
    found.mount(app.url, Adapter(app))
    found.headers["Authorization"] = f"Bearer {app.token()}"
    return found
