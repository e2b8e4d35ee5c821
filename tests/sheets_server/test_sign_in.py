"""Who gets a token, what it opens, and when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession
from google.auth.transport.requests import Request as AuthRequest
from google.oauth2.credentials import Credentials as UserCredentials
from google.oauth2.service_account import Credentials

from tests.sheets_server.accounts import ROBOT, new_account
from tests.sheets_server.adapter import Adapter
from tests.sheets_server.robot import Robot

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server import App

SHEETS = "https://www.googleapis.com/auth/spreadsheets"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
CALENDAR = "https://www.googleapis.com/auth/calendar"


def socketless(app: App) -> requests.Session:
    session = requests.Session()
    session.mount(app.url, Adapter(app))
    return session


def credentials(app: App, *scopes: str) -> Credentials:
    info = app.key_file()
    return Credentials.from_service_account_info(info, scopes=scopes or [SHEETS])  # type: ignore[no-untyped-call, no-any-return]


def signed_in(app: App, *scopes: str) -> requests.Session:
    auth = AuthRequest(socketless(app))
    session = AuthorizedSession(credentials(app, *scopes), auth_request=auth)  # type: ignore[no-untyped-call]
    session.mount(app.url, Adapter(app))
    return session


def read(app: App, session: requests.Session) -> requests.Response:
    return session.get(f"{app.url}/v4/spreadsheets/{Robot(app).id}")


def test_a_service_accounts_key_opens_what_is_shared_with_it(app: App) -> None:
    assert read(app, signed_in(app)).status_code == 200
    assert app.stats.json()["token"] == 1
    assert app.stats.json()["requests"] == 1


@pytest.mark.parametrize("scope", [SHEETS, DRIVE_FILE])
def test_any_scope_that_google_names_for_a_call_does(app: App, scope: str) -> None:
    assert read(app, signed_in(app, scope)).status_code == 200


def test_a_token_for_another_scope_is_refused(app: App) -> None:
    answer = read(app, signed_in(app, CALENDAR))
    assert answer.status_code == 403
    assert answer.json()["error"]["message"] == "Request had insufficient authentication scopes."


def revoke_key(app: App) -> None:
    Robot(app).admin("account", state="revoked")


def delete_account(app: App) -> None:
    Robot(app).admin("account", state="deleted")


def replace_key(app: App) -> None:
    app.world.accounts.robots[ROBOT].public_key = new_account().public_key


def set_clock_wrong(app: App) -> None:
    app.world.accounts.clock = lambda: 1.0


REFUSED: dict[str, Callable[[App], None]] = {
    "Invalid JWT Signature": revoke_key,
    "account not found": delete_account,
    "Invalid JWT Signature.": replace_key,
    "reasonable timeframe": set_clock_wrong,
}


@pytest.mark.parametrize("message", REFUSED)
def test_no_token_for_a_key_that_does_not_fit(app: App, message: str) -> None:
    REFUSED[message](app)
    with pytest.raises(RefreshError, match=message):
        read(app, signed_in(app))


def test_a_token_ends_after_an_hour(app: App) -> None:
    session = socketless(app)
    robot = Robot(app)
    key = credentials(app)
    key.refresh(AuthRequest(session))  # type: ignore[no-untyped-call]
    header = {"Authorization": f"Bearer {key.token}"}
    address = f"{app.url}/v4/spreadsheets/{robot.id}"
    assert session.get(address, headers=header).status_code == 200
    now = app.world.accounts.clock()
    app.world.accounts.clock = lambda: now + 3601
    assert session.get(address, headers=header).status_code == 401
    assert session.get(address).status_code == 401


def test_a_person_consents_and_their_refresh_token_lasts_until_it_is_revoked(app: App) -> None:
    session = socketless(app)
    client = app.world.accounts.client_file(app.url)["installed"]
    query = {"redirect_uri": "http://localhost:1", "scope": SHEETS, "state": "s"}
    back = session.get(client["auth_uri"], params=query, allow_redirects=False).headers["Location"]
    form = {
        "grant_type": "authorization_code",
        "code": parse_qs(urlsplit(back).query)["code"][0],
        "redirect_uri": query["redirect_uri"],
        "client_id": client["client_id"],
        "client_secret": client["client_secret"],
    }
    refresh = session.post(client["token_uri"], data=form).json()["refresh_token"]
    assert session.post(client["token_uri"], data=form).json()["error"] == "invalid_grant"
    user = UserCredentials(  # type: ignore[no-untyped-call]
        None,
        refresh_token=refresh,
        token_uri=client["token_uri"],
        client_id=client["client_id"],
        client_secret=client["client_secret"],
    )
    user.refresh(AuthRequest(session))  # type: ignore[no-untyped-call]
    assert user.valid
    session.post(f"{app.url}/revoke", data={"token": refresh})
    with pytest.raises(RefreshError, match="expired or revoked"):
        user.refresh(AuthRequest(session))  # type: ignore[no-untyped-call]


def test_an_api_that_is_not_enabled_says_where_to_enable_it(app: App) -> None:
    robot = Robot(app)
    robot.admin("apis", off=["sheets.v4"])
    answer = signed_in(app).get(f"{app.url}/v4/spreadsheets/{robot.id}")
    assert answer.status_code == 403
    assert "Google Sheets API has not been used in project" in answer.json()["error"]["message"]
    assert answer.json()["error"]["details"][0]["reason"] == "SERVICE_DISABLED"
