"""As whom the sheet is opened: a service account, a person who consented, or the machine's own."""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

from planner.errors import ConfigError
from planner.sheets.google.address import is_private

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from google.auth.credentials import Credentials

SPREADSHEETS = "https://www.googleapis.com/auth/spreadsheets"
OWN_FILES = "https://www.googleapis.com/auth/drive.file"
METADATA = "https://www.googleapis.com/auth/drive.metadata.readonly"
"""The scopes: sheets alone for what a sync does; the files that we make, and no others, to make
one; and to see whether a file is in the bin, which only `planner doctor` asks."""

_NO_FILE = (
    "Name a service account's key with --credentials, or run "
    f"`gcloud auth application-default login --scopes={SPREADSHEETS}`."
)
_NEW_KEY = (
    "Make a key for a service account (Google Cloud console: IAM & Admin, Service Accounts, Keys)."
)


def load(path: Path | None, scopes: Sequence[str] = (SPREADSHEETS,)) -> Credentials:
    """The credentials in the file, or the application default ones. Errors: ConfigError."""
    if path is None:
        return _application_default(scopes)
    data = read(path)
    if data.get("type") == "service_account":
        return _service_account(path, data, scopes)
    if data.get("type") == "authorized_user":
        return _person(path, data, scopes)
    tokens = token_file(path)
    if not tokens.exists():
        raise ConfigError(
            "nobody has given consent with this OAuth client yet",
            where=str(path),
            todo="Run `planner init --google URL --credentials FILE` where a browser can open.",
        )
    return _person(tokens, read(tokens), scopes)


def read(path: Path) -> dict[str, Any]:
    """A credential file, of a kind that we know. Errors: ConfigError, never with its content."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        what = f"the credential file cannot be read: {error.strerror}"
        raise ConfigError(what, where=str(path), todo=_NEW_KEY) from None
    except ValueError:
        raise ConfigError(
            "the credential file is no JSON", where=str(path), todo=_NEW_KEY
        ) from None
    kind = data.get("type") if isinstance(data, dict) else None
    if isinstance(data, dict) and (kind in ("service_account", "authorized_user")):
        return data
    if isinstance(data, dict) and isinstance(data.get("installed"), dict):
        return data
    what = "this is neither a service account's key nor the client file of a desktop application"
    if isinstance(data, dict) and "web" in data:
        what = "this is the client file of a web application; a desktop application's is needed"
    elif isinstance(kind, str) and kind.isidentifier():
        what = f"a credential file of the type {kind} is of no use here"
    raise ConfigError(what, where=str(path), todo=_NEW_KEY)


def address_to_share_with(path: Path | None) -> str:
    """The address that a sheet must be shared with: the service account's; "" for a person."""
    data = read(path) if path else {}
    return str(data.get("client_email", ""))


def warning(path: Path | None) -> str:
    """What is wrong with who may read the credential file; "" where nothing is."""
    try:
        mode = path.stat().st_mode & 0o077 if path and os.name == "posix" else 0
    except OSError:
        mode = 0
    return f"others can read {path}: run `chmod 600 {path}`" if mode else ""


def token_file(client: Path) -> Path:
    """Where the tokens of a person's consent are kept: beside the client file."""
    return client.with_name(f"{client.stem}.token.json")


def consent(client: Path, show: Callable[[str], None], *, make: bool = False) -> None:
    """Ask the person for consent in their browser, and keep the tokens, for their owner alone.

    make: for sheets that we make ourselves only, the smaller scope. show: is given the words to
    say. Errors: ConfigError.
    """
    from google_auth_oauthlib.flow import InstalledAppFlow
    from oauthlib.oauth2 import OAuth2Error

    data = read(client)
    _check_address(client, data["installed"].get("token_uri"))
    flow = InstalledAppFlow.from_client_config(data, [OWN_FILES if make else SPREADSHEETS])
    show("Your browser opens, to ask whether planner may use your sheets.")
    try:
        with redirect_stdout(sys.stderr):  # the flow prints; standard output is for data
            credentials = flow.run_local_server(
                port=0, authorization_prompt_message="If it does not open, visit: {url}"
            )
    except (OAuth2Error, OSError, AttributeError) as error:
        # A browser that is closed halfway leaves the flow without an answer (AttributeError).
        raise ConfigError(
            f"consent was not given ({type(error).__name__})",
            where=str(client),
            todo="Run it again, and allow the access in the browser.",
        ) from None
    _write_private(token_file(client), json.loads(credentials.to_json()) | _AUTHORIZED)


_TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
_AUTHORIZED = {"type": "authorized_user"}


def _service_account(path: Path, data: dict[str, Any], scopes: Sequence[str]) -> Credentials:
    from google.oauth2.service_account import Credentials

    _check_address(path, data.get("token_uri"))
    try:
        made: Credentials = Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
            data, scopes=list(scopes)
        )
    except (ValueError, KeyError, TypeError):
        # The exception may quote the key: what it says stays unsaid.
        what = "the service account's key is incomplete or damaged"
        raise ConfigError(what, where=str(path), todo=_NEW_KEY) from None
    return made


def _person(path: Path, data: dict[str, Any], scopes: Sequence[str]) -> Credentials:
    from google.oauth2.credentials import Credentials

    _check_address(path, data.get("token_uri"))
    needed = {name: data.get(name) for name in ("client_id", "client_secret", "refresh_token")}
    if not all(isinstance(value, str) and value for value in needed.values()):
        raise ConfigError(
            "the tokens of your consent are incomplete or damaged",
            where=str(path),
            todo="Delete that file and run `planner init --google URL --credentials FILE` again.",
        )
    # Not from_authorized_user_info: it would not heed token_uri.
    made: Credentials = Credentials(  # type: ignore[no-untyped-call]
        None,
        token_uri=data.get("token_uri") or _TOKEN_URI,
        scopes=data.get("scopes") or list(scopes),
        **needed,
    )
    return made


def _application_default(scopes: Sequence[str]) -> Credentials:
    import google.auth
    from google.auth.exceptions import DefaultCredentialsError

    try:
        credentials, _ = google.auth.default(scopes=list(scopes))
    except DefaultCredentialsError:
        what = "there are no application default credentials on this machine"
        raise ConfigError(what, where="google.credentials", todo=_NO_FILE) from None
    return credentials


def _check_address(path: Path, token_uri: object) -> None:
    if token_uri is not None and not (isinstance(token_uri, str) and is_private(token_uri)):
        raise ConfigError(
            "token_uri is no https address, so the key would travel in the open",
            where=str(path),
            todo=_NEW_KEY,
        )


def _write_private(path: Path, data: dict[str, Any]) -> None:
    """Put the file in place in one step, with mode 0600 from its first byte on."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(data, file)
    os.replace(name, path)  # noqa: PTH105 - the temporary file has no Path yet
