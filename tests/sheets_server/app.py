"""The server without a socket: a request in, its answer out, one after the other."""

from __future__ import annotations

import gzip
import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.sheets_server import admin_calls, oauth
from tests.sheets_server.accounts import ROBOT, Grant
from tests.sheets_server.admin import Person
from tests.sheets_server.call import Answer, Request
from tests.sheets_server.faults import Fault, Faults
from tests.sheets_server.google import Google, name_of, refused, writes_to
from tests.sheets_server.quota import Quota
from tests.sheets_server.stats import Stats

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server.files import World

JSON = dict[str, Any]
SMALL = 256  # bytes that are not worth compressing
SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")


@dataclass
class App:
    """Google, its sign-in and the calls that steer them. url: where it is reached, without a `/`.

    under_way: requests that have yet to arrive, with the number of others to come before them.
    kept: called after each request that may have changed the world.
    """

    world: World
    quota: Quota = field(default_factory=Quota)
    faults: Faults = field(default_factory=Faults)
    stats: Stats = field(default_factory=Stats)
    url: str = "http://localhost"
    sleep: Callable[[float], None] = time.sleep
    kept: Callable[[World], None] | None = None
    under_way: list[tuple[int, Request]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.person: Person = Person(self.world)
        self.google = Google(self.world, self.quota)
        self.lock = threading.Lock()

    def key_file(self, email: str = ROBOT) -> JSON:
        """The robot's key, to be written to a credentials file."""
        return self.world.accounts.key_file(email, self.url)

    def token(self, email: str = ROBOT, scopes: tuple[str, ...] = SCOPES) -> str:
        """An access token that does not expire, for who does without the token endpoint."""
        token = f"ya29.{email}.{len(self.world.accounts.tokens)}"
        self.world.accounts.tokens[token] = Grant(email, frozenset(scopes))
        return token

    def handle(self, request: Request) -> Answer:
        """The answer to any request. One with `drop` stands for a connection that is closed."""
        if request.path.startswith("/_admin/"):
            with self.lock:
                answer = admin_calls.answer(self, request)
                self._keep()
                return answer
        self.sleep(self.faults.latency)
        if request.headers.get("content-encoding") == "gzip":
            sent, request = request, replace(request, body=gzip.decompress(request.body))
        else:
            sent = request
        with self.lock:
            if request.path in oauth.PATHS:
                self.stats.token += 1
                return oauth.answer(self.world.accounts, request, self.url)
            answer = _compressed(request, self._through_faults(request))
            size = 0 if answer.drop else len(answer.body)
            self.stats.count(name_of(request), len(sent.body), size)
            self._keep()
            return answer

    def _keep(self) -> None:
        if self.kept is not None:
            self.kept(self.world)

    def set_faults(self, settings: JSON) -> None:
        """Faults by chance from now on; what is still under way arrives first."""
        self._arrive(everything=True)
        self.faults.set(settings)

    def _through_faults(self, request: Request) -> Answer:
        self._arrive()
        fault = self.faults.next()
        if fault.kind == "refuse":
            return refused(fault.code)
        if fault.kind in ("late", "drop"):
            self._send_later(request, fault)
            return Answer(503, drop=True)
        answer = self._perform(request)
        if fault.kind == "repeat":
            self._send_later(request, fault)
        return replace(answer, drop=fault.kind == "lost-answer", cut=fault.kind == "cut-body")

    def _send_later(self, request: Request, fault: Fault) -> None:
        if fault.kind != "drop":
            self.under_way.append((fault.after, request))

    def _arrive(self, *, everything: bool = False) -> None:
        """Requests that were held up arrive now, as far as it is their turn."""
        waiting = [(after - 1, request) for after, request in self.under_way]
        self.under_way[:] = [] if everything else [item for item in waiting if item[0] > 0]
        for after, request in waiting:
            if everything or after <= 0:
                self._perform(request)

    def _perform(self, request: Request) -> Answer:
        if file_id := writes_to(request):
            self.person.before_write(file_id)
        return self.google.answer(request)


def _compressed(request: Request, answer: Answer) -> Answer:
    if "gzip" not in request.headers.get("accept-encoding", "") or len(answer.body) < SMALL:
        return answer
    body = gzip.compress(answer.body, 6, mtime=0)
    return replace(answer, body=body, headers=(*answer.headers, ("Content-Encoding", "gzip")))
