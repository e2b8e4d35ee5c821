"""What Google and the wire do wrong: what is tried again, for how long, and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from planner.errors import (
    ConfigError,
    PermissionDeniedError,
    PlannerError,
    TryAgainError,
    UnreachableError,
)
from planner.sheets.grid import Landed
from tests.sheets.google.stand_in import StandIn, batch, write
from tests.sheets_server import Answer, admin

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server import Request


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_refusal_that_may_pass_is_waited_out_longer_each_time(
    google: StandIn, log: str, code: int
) -> None:
    google.faults(*["refuse"] * 5, code=code)
    assert google.open(log).snapshot().title == "Plan"
    assert len(google.watch.slept) == 5
    assert all(pause <= 2.0**n for n, pause in enumerate(google.watch.slept))
    assert max(google.watch.slept) > 2
    assert any("trying again" in said for said in google.said)


@pytest.mark.parametrize("kind", ["lost-answer", "cut-body", "drop"])
def test_a_broken_connection_is_tried_again(google: StandIn, log: str, kind: str) -> None:
    google.faults(kind, kind)
    assert google.open(log).snapshot().tabs[0].name == "Log"
    assert len(google.watch.slept) == 2


@pytest.mark.parametrize("kind", ["refuse", "cut-body", "drop"])
def test_one_deadline_ends_all_trying_and_nothing_is_an_empty_sheet(
    google: StandIn, log: str, kind: str
) -> None:
    google.faults(*[kind] * 500)
    with pytest.raises(TryAgainError) as raised:
        google.open(log).snapshot()
    assert "Nothing was lost" in str(raised.value)
    assert 30 < google.watch.time <= 100


def test_a_batch_that_no_answer_comes_to_is_left_to_the_next_snapshot(
    google: StandIn, log: str
) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.faults(*["lost-answer"] * 500)
    with pytest.raises(TryAgainError):
        sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9)))
    google.app.faults.script.clear()
    assert [f.digest for f in google.open(log).snapshot().fences] == ["laptop 1"]


def test_quota_is_said_and_waited_out(google: StandIn, log: str) -> None:
    google.app.quota.real = True
    google.app.quota.clock = lambda: google.watch.time
    sheet = google.open(log)
    for _ in range(61):
        sheet.snapshot()
    assert google.watch.time > 30
    assert any("quota" in said for said in google.said)


def test_an_expired_token_is_renewed_once(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    sheet.snapshot()
    google.app.world.accounts.tokens.clear()
    assert sheet.snapshot().title == "Plan"
    assert google.app.stats.token == 2


def test_a_token_that_expires_between_read_and_write_is_renewed(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    google.app.world.accounts.tokens.clear()
    assert sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9))) == Landed()


def test_credentials_that_are_refused_again_are_an_error_that_names_the_file(
    google: StandIn, log: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.sheets_server import accounts

    def refused(*_: object) -> None:
        raise accounts.unauthenticated(True)

    monkeypatch.setattr(google.app.world.accounts, "grant_of", refused)
    with pytest.raises(ConfigError, match=str(google.key)):
        google.open(log).snapshot()
    assert google.app.stats.token == 2


def _replaced(google: StandIn, change: Callable[[Answer], Answer]) -> None:
    real = google.app.google.answer

    def answer(request: Request) -> Answer:
        return change(real(request))

    google.app.google.answer = answer  # type: ignore[method-assign]


@pytest.mark.parametrize(
    "body", [b"", b"<html>Sign in to the network</html>", b"[]", b'"x"', b"{}", b'{"sheets": []}']
)
def test_an_answer_that_is_no_spreadsheet_is_a_fault(
    google: StandIn, log: str, body: bytes
) -> None:
    _replaced(google, lambda _: Answer(200, body))
    with pytest.raises(TryAgainError):
        google.open(log).snapshot()


def test_an_answer_to_a_batch_without_its_copies_is_looked_up(google: StandIn, log: str) -> None:
    sheet = google.open(log)
    snapshot = sheet.snapshot()

    def bare(answer: Answer) -> Answer:
        return Answer(200, b'{"spreadsheetId": "x"}') if b"updatedSpr" in answer.body else answer

    _replaced(google, bare)
    assert sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9))) == Landed()
    assert google.calls == {"spreadsheets.get": 2, "spreadsheets.batchUpdate": 1}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (requests.ConnectionError("host='secret'"), "is this machine online"),
        (requests.ConnectTimeout("secret"), "does not answer in time"),
        (requests.ReadTimeout("secret"), "does not answer in time"),
        (requests.exceptions.SSLError("secret"), "connection failed"),
        (requests.exceptions.ChunkedEncodingError("secret"), "cut short"),
    ],
)
def test_what_the_wire_says_is_put_in_our_words(
    google: StandIn, log: str, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    sheet = google.open(log)
    sheet.snapshot()

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(sheet.client.session, "request", fail)
    with pytest.raises(TryAgainError, match=said) as raised:
        sheet.snapshot()
    assert "secret" not in str(raised.value)


def test_a_token_server_that_is_down_is_waited_for(
    google: StandIn, log: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.sheets_server import oauth

    real, down = oauth.answer, [0] * 9

    def answer(*given: object) -> Answer:
        if down:
            down.pop()
            return Answer(503, b'{"error": "server_error"}')
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(oauth, "answer", answer)
    assert google.open(log).snapshot().title == "Plan"
    assert google.watch.slept


@pytest.mark.parametrize(
    ("role", "error"), [("", PermissionDeniedError), ("reader", PermissionDeniedError)]
)
def test_what_is_not_shared_names_whom_to_share_it_with(
    google: StandIn, role: str, error: type[PlannerError]
) -> None:
    sheet_id = google.make({"Log": [["Date"]]}, role=role)
    sheet = google.open(sheet_id)
    with pytest.raises(error, match=r"planner@planner-tests.iam.gserviceaccount.com") as raised:
        snapshot = sheet.snapshot()
        sheet.swap(batch(snapshot, write(snapshot, "Log!A2", "x")))
    assert "Editor" in raised.value.todo
    assert google.watch.slept == []


def test_a_protected_range_is_said_with_where_to_lift_it(google: StandIn, log: str) -> None:
    admin.protect(google.app.world, {"id": log, "range": "Log!C1:C9"})
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    with pytest.raises(PermissionDeniedError, match="Protect sheets and ranges"):
        sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9)))
    assert google.seen(log)["Log"][1][2] == "1.5"


def test_an_api_that_is_not_enabled_is_said_with_its_switch(google: StandIn, log: str) -> None:
    admin.apis(google.app.world, {"off": ["sheets.v4"]})
    with pytest.raises(PermissionDeniedError, match=r"apis/library/sheets.googleapis.com"):
        google.open(log).snapshot()


def test_an_id_that_leads_nowhere_is_said(google: StandIn) -> None:
    with pytest.raises(UnreachableError, match="letter by letter"):
        google.open("1nowhere-nowhere-nowhere").snapshot()


def test_no_error_and_no_line_holds_a_secret(google: StandIn, log: str) -> None:
    secrets = {google.app.key_file()["private_key"][100:140]}
    said: list[str] = list(google.said)
    for state in ("revoked", "deleted"):
        admin.account(google.app.world, {"state": state})
        with pytest.raises(ConfigError) as raised:
            google.open(log).snapshot()
        said.append(str(raised.value))
    assert not any(secret in line or "ya29" in line for secret in secrets for line in said)
