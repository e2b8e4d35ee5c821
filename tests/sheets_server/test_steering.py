"""The calls under /_admin: a person at the sheet, faults, counts, quota."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.sheets_server.robot import RefusedError, Robot, fence, write

if TYPE_CHECKING:
    from tests.sheets_server import App

TABS = {"Log": [["Day", "Hours"], ["Mon", "1.5"], ["Tue", "2"], ["Sum", "=SUM(B2:B3)"]]}


@pytest.fixture
def robot(app: App) -> Robot:
    return Robot(app, TABS)


def test_a_spreadsheet_is_made_as_if_typed_and_seen_as_a_person_sees_it(app: App) -> None:
    tabs = {"Log": [["Day", "Date"], ["Mo", "16.10.2025"], ["", 1.5]], "My plan": []}
    robot = Robot(app, tabs, title="T", locale="de_DE", timeZone="Europe/Berlin")
    assert robot.seen() == {
        "Log": [["Day", "Date"], ["Mo", "16.10.2025"], ["", "1,5"]],
        "My plan": [],
    }
    properties = robot.spreadsheet()["properties"]
    found = (properties["title"], properties["locale"], properties["timeZone"])
    assert found == ("T", "de_DE", "Europe/Berlin")


def test_a_person_edits_now(robot: Robot) -> None:
    robot.admin("edit", id=robot.id, range="Log!B2", value="2 hrs", when="now")
    assert robot.seen()["Log"][1] == ["Mon", "2 hrs"]


def test_a_person_edits_between_a_clients_read_and_its_write(robot: Robot) -> None:
    robot.admin("edit", id=robot.id, range="Log!B2", value="9", when="before-next-write")
    assert robot.values("Log!B2") == [["1.5"]]
    robot.batch(write(2, 1, 3))
    assert robot.seen()["Log"][1:3] == [["Mon", "9"], ["Tue", "3"]]


def test_an_edit_that_waits_for_a_write_does_not_happen_at_one_that_is_refused(
    robot: Robot,
) -> None:
    robot.admin("edit", id=robot.id, range="Log!B2", value="9", when="before-next-write")
    robot.admin("script", faults=[{"kind": "refuse", "code": 503}])
    with pytest.raises(RefusedError):
        robot.batch(write(2, 1, 3))
    assert robot.seen()["Log"][1] == ["Mon", "1.5"]


ROWS = {
    "insert": [["Day", "Hours"], ["Mon", "1.5"], [], ["Tue", "2"], ["Sum", "3.5"]],
    "delete": [["Day", "Hours"], ["Mon", "1.5"], ["Sum", "1.5"]],
}


@pytest.mark.parametrize("action", ROWS)
def test_a_person_inserts_and_deletes_rows(robot: Robot, action: str) -> None:
    robot.admin("rows", id=robot.id, tab="Log", action=action, at=3)
    assert robot.seen()["Log"] == ROWS[action]


def test_a_person_sorts_from_a_row_on(app: App) -> None:
    robot = Robot(app, {"Log": [["Day"], ["c"], ["a"], ["b"]]})
    robot.admin("rows", id=robot.id, tab="Log", action="sort", at=2, column=1)
    assert robot.seen()["Log"] == [["Day"], ["a"], ["b"], ["c"]]


def test_a_person_does_by_hand_what_any_request_does(robot: Robot) -> None:
    cut = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2}
    paste = {"source": cut, "destination": {"sheetId": 0, "rowIndex": 5}}
    robot.admin("act", id=robot.id, requests=[{"cutPaste": paste}], when="before-next-write")
    robot.batch(write(0, 0, "Weekday"))
    assert robot.seen()["Log"] == [
        ["Weekday", "Hours"],
        [],
        ["Tue", "2"],
        ["Sum", "2"],
        [],
        ["Mon", "1.5"],
    ]


@pytest.mark.parametrize("metadata", [True, False])
def test_a_person_restores_an_older_version(robot: Robot, metadata: bool) -> None:
    before = robot.seen()
    robot.batch(fence(1))
    robot.batch(write(1, 1, 3))
    robot.admin("restore", id=robot.id, back=2, metadata=metadata)
    assert robot.seen() == before
    assert ("developerMetadata" in robot.spreadsheet()) is not metadata


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("edit", {"id": "nope", "range": "Log!A1", "value": "x"}),
        ("edit", {"range": "Nope!A1", "value": "x"}),
        ("edit", {"range": "Log!A1", "value": "x", "when": "soon"}),
        ("rows", {"tab": "Nope", "action": "insert", "at": 1}),
        ("rows", {"tab": "Log", "action": "shuffle", "at": 1}),
        ("nothing", {}),
        ("restore", {"back": 9}),
    ],
)
def test_what_cannot_be_done_is_said(robot: Robot, path: str, given: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        robot.admin(path, **{"id": robot.id, **given})


def test_a_lost_answer_was_applied(robot: Robot) -> None:
    robot.admin("faults", lost_answer=1)
    with pytest.raises(requests.ConnectionError):
        robot.batch(write(1, 1, 3))
    robot.admin("faults")
    assert robot.seen()["Log"][1] == ["Mon", "3"]


@pytest.mark.parametrize("code", [401, 403, 404, 429, 500, 503])
def test_a_refused_request_was_not_applied(robot: Robot, code: int) -> None:
    robot.admin("faults", refuse={str(code): 1})
    with pytest.raises(RefusedError) as refused:
        robot.batch(write(1, 1, 3))
    assert (refused.value.status, refused.value.error["code"]) == (code, code)
    assert robot.seen()["Log"][1] == ["Mon", "1.5"]


def test_a_body_is_cut_short(robot: Robot) -> None:
    robot.admin("faults", cut_body=1)
    with pytest.raises(requests.ConnectionError):
        robot.spreadsheet()


def test_a_request_arrives_once_more_later(app: App) -> None:
    robot = Robot(app)
    path = f"/v4/spreadsheets/{robot.id}/values/Log!A1:append"
    robot.admin("script", faults=[{"kind": "repeat", "after": 2}])
    robot.ask("POST", path, {"values": [["x"]]}, valueInputOption="RAW")
    robot.values("Log!A1")
    assert robot.seen()["Log"] == [["x"]]
    robot.values("Log!A1")
    assert robot.seen()["Log"] == [["x"], ["x"]]
    robot.values("Log!A1")
    assert robot.seen()["Log"] == [["x"], ["x"]]


def test_a_request_without_an_answer_may_arrive_only_later(robot: Robot) -> None:
    robot.admin("script", faults=[{"kind": "late", "after": 1}, {"kind": "drop"}])
    for row in (1, 2):
        with pytest.raises(requests.ConnectionError):
            robot.batch(write(row, 1, 9))
    assert robot.seen()["Log"][1:3] == [["Mon", "9"], ["Tue", "2"]]


def test_ending_the_faults_lets_arrive_what_is_under_way(robot: Robot) -> None:
    robot.admin("script", faults=[{"kind": "late", "after": 9}])
    with pytest.raises(requests.ConnectionError):
        robot.batch(write(1, 1, 9))
    robot.admin("faults")
    assert robot.seen()["Log"][1] == ["Mon", "9"]


def outcomes(robot: Robot, seed: int) -> list[int]:
    robot.admin("faults", seed=seed, refuse={"503": 0.3, "429": 0.2})
    codes = []
    for _ in range(20):
        try:
            robot.values("Log!A1")
            codes.append(200)
        except RefusedError as refused:
            codes.append(refused.status)
    return codes


def test_faults_by_chance_are_the_same_for_a_seed(robot: Robot) -> None:
    assert outcomes(robot, 1) == outcomes(robot, 1)
    assert outcomes(robot, 1) != outcomes(robot, 2)
    assert set(outcomes(robot, 1)) == {200, 429, 503}


def test_latency_is_waited_for_at_each_call_to_google(robot: Robot) -> None:
    waited: list[float] = []
    robot.app.sleep = waited.append
    robot.admin("faults", latency_ms=150)
    robot.values("Log!A1")
    assert waited == [0.15]


def test_requests_are_counted_by_call_without_those_that_steer(robot: Robot) -> None:
    robot.admin("stats/reset")
    robot.spreadsheet()
    robot.values("Log!A1")
    robot.values("Log!A2")
    robot.seen()
    stats = robot.ask("GET", "/_admin/stats")
    assert stats["requests"] == 3
    assert stats["token"] == 0
    assert stats["by_call"] == {"spreadsheets.get": 1, "spreadsheets.values.get": 2}
    assert stats["bytes_in"] == 0 < stats["bytes_out"]


def test_the_quota_is_sixty_reads_and_sixty_writes_a_minute(robot: Robot) -> None:
    now = [0.0]
    robot.app.quota.real = True
    robot.app.quota.clock = lambda: now[0]
    for _ in range(60):
        robot.values("Log!A1")
    with pytest.raises(RefusedError) as refused:
        robot.values("Log!A1")
    assert refused.value.status == 429
    assert refused.value.error["status"] == "RESOURCE_EXHAUSTED"
    robot.batch(write(1, 1, 3))  # writes have their own
    now[0] = 60.1
    robot.values("Log!A1")


@pytest.mark.parametrize(
    ("made", "status", "reads"),
    [
        ({"role": "reader"}, 403, True),
        ({"role": ""}, 403, False),
        ({"mimeType": "xlsx"}, 400, False),
    ],
)
def test_a_file_that_may_not_be_written_is_refused_in_googles_words(
    app: App, made: dict[str, Any], status: int, reads: bool
) -> None:
    robot = Robot(app, **made)
    with pytest.raises(RefusedError) as refused:
        robot.batch(write(0, 0, "x"))
    assert refused.value.status == status
    if reads:
        robot.spreadsheet()
    else:
        with pytest.raises(RefusedError):
            robot.spreadsheet()


def test_an_id_that_nobody_has_is_not_found(robot: Robot) -> None:
    with pytest.raises(RefusedError, match="Requested entity was not found") as refused:
        robot.ask("GET", "/v4/spreadsheets/1nope")
    assert refused.value.error["status"] == "NOT_FOUND"
