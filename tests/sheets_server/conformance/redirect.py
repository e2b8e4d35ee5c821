"""A pytest plugin for gspread's suite: its requests to Google go to the stand-in server.

It runs in a process of its own, where `tests` is gspread's package and not this project's. Nothing
is recorded, so vcr, which the suite imports to record with, is an empty shell.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests

if TYPE_CHECKING:
    import pytest

GOOGLE = ("sheets.googleapis.com", "www.googleapis.com")

send = requests.Session.send


def _redirected(
    session: requests.Session, request: requests.PreparedRequest, **options: Any
) -> requests.Response:
    url = urlsplit(request.url or "")
    if url.hostname in GOOGLE:
        there = urlsplit(os.environ["STAND_IN"])
        request.url = url._replace(scheme=there.scheme, netloc=there.netloc).geturl()
    return send(session, request, **options)


def _without_vcr() -> None:
    vcr, errors = ModuleType("vcr"), ModuleType("vcr.errors")
    vcr.VCR = type("VCR", (), {"ensure_suffix": staticmethod(str)})  # type: ignore[attr-defined]
    never = type("NeverRaised", (Exception,), {})
    errors.CannotOverwriteExistingCassetteException = never  # type: ignore[attr-defined]
    sys.modules |= {"vcr": vcr, "vcr.errors": errors}


def pytest_configure(config: pytest.Config) -> None:
    """Declares the mark that vcr's plugin would."""
    config.addinivalue_line("markers", "vcr: recorded with vcr")


_without_vcr()  # the suite's conftest imports it before any hook is called
requests.Session.send = _redirected  # type: ignore[assignment, method-assign]
