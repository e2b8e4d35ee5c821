"""The chain from the credential file to the permission to write, link by link."""

from __future__ import annotations

from contextlib import suppress
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import TYPE_CHECKING

from planner.errors import PlannerError
from planner.sheets.google import credentials
from planner.sheets.google.address import DRIVE, endpoint_of, url_of
from planner.sheets.google.faults import RefusedError
from planner.sheets.google.sheet import GoogleSheet, connect
from planner.sheets.steps import Said, Step

if TYPE_CHECKING:
    from planner.config import Google
    from planner.sheets.google.client import Patience
    from planner.sheets.grid import Snapshot

_SKEW = 60  # seconds that a clock may be wrong; Google refuses a key's signature after 300
_NOWHERE = 2**31 - 1  # the id of no tab


class GoogleExamination:
    """The steps of `planner doctor` for a Google Sheet. Nothing is written to it."""

    def __init__(self, google: Google, patience: Patience) -> None:
        self.google = google
        self.sheet = GoogleSheet(google, patience)
        self._patience = patience

    @cached_property
    def snapshot(self) -> Snapshot:
        """The sheet, read once."""
        return self.sheet.snapshot()

    def steps(self) -> tuple[Step, ...]:
        """The links in their order: each one needs those before it."""
        return (
            Step("credentials", self._credentials),
            Step("sign-in", self._sign_in),
            Step("sheet", self._sheet),
            Step("clock", self._clock),
            Step("bin", self._bin),
            Step("permission", self._permission),
        )

    def _credentials(self) -> Said:
        file = self.google.credentials
        robot = credentials.address_to_share_with(file)
        credentials.load(file)
        kind = f"the service account {robot}" if robot else "a person's own account"
        return Said(f"{file or 'the application default ones'}: {kind}", credentials.warning(file))

    def _sign_in(self) -> Said:
        self.sheet.client.sign_in()
        return Said("Google takes the credentials")

    def _sheet(self) -> Said:
        snapshot = self.snapshot
        tabs = ", ".join(tab.name for tab in snapshot.tabs if not tab.hidden)
        place = f"locale {snapshot.locale}, time zone {snapshot.time_zone}"
        return Said(f"“{snapshot.title}” ({place}): {tabs}; {url_of(self.sheet.id)}")

    def _clock(self) -> Said:
        header, here = self.sheet.client.answered
        try:
            skew = round(here - parsedate_to_datetime(header).timestamp())
        except (TypeError, ValueError):
            return Said("Google does not say what time it has")
        if abs(skew) <= _SKEW:
            return Said("right")
        way = "ahead" if skew > 0 else "behind"
        return Said(f"{abs(skew)} s {way}", "Set it by the network: `timedatectl set-ntp true`.")

    def _bin(self) -> Said:
        """Whether the file is in the bin: only Drive tells, and only a robot may ask unasked."""
        if not credentials.address_to_share_with(self.google.credentials):
            return Said("not looked at: it would need a wider consent")
        client = connect(self.google, self._patience, (credentials.METADATA,))
        endpoint = endpoint_of(self.google.endpoint) or DRIVE
        url = f"{endpoint}/drive/v3/files/{self.sheet.id}"
        fields = {"fields": "trashed", "supportsAllDrives": "true"}
        try:
            trashed = client.call("get", url, params=fields).get("trashed")
        except (PlannerError, RefusedError):
            return Said("not looked at: the Drive API is not enabled, which a sync does not need")
        if trashed:
            return Said("the sheet is in the bin", "Restore it, before Google deletes it for good.")
        return Said("the sheet is not in it")

    def _permission(self) -> Said:
        """Asks for a change that is allowed or not, but that can never be made."""
        impossible = {"requests": [{"deleteSheet": {"sheetId": _NOWHERE}}]}
        with suppress(RefusedError):
            self.sheet.client.call("post", f"{self.sheet.url}:batchUpdate", body=impossible)
        return Said("may write (nothing was written)")
