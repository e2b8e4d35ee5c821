"""The server is held to Google's discovery documents, and so are those who call it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sheets_server import discovery, fields, google, new_app, serve
from tests.sheets_server.robot import RefusedError, Robot, write

if TYPE_CHECKING:
    from tests.sheets_server import App
    from tests.sheets_server.batch.draft import Draft

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"addSheeet": {}}, "Unknown name \"addSheeet\" at 'requests[0]': Cannot find field."),
    ({"addSheet": {"properties": {"index": "x"}}}, "Invalid value at 'requests[0].add_sheet"),
    ({"mergeCells": {"mergeType": "MERGE_SOME"}}, "Invalid value at 'requests[0].merge_cells"),
    ({"updateCells": {"rows": {}}}, "Invalid value at 'requests[0].update_cells.rows'"),
]


@pytest.mark.parametrize(("request_", "message"), WRONG)
def test_a_request_that_google_does_not_describe_is_refused(
    app: App, request_: dict[str, Any], message: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        Robot(app).batch(request_)
    assert refused.value.status == 400
    assert message in refused.value.error["message"]


def test_a_query_that_google_does_not_describe_is_refused(app: App) -> None:
    with pytest.raises(RefusedError, match='Unknown name "field"'):
        Robot(app).spreadsheet(field="sheets")
    with pytest.raises(RefusedError, match="valueRenderOption"):
        Robot(app).values("Log!A1", valueRenderOption="PRETTY")


def test_a_mask_of_fields_that_are_not_there_is_refused(app: App) -> None:
    with pytest.raises(RefusedError) as refused:
        Robot(app).spreadsheet(fields="sheets(propertees)")
    assert "sheets.propertees" in str(refused.value.error["details"])


def test_an_answer_out_of_the_schema_fails_the_test_that_used_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(google.CALLS["sheets.v4"], "spreadsheets.get", lambda *_: {"sheetz": []})
    with (
        pytest.raises(AssertionError, match="sheetz"),
        serve() as app,
        pytest.raises(RefusedError),
    ):
        Robot(app).spreadsheet()


def test_a_fault_of_the_server_itself_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(draft: Draft, request: dict[str, Any]) -> None:
        raise ZeroDivisionError

    from tests.sheets_server import batch

    monkeypatch.setitem(batch.KINDS, "updateCells", broken)
    app = new_app()
    with pytest.raises(RefusedError) as refused:
        Robot(app).batch(write(0, 0, "x"))
    assert refused.value.status == 500
    assert "ZeroDivisionError" in app.google.departures[0]


def test_every_call_that_is_answered_is_one_of_googles() -> None:
    known = {(method.api, method.name) for method in discovery.methods()}
    assert known >= {(api, name) for api, calls in google.CALLS.items() for name in calls}


def test_every_kind_of_request_is_one_of_googles() -> None:
    from tests.sheets_server import batch

    known = discovery.document("sheets.v4")["schemas"]["Request"]["properties"]
    assert known.keys() >= batch.KINDS.keys()


BOOK = {"a": 1, "b": {"c": 2, "d": 3}, "e": [{"c": 4, "d": 5}]}
MASKS = {
    "a": {"a": 1},
    "b.c": {"b": {"c": 2}},
    "b/d,a": {"a": 1, "b": {"d": 3}},
    "e(c)": {"e": [{"c": 4}]},
    "b(c,d),e.d": {"b": {"c": 2, "d": 3}, "e": [{"d": 5}]},
    "*": BOOK,
    "b,b.c": {"b": {"c": 2, "d": 3}},
    "b.c,b": {"b": {"c": 2, "d": 3}},
}


@pytest.mark.parametrize("mask", MASKS)
def test_a_mask_picks_the_fields_that_it_names(mask: str) -> None:
    assert fields.parse(mask).pick(BOOK) == MASKS[mask]


@pytest.mark.parametrize("mask", ["a(", "a)", "a..b", ",", "a(b"])
def test_what_is_no_mask_is_refused(mask: str) -> None:
    with pytest.raises(fields.MaskError):
        fields.parse(mask)
