"""Google's refusals in a person's words: who, what, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.errors import (
    ConfigError,
    DataError,
    PermissionDeniedError,
    PlannerError,
    TryAgainError,
    UnreachableError,
)

if TYPE_CHECKING:
    import requests
    from google.auth.exceptions import RefreshError


class RefusedError(Exception):
    """The request itself was refused (400), whole: nothing of it was applied.

    message: Google's words.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def refused(
    response: requests.Response, method: str, who: str, where: str
) -> PlannerError | RefusedError:
    """The error for an answer that another try would not change."""
    status, error = response.status_code, _body(response)
    message = str(error.get("message", ""))
    reason = _detail(error, "reason")
    if status == 400 and error.get("status") == "FAILED_PRECONDITION":
        return DataError(
            "the file is no Google Sheet: perhaps an .xlsx that is kept in Drive",
            todo="Open it in the browser, choose File, Save as Google Sheets, and use the new one.",
        )
    if status == 400:
        return RefusedError(message)
    if status == 401:
        return ConfigError(
            "Google does not take the credentials",
            where=where,
            todo="Make a new key, or give consent again with `planner init`.",
        )
    if status == 403:
        return _forbidden(reason, message, method, who, where)
    if status == 404:
        return UnreachableError(
            "there is no spreadsheet with this id, or it is in the bin",
            where="google.spreadsheet",
            todo="Compare the id with the sheet's URL, letter by letter; `planner doctor` helps.",
        )
    return TryAgainError(
        f"Google Sheets answers {status}", todo="Nothing was lost. Try again later."
    )


def _forbidden(reason: str, message: str, method: str, who: str, where: str) -> PlannerError:
    if reason == "SERVICE_DISABLED" or "has not been used in project" in message:
        return PermissionDeniedError(
            "the Google Sheets API is not enabled in the project of these credentials",
            where=where,
            todo="Enable it: https://console.cloud.google.com/apis/library/sheets.googleapis.com",
        )
    if reason == "ACCESS_TOKEN_SCOPE_INSUFFICIENT":
        return PermissionDeniedError(
            "the consent that was given does not reach to this sheet",
            where=where,
            todo="Run `planner init --google URL --credentials FILE` again, and allow all of it.",
        )
    if "storage quota" in message.lower():
        return PermissionDeniedError(
            f"{who} has no room in Drive for a spreadsheet of its own",
            todo="Make the sheet yourself, share it, and give its URL to `planner init --google`.",
        )
    what = "may not open the sheet" if method == "get" else "may read the sheet, not write to it"
    return PermissionDeniedError(
        f"{who} {what}",
        todo=f"In the browser choose Share, and add {who} as an Editor.",
    )


def token_error(error: RefreshError, where: str) -> ConfigError:
    """The error for credentials that the token server refuses. Says nothing that they hold."""
    said = " ".join(str(part) for part in error.args).lower()
    if "account not found" in said:
        what, todo = "the service account was deleted", "Make another one, with a new key."
    elif "invalid jwt signature" in said:
        what, todo = "the key was revoked or does not belong to its account", "Make a new key."
    elif "short-lived" in said:
        what = "Google refuses the key's signature in time: this machine's clock is wrong"
        todo = "Set the clock (`timedatectl set-ntp true`), and try again."
    elif "invalid_grant" in said:
        what = "the consent was withdrawn or has expired"
        todo = "Run `planner init --google URL --credentials FILE` to give it again."
    else:
        what, todo = "Google does not take the credentials", "Make a new key."
    return ConfigError(what, where=where, todo=todo)


def _body(response: requests.Response) -> dict[str, Any]:
    try:
        error = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return error if isinstance(error, dict) else {}


def _detail(error: dict[str, Any], name: str) -> str:
    details = error.get("details")
    found = (d.get(name) for d in details or () if isinstance(d, dict))
    return next((str(value) for value in found if value), "")
