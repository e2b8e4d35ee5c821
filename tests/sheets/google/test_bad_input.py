"""Keys, addresses and sheets that cannot be used as they are: each is said, or simply works."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from planner.config import Google
from planner.errors import ConfigError, DataError, UnreachableError, UsageError
from planner.sheets.google import (
    GoogleSheet,
    address_to_share_with,
    spreadsheet_id,
    url_of,
    warning,
)
from planner.sheets.google.address import endpoint_of
from planner.sheets.grid import Append, Landed, NewCell, NewRow, Show
from tests.sheets.google.stand_in import StandIn, at, batch, write
from tests.sheets_server import admin

if TYPE_CHECKING:
    from pathlib import Path

ID = "1AbC_dEf-1234567890abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f"  {ID} ",
        f"https://docs.google.com/spreadsheets/d/{ID}",
        f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=123456",
        f"https://docs.google.com/spreadsheets/d/{ID}/edit?gid=7&usp=sharing#gid=7",
        f"https://docs.google.com/spreadsheets/u/1/d/{ID}/edit",
        url_of(ID),
    ],
)
def test_an_id_is_found_in_whatever_is_pasted(text: str) -> None:
    assert spreadsheet_id(text) == ID


@pytest.mark.parametrize(
    "text",
    ["", "plan", "https://docs.google.com/document/d/x", "my sheet 2026",
     "https://docs.google.com/spreadsheets/d/e/2PACX-1vQ/pubhtml"],
)  # fmt: skip
def test_what_is_no_sheets_address_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="…/spreadsheets/d/ID/edit"):
        spreadsheet_id(text)


@pytest.mark.parametrize(
    "endpoint",
    ["https://sheets.example", "http://127.0.0.1:8080/", "http://localhost:1", "http://[::1]:8080"],
)
def test_a_stand_in_is_reached_by_https_or_on_this_machine(endpoint: str) -> None:
    assert endpoint_of(endpoint) == endpoint.rstrip("/")


@pytest.mark.parametrize(
    "endpoint",
    ["http://sheets.example", "http://192.168.0.7:8080", "http://127.0.0.1.example",
     "http://localhost.example", "ftp://127.0.0.1", "127.0.0.1:8080", "file:///etc",
     "http://user:hunter2@sheets.example"],
)  # fmt: skip
def test_plain_http_to_another_machine_is_refused(
    endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigError, match="stand-in server") as raised:
        endpoint_of(endpoint)
    assert "hunter2" not in str(raised.value)
    monkeypatch.setenv("PLANNER_GOOGLE_ENDPOINT", endpoint)
    with pytest.raises(ConfigError, match="PLANNER_GOOGLE_ENDPOINT"):
        endpoint_of(None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no JSON"),
        ("-----BEGIN PRIVATE KEY-----", "no JSON"),
        ("[]", "neither"),
        ('{"private_key": "hunter2"}', "neither"),
        ('{"type": "external_account", "private_key": "hunter2"}', "external_account"),
        ('{"web": {"client_secret": "hunter2"}}', "web application"),
        ('{"type": "service_account", "private_key": "hunter2"}', "incomplete"),
        ('{"type": "authorized_user", "client_secret": "hunter2"}', "incomplete"),
        ('{"installed": {"client_secret": "hunter2"}}', "consent"),
    ],
)
def test_a_key_file_that_is_none_is_said_without_what_it_holds(
    tmp_path: Path, content: str, said: str
) -> None:
    key = tmp_path / "key.json"
    key.write_text(content)
    with pytest.raises(ConfigError, match=said) as raised:
        GoogleSheet(Google(ID, key)).snapshot()
    assert str(key) in str(raised.value)
    assert "hunter2" not in str(raised.value)


def test_a_key_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        GoogleSheet(Google(ID, tmp_path / "key.json")).snapshot()


def test_a_key_that_would_be_sent_in_the_open_is_refused(google: StandIn, log: str) -> None:
    key = json.loads(google.key.read_text()) | {"token_uri": "http://sheets.example/token"}
    google.key.write_text(json.dumps(key))
    with pytest.raises(ConfigError, match="token_uri"):
        google.open(log).snapshot()


@pytest.mark.parametrize(
    ("state", "said"), [("revoked", "revoked"), ("deleted", "service account was deleted")]
)
def test_a_key_that_serves_no_more_is_said(
    google: StandIn, log: str, state: str, said: str
) -> None:
    admin.account(google.app.world, {"state": state})
    with pytest.raises(ConfigError, match=said):
        google.open(log).snapshot()


def test_a_clock_that_is_wrong_is_said(google: StandIn, log: str) -> None:
    real = google.app.world.accounts.clock
    google.app.world.accounts.clock = lambda: real() - 7200
    with pytest.raises(ConfigError, match="clock is wrong"):
        google.open(log).snapshot()


def test_a_key_that_others_can_read_gets_a_warning(google: StandIn) -> None:
    assert warning(google.key) == ""
    google.key.chmod(0o644)
    assert f"chmod 600 {google.key}" in warning(google.key)
    assert address_to_share_with(google.key) == "planner@planner-tests.iam.gserviceaccount.com"


def test_a_sheet_in_the_bin_that_is_not_ours_is_not_there(google: StandIn) -> None:
    sheet_id = google.make({"Log": [["Date"]]}, trashed=True, role="")
    with pytest.raises(UnreachableError, match="in the bin"):
        google.open(sheet_id).snapshot()


def test_an_xlsx_kept_in_drive_is_said_with_what_to_do(google: StandIn) -> None:
    sheet_id = google.make({}, mimeType="xlsx")
    with pytest.raises(DataError, match="Save as Google Sheets"):
        google.open(sheet_id).snapshot()


def test_two_hundred_tabs_are_read_in_one_request(google: StandIn) -> None:
    sheet_id = google.make({f"Tab {n}": [["x", n]] for n in range(200)})
    sheet = google.open(sheet_id)
    snapshot = sheet.snapshot()
    assert [tab.rows[0][1].value for tab in snapshot.tabs] == list(range(200))
    assert google.calls == {"spreadsheets.get": 1}
    assert sheet.swap(batch(snapshot, write(snapshot, "Tab 199!B1", 1))) == Landed()


def test_a_million_empty_cells_cost_nothing(google: StandIn, log: str) -> None:
    book = google.app.world.drive.files[log].book
    assert book is not None
    book.sheets[0].grid.update({"rowCount": 40_000, "columnCount": 26})
    sheet = google.open(log)
    snapshot = sheet.snapshot()
    assert len(snapshot.tabs[0].rows) == 3
    assert sheet.swap(batch(snapshot, write(snapshot, "Log!C2", 9))) == Landed()
    assert google.app.stats.json()["bytes_out"] < 10_000


TEXTS = ["=1+1", "+49 30 123", "-5", "@home", "'quoted", "=HYPERLINK(\"x\")", "1.5", "2026-11-02",
         "TRUE", " spaced ", "two\nlines", "🎯 ok", "00123", "#REF!", "50%"]  # fmt: skip


@pytest.mark.parametrize("locale", ["en_US", "de_DE"])
def test_text_stays_text_and_comes_back_equal(google: StandIn, locale: str) -> None:
    sheet_id = google.make({"Log": [["Activity", "x"]]}, locale=locale)
    sheet = google.open(sheet_id)
    snapshot = sheet.snapshot()
    rows = tuple(NewRow((NewCell(text),)) for text in TEXTS)
    more = [write(snapshot, "Log!B1", "=evil()")]
    assert sheet.swap(batch(snapshot, Append("Log", 0, rows), *more)) == Landed()
    after = sheet.snapshot()
    assert [row[0].value for row in after.tabs[0].rows[1:]] == TEXTS
    assert all(not row[0].formula for row in after.tabs[0].rows)
    assert at(after, "Log!B1")[1].typed == "'=evil()"


LOCALES: list[tuple[str, str, str, Any]] = [
    ("en_US", "11/2/2026", "1.5", 1.5),
    ("en_GB", "2/11/2026", "1.5", 1.5),
    ("de_DE", "2.11.2026", "1,5", 1.5),
    ("fi_FI", "2.11.2026", "1,5", 1.5),
    ("ja_JP", "2026/11/02", "1.5", 1.5),
    ("ar_EG", "2/11/2026", "1.5", 1.5),
]


@pytest.mark.parametrize(("locale", "date", "amount", "value"), LOCALES)
def test_the_sheets_locale_decides_what_was_typed(
    google: StandIn, locale: str, date: str, amount: str, value: float
) -> None:
    sheet_id = google.make({"Log": [["Date", "Hours"], [date, amount]]}, locale=locale)
    snapshot = google.open(sheet_id).snapshot()
    assert snapshot.locale == locale
    day, hours = snapshot.tabs[0].rows[1]
    assert (day.value, day.show, hours.value) == (46328, Show.DATE, value)
