"""A client as plain as can be, for the server's own tests: no library between call and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server.adapter import session

if TYPE_CHECKING:
    from tests.sheets_server.app import App

JSON = dict[str, Any]


class RefusedError(Exception):
    """An answer that is no 2xx. error: Google's error object."""

    def __init__(self, status: int, error: JSON) -> None:
        super().__init__(status, error.get("message"))
        self.status = status
        self.error = error


class Robot:
    """The service account at one spreadsheet, which is made of the tabs that are given."""

    def __init__(self, app: App, tabs: JSON | None = None, **properties: Any) -> None:
        self.app = app
        self.session = session(app)
        made = self.admin("spreadsheets", tabs=tabs or {"Log": []}, **properties)
        self.id: str = made["id"]

    def ask(self, method: str, path: str, body: JSON | None = None, **query: Any) -> Any:
        """The answer's JSON. Raises RefusedError."""
        answer = self.session.request(method, self.app.url + path, params=query, json=body)
        said = answer.json() if answer.content else {}
        if not answer.ok:
            raise RefusedError(answer.status_code, said["error"])
        return said

    def admin(self, path: str, **given: Any) -> Any:
        """One of the calls that steer the server."""
        return self.ask("POST", f"/_admin/{path}", given)

    def seen(self) -> JSON:
        """Every tab as a person sees it."""
        found: JSON = self.ask("GET", f"/_admin/spreadsheets/{self.id}")
        return found

    def spreadsheet(self, **query: Any) -> JSON:
        """spreadsheets.get."""
        found: JSON = self.ask("GET", f"/v4/spreadsheets/{self.id}", **query)
        return found

    def batch(self, *requests: JSON, **more: Any) -> JSON:
        """spreadsheets.batchUpdate."""
        path = f"/v4/spreadsheets/{self.id}:batchUpdate"
        found: JSON = self.ask("POST", path, {"requests": list(requests), **more})
        return found

    def values(self, cells: str, **query: Any) -> list[list[Any]]:
        """spreadsheets.values.get."""
        found = self.ask("GET", f"/v4/spreadsheets/{self.id}/values/{cells}", **query)
        rows: list[list[Any]] = found.get("values", [])
        return rows

    def enter(self, cells: str, rows: list[list[Any]], option: str = "USER_ENTERED") -> JSON:
        """spreadsheets.values.update."""
        path = f"/v4/spreadsheets/{self.id}/values/{cells}"
        found: JSON = self.ask("PUT", path, {"values": rows}, valueInputOption=option)
        return found

    def cell(self, cells: str) -> JSON:
        """One cell's CellData."""
        found = self.spreadsheet(ranges=cells, fields="sheets.data.rowData.values")
        data = found["sheets"][0]["data"][0]
        cell: JSON = data["rowData"][0]["values"][0] if "rowData" in data else {}
        return cell


def fence(number: int, value: str = "laptop:1") -> JSON:
    """A request to pin developer metadata of that id to the spreadsheet."""
    item = {
        "metadataId": number,
        "metadataKey": "fence",
        "metadataValue": value,
        "visibility": "DOCUMENT",
        "location": {"spreadsheet": True},
    }
    return {"createDeveloperMetadata": {"developerMetadata": item}}


def write(row: int, column: int, *values: Any) -> JSON:
    """A request to write typed values into a row of the first tab, from a column on."""
    kinds = {str: "stringValue", bool: "boolValue", int: "numberValue", float: "numberValue"}
    cells = [{"userEnteredValue": {kinds[type(value)]: value}} for value in values]
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    rows = [{"values": cells}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}
