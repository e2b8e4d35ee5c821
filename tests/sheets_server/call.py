"""One request to one of Google's calls, as the functions that answer it take it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.sheets_server.discovery import Method

JSON = dict[str, Any]
READS_BY_POST = ("getByDataFilter", "search", "batchGetByDataFilter")


@dataclass(frozen=True)
class Request:
    """What came over the wire. path: undecoded; header names in lower case."""

    method: str
    path: str
    query: dict[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What goes back. drop: the connection is closed without it; cut: in the middle of it."""

    status: int
    body: bytes = b""
    content_type: str = "application/json; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()
    drop: bool = False
    cut: bool = False


@dataclass(frozen=True)
class Call:
    """A request to one of Google's calls, from a known user."""

    method: Method
    path: dict[str, str]
    query: dict[str, list[str]]
    body: Any
    user: str
    project: str

    @property
    def name(self) -> str:
        """As in "spreadsheets.get"."""
        return self.method.name

    @property
    def writes(self) -> bool:
        """Whether it may change something."""
        last = self.name.rpartition(".")[2]
        return self.method.http_method != "GET" and last not in READS_BY_POST

    def one(self, name: str, default: str = "") -> str:
        """A query parameter."""
        return self.query.get(name, [default])[-1]

    def flag(self, name: str) -> bool:
        """A query parameter that is true or false."""
        return self.one(name).lower() in ("true", "1")
