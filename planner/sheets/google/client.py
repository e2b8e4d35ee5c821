"""gspread's HTTP client made patient: what may be repeated is, under one deadline.

Truncated exponential back-off with full jitter, as the Sheets API's usage limits ask for:
https://developers.google.com/workspace/sheets/api/limits
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import requests
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from google.auth.transport.requests import AuthorizedSession, Request
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

from planner import __version__
from planner.errors import PlannerError, TryAgainError
from planner.sheets.google.address import is_loopback
from planner.sheets.google.faults import RefusedError, refused, token_error

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from google.auth.credentials import Credentials

JSON = dict[str, Any]
_LATER = "Nothing was lost. Try again later."
TIMEOUT = (10.0, 60.0)
"""Seconds to connect, and to wait for the next byte."""


@dataclass(frozen=True)
class Patience:
    """How long to try, and how to wait; all of it injected, so that tests never sleep.

    deadline: seconds for one call with its repetitions: a quota's minute, and some. longest: the
    most seconds between two tries. say: is told why a person has to wait.
    """

    deadline: float = 100.0
    longest: float = 32.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    chance: random.Random = field(default_factory=random.SystemRandom)
    say: Callable[[str], None] = lambda _: None


class Client(HTTPClient):
    """One connection to Google, kept open, as one user.

    who: whom a sheet must be shared with, for errors. where: the file of the credentials.
    """

    def __init__(
        self, auth: Credentials, endpoint: str | None, patience: Patience, who: str, where: str
    ) -> None:
        tokens = requests.Session()
        self._credentials, self._tokens = auth, Request(tokens)
        session = AuthorizedSession(  # type: ignore[no-untyped-call]
            auth, max_refresh_attempts=1, auth_request=self._tokens
        )
        if endpoint and is_loopback(endpoint):
            # A proxy cannot reach this machine's own loopback.
            tokens.trust_env = session.trust_env = False
        # Google compresses only for agents that name gzip.
        session.headers["User-Agent"] = f"planner/{__version__} (gzip)"
        session.params = {"prettyPrint": "false"}  # no blanks that nobody reads
        super().__init__(auth, session)
        self.set_timeout(TIMEOUT)
        self.patience = patience
        self.answered: tuple[str, float] = "", 0.0
        """What time it was at the last answer: the header Date, and this machine's clock."""
        self.who = who
        self.where = where

    def sign_in(self) -> None:
        """Get a token, once. Errors: ConfigError, TryAgainError."""
        try:
            self._credentials.refresh(self._tokens)  # type: ignore[no-untyped-call]
        except RefreshError as error:
            if not error.retryable:
                raise token_error(error, self.where) from None
            raise TryAgainError("the token server is out of order", todo=_LATER) from None
        except GoogleAuthError:
            raise TryAgainError("the token server cannot be reached", todo=_LATER) from None

    def call(
        self,
        method: str,
        url: str,
        *,
        params: MutableMapping[str, Any] | None = None,
        body: JSON | None = None,
        repeat: bool = True,
    ) -> JSON:
        """The answer's JSON. repeat: whether the request may arrive twice without harm.

        Errors: RefusedError where Google refuses the request itself; TryAgainError where it did not
        answer before the deadline; ConfigError for credentials that are not taken.
        """
        patience = self.patience
        end = patience.clock() + patience.deadline
        tries = 0
        while True:
            try:
                return self._once(method, url, params, body)
            except _PassingError as fault:
                pause = patience.chance.uniform(0, min(patience.longest, 2.0**tries))
                pause = max(pause, fault.wait)
                tries += 1
                harmless = repeat or fault.never_applied
                if not harmless or patience.clock() + pause >= end:
                    raise TryAgainError(
                        f"Google Sheets cannot be used now: {fault.why}",
                        todo=_LATER,
                    ) from None
                if pause > 2:
                    patience.say(f"{fault.why}; trying again in {pause:.0f} s")
                patience.sleep(pause)

    def _once(
        self, method: str, url: str, params: MutableMapping[str, Any] | None, body: Any
    ) -> JSON:
        try:
            response = self.request(method, url, params=params, json=body)
            self.answered = response.headers.get("Date", ""), time.time()
            answer = response.json()
        except APIError as error:
            raise _explained(error.response, method, self.who, self.where) from None
        except RefreshError as error:
            if error.retryable:
                raise _PassingError(
                    "the token server is out of order", never_applied=True
                ) from None
            raise token_error(error, self.where) from None
        except (TransportError, GoogleAuthError):
            raise _PassingError("the token server cannot be reached", never_applied=True) from None
        except (requests.ConnectTimeout, requests.exceptions.SSLError) as error:
            raise _PassingError(_words(error), never_applied=True) from None
        except (requests.RequestException, ValueError) as error:
            raise _PassingError(_words(error)) from None
        if not isinstance(answer, dict):
            raise _PassingError("its answer is no JSON object")
        return answer


class _PassingError(Exception):
    """What may pass by itself. never_applied: the request has certainly changed nothing."""

    def __init__(self, why: str, *, never_applied: bool = False, wait: float = 0) -> None:
        super().__init__(why)
        self.why = why
        self.never_applied = never_applied
        self.wait = wait


def _explained(
    response: requests.Response, method: str, who: str, where: str
) -> _PassingError | PlannerError | RefusedError:
    status = response.status_code
    if status == 429:
        wait = response.headers.get("Retry-After", "")
        return _PassingError(
            "the quota of requests a minute is used up",
            never_applied=True,
            wait=min(float(wait), 60.0) if wait.isdecimal() else 0,
        )
    if status in (408, 500, 502, 503, 504):
        return _PassingError(f"it answers {status}")
    return refused(response, method, who, where)


def _words(error: Exception) -> str:
    """What happened, in our words: a library's may quote addresses and headers."""
    if isinstance(error, requests.Timeout):
        return "it does not answer in time"
    if isinstance(error, requests.ConnectionError):
        return "the connection failed or broke off; is this machine online?"
    return "its answer is cut short or no JSON"
