"""The drive: files are made, found, copied, shared, binned and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sheets_server.files import SPREADSHEET
from tests.sheets_server.robot import RefusedError, Robot

if TYPE_CHECKING:
    from tests.sheets_server import App

FILES = "/drive/v3/files"


@pytest.fixture
def robot(app: App) -> Robot:
    return Robot(app, {"Log": [["a", "1,5"]]}, title="Plan")


def names(robot: Robot, query: str) -> list[str]:
    return [file["name"] for file in robot.ask("GET", FILES, q=query)["files"]]


def test_files_are_found_by_name_kind_and_bin(robot: Robot) -> None:
    robot.ask("POST", FILES, {"name": "O'Neill's", "mimeType": SPREADSHEET})
    robot.ask("POST", FILES, {"name": "notes", "mimeType": "text/plain"})
    assert names(robot, f"mimeType = '{SPREADSHEET}'") == ["O'Neill's", "Plan"]
    assert names(robot, r"name = 'O\'Neill\'s' and trashed = false") == ["O'Neill's"]
    assert names(robot, "name contains 'pla'") == ["Plan"]
    robot.admin("trash", id=robot.id)
    assert names(robot, "trashed = true") == ["Plan"]
    with pytest.raises(RefusedError, match="Invalid Value"):
        names(robot, "nonsense")


def test_a_list_comes_in_pages(robot: Robot) -> None:
    first = robot.ask("GET", FILES, pageSize=1, fields="nextPageToken,files(id)")
    assert len(first["files"]) == 1
    assert "nextPageToken" not in first
    robot.ask("POST", FILES, {"name": "more", "mimeType": SPREADSHEET})
    first = robot.ask("GET", FILES, pageSize=1)
    then = robot.ask("GET", FILES, pageSize=1, pageToken=first["nextPageToken"])
    assert [page["files"][0]["name"] for page in (first, then)] == ["more", "Plan"]


def test_a_file_says_whether_it_is_in_the_bin_and_who_may_edit_it(robot: Robot) -> None:
    wanted = "trashed,capabilities(canEdit),mimeType"
    found = robot.ask("GET", f"{FILES}/{robot.id}", fields=wanted)
    assert found["trashed"] is False
    assert found["capabilities"]["canEdit"] is True
    robot.admin("share", id=robot.id, role="reader")
    robot.admin("trash", id=robot.id)
    found = robot.ask("GET", f"{FILES}/{robot.id}", fields=wanted)
    assert found["trashed"] is True
    assert found["capabilities"]["canEdit"] is False


def test_a_copy_has_the_cells_and_goes_its_own_way(robot: Robot) -> None:
    copy = robot.ask("POST", f"{FILES}/{robot.id}/copy", {"name": "Again"})["id"]
    robot.enter("Log!A1", [["changed"]])
    assert robot.ask("GET", f"/_admin/spreadsheets/{copy}")["Log"] == [["a", "1,5"]]


def test_deleting_is_for_the_owner(robot: Robot) -> None:
    with pytest.raises(RefusedError) as refused:
        robot.ask("DELETE", f"{FILES}/{robot.id}")
    assert refused.value.error["errors"][0]["reason"] == "insufficientFilePermissions"
    own = robot.ask("POST", FILES, {"name": "mine", "mimeType": SPREADSHEET})["id"]
    robot.ask("DELETE", f"{FILES}/{own}")
    with pytest.raises(RefusedError, match="File not found"):
        robot.ask("GET", f"{FILES}/{own}")


def test_a_file_is_shared_by_a_permission_until_that_is_taken_away(robot: Robot) -> None:
    own = robot.ask("POST", FILES, {"name": "mine", "mimeType": SPREADSHEET})["id"]
    path = f"{FILES}/{own}/permissions"
    given = {"type": "user", "role": "reader", "emailAddress": "friend@example.com"}
    number = robot.ask("POST", path, given)["id"]
    assert [p["role"] for p in robot.ask("GET", path)["permissions"]] == ["owner", "reader"]
    robot.ask("DELETE", f"{path}/{number}")
    assert [p["role"] for p in robot.ask("GET", path)["permissions"]] == ["owner"]


EXPORTS: dict[str, Any] = {"text/csv": b'a,"1,5"', "text/tab-separated-values": b"a\t1,5"}


@pytest.mark.parametrize("kind", EXPORTS)
def test_a_tab_is_exported_as_it_looks(robot: Robot, kind: str) -> None:
    path = f"{robot.app.url}{FILES}/{robot.id}/export"
    assert robot.session.get(path, params={"mimeType": kind}).content == EXPORTS[kind]
