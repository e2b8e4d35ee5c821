"""As whom a sheet is opened: a person's consent, the machine's own credentials, their scopes."""

from __future__ import annotations

import json
import stat
import threading
from typing import TYPE_CHECKING

import pytest
import requests

from planner.config import Google
from planner.errors import ConfigError
from planner.sheets.google import GoogleSheet, consent, create
from planner.sheets.google.credentials import OWN_FILES, SPREADSHEETS, token_file
from tests.sheets_server import admin
from tests.sheets_server.accounts import PERSON

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sheets.google.stand_in import StandIn


class Browser:
    """A person who says yes."""

    def open(self, url: str, **_: object) -> bool:
        threading.Thread(target=requests.get, args=(url,), kwargs={"timeout": 5}).start()
        return True


@pytest.fixture
def client(google: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The client file of a desktop application, and a browser."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the stand-in speaks plain http
    monkeypatch.setattr("webbrowser.get", lambda *_: Browser())
    file = tmp_path / "client.json"
    file.write_text(json.dumps(google.app.world.accounts.client_file(google.app.url)))
    return file


def _person_shares(google: StandIn, spreadsheet: str) -> None:
    admin.share(google.app.world, {"id": spreadsheet, "email": PERSON, "role": "writer"})


def test_a_person_gives_consent_once_and_syncs_from_then_on(
    google: StandIn, client: Path, log: str
) -> None:
    _person_shares(google, log)
    said: list[str] = []
    consent(client, said.append)
    tokens = token_file(client)
    assert stat.S_IMODE(tokens.stat().st_mode) == 0o600
    assert "browser" in said[0]
    sheet = GoogleSheet(Google(log, client, google.app.url), google.patience())
    assert sheet.snapshot().title == "Plan"
    google.app.world.accounts.tokens.clear()
    assert sheet.snapshot().title == "Plan"  # renewed by the refresh token
    assert google.watch.slept == []


def test_consent_asks_for_no_more_than_sheets_or_our_own_files(
    google: StandIn, client: Path
) -> None:
    def scopes() -> set[str]:
        return {s for grant in google.app.world.accounts.tokens.values() for s in grant.scopes}

    consent(client, lambda _: None)
    assert scopes() == {SPREADSHEETS}
    google.app.world.accounts.tokens.clear()
    consent(client, lambda _: None, make=True)
    assert scopes() == {OWN_FILES}
    made = create("Mine", Google("-", client, google.app.url), patience=google.patience())
    config = Google(made, client, google.app.url)
    assert GoogleSheet(config, google.patience()).snapshot().title == "Mine"


def test_consent_that_was_withdrawn_is_said(google: StandIn, client: Path, log: str) -> None:
    _person_shares(google, log)
    consent(client, lambda _: None)
    google.app.world.accounts.tokens.clear()
    google.app.world.accounts.refreshing.clear()
    config = Google(log, client, google.app.url)
    with pytest.raises(ConfigError, match="withdrawn or has expired"):
        GoogleSheet(config, google.patience()).snapshot()


def test_tokens_that_are_damaged_are_said_without_what_they_hold(
    google: StandIn, client: Path, log: str
) -> None:
    consent(client, lambda _: None)
    tokens = json.loads(token_file(client).read_text())
    del tokens["refresh_token"]
    token_file(client).write_text(json.dumps(tokens))
    config = Google(log, client, google.app.url)
    with pytest.raises(ConfigError, match="damaged") as raised:
        GoogleSheet(config, google.patience()).snapshot()
    assert tokens["client_secret"] not in str(raised.value)


def test_the_machines_own_credentials_serve_where_none_is_named(
    google: StandIn, log: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(google.key))
    config = Google(log, None, google.app.url)
    assert GoogleSheet(config, google.patience()).snapshot().title == "Plan"


def test_without_any_credentials_both_ways_out_are_said(
    log: str, google: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    with pytest.raises(ConfigError, match="gcloud auth application-default login"):
        GoogleSheet(Google(log, None, google.app.url)).snapshot()


def test_a_robot_asks_for_sheets_alone(google: StandIn, log: str) -> None:
    google.open(log).snapshot()
    (grant,) = google.app.world.accounts.tokens.values()
    assert grant.scopes == {SPREADSHEETS}
