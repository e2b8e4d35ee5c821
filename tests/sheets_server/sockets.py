"""The server on a socket: HTTP/1.1 with connections that stay open."""

from __future__ import annotations

from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.sheets_server.call import Answer, Request

if TYPE_CHECKING:
    import socket

    from tests.sheets_server.app import App


class Listener(ThreadingHTTPServer):
    """Listens on the loopback; a port of 0 is any that is free. Tells the app its address."""

    daemon_threads = True

    def __init__(self, app: App, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.app = app
        self.open: set[socket.socket] = set()
        app.url = f"http://127.0.0.1:{self.server_port}"

    def close(self) -> None:
        """Stops listening, and ends the connections that clients have left open."""
        self.shutdown()
        self.server_close()
        for connection in list(self.open):
            self.shutdown_request(connection)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Listener
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave in one packet
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        self.server.open.discard(self.connection)
        try:
            super().finish()
        except OSError:
            self.close_connection = True  # the client has gone

    def do(self) -> None:
        """Answers one request, whatever its method."""
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = parse_qs(url.query, keep_blank_values=True)
        self._send(self.server.app.handle(Request(self.command, url.path, query, headers, body)))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do  # noqa: N815 - names of http.server

    def _send(self, answer: Answer) -> None:
        if answer.drop:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.body:
            self.send_header("Content-Type", answer.content_type)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: len(answer.body) // 2] if answer.cut else answer.body)
        self.close_connection = self.close_connection or answer.cut

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header, by the app's clock."""
        return formatdate(timestamp or self.server.app.world.drive.clock(), usegmt=True)

    def version_string(self) -> str:
        """The Server header, as Google's."""
        return "ESF"

    def log_message(self, *_: object) -> None:
        """Says nothing: standard error is the tests'."""
