"""The comparison with recorded answers sees what differs, and lets pass what must."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.sheets_server.conformance.compare import Names, differences
from tests.sheets_server.conformance.known import explained
from tests.sheets_server.conformance.replay import Reply, replay

if TYPE_CHECKING:
    from pathlib import Path

COMPARED: list[tuple[Any, Any, list[str]]] = [
    ({"title": "a"}, {"title": "a"}, []),
    ({"title": "a"}, {"title": "b"}, [".title: 'b', Google 'a'"]),
    ({"title": "a"}, {}, [".title: missing"]),
    ({}, {"title": "a"}, [".title: not in Google's"]),
    ({"values": [[1, 2]]}, {"values": [[1]]}, [".values[]: 1 items, Google 2"]),
    ({"pixelSize": 1}, {"pixelSize": True}, [".pixelSize: True, Google 1"]),
    ({"red": 0.2}, {"red": 0.20000000001}, []),
    ({"sheetId": 12345}, {"sheetId": 67890}, []),
    ({"sheetId": 12345}, {"sheetId": "67890"}, [".sheetId: '67890', Google 12345"]),
    ({"modifiedTime": "2023"}, {"modifiedTime": "2026"}, []),
]


@pytest.mark.parametrize(("recorded", "ours", "found"), COMPARED)
def test_answers_differ_where_shape_or_value_differs(
    recorded: Any, ours: Any, found: list[str]
) -> None:
    assert list(differences(recorded, ours, Names())) == found


def test_an_id_stays_the_same_throughout_a_recording() -> None:
    names = Names()
    assert not list(differences({"id": "recorded"}, {"id": "our-own"}, names))
    assert names.translate("/files/recorded?x=recorded") == "/files/our-own?x=our-own"
    assert list(differences({"url": "to/recorded"}, {"url": "to/another"}, names))


def interaction(
    method: str, uri: str, body: str, said: dict[str, Any], status: int = 200
) -> dict[str, Any]:
    return {
        "request": {"method": method, "uri": "https://sheets.googleapis.com" + uri, "body": body},
        "response": {"status": {"code": status}, "body": {"string": json.dumps(said)}},
    }


def test_a_recording_is_sent_with_our_ids_in_the_place_of_the_recorded(tmp_path: Path) -> None:
    values = "/v4/spreadsheets/recorded-id/values/Sheet1!A1"
    written = {
        "spreadsheetId": "recorded-id",
        "updatedRange": "Sheet1!A1",
        "updatedRows": 1,
        "updatedColumns": 1,
        "updatedCells": 1,
    }
    read = {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["5"]]}
    recorded = [
        interaction("POST", "/v4/spreadsheets?fields=spreadsheetId", "{}",
                    {"spreadsheetId": "recorded-id"}),
        interaction("PUT", values + "?valueInputOption=RAW", '{"values": [[5]]}', written),
        interaction("GET", values, "", read),
        interaction("GET", values, "", read | {"values": [["6"]]}),
        interaction("GET", values, "", {"error": {}}, 404),
    ]  # fmt: skip
    cassette = tmp_path / "Recorded.json"
    cassette.write_text(json.dumps({"interactions": recorded}))
    assert [reply.differences for reply in replay(cassette)] == [
        (),
        (),
        (),
        (".values[][]: '5', Google '6'",),
        ("status: 200, Google 404: ",),
    ]


def test_a_difference_is_explained_only_where_its_reason_holds() -> None:
    difference = ".properties.timeZone: 'Etc/GMT', Google 'America/Los_Angeles'"
    known = Reply("ClientTest.test_import_csv", "spreadsheets.get", ())
    other = Reply("ClientTest.test_create", "spreadsheets.get", ())
    assert explained(known, difference)
    assert not explained(other, difference)
