"""spreadsheets.batchUpdate: requests applied in order, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server.batch import cells, dimensions, marks, pasting, tabs, texts
from tests.sheets_server.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server.batch.draft import Draft

JSON = dict[str, Any]

KINDS: dict[str, Callable[[Draft, JSON], JSON | None]] = {
    **cells.KINDS,
    **dimensions.KINDS,
    **marks.KINDS,
    **pasting.KINDS,
    **tabs.KINDS,
    **texts.KINDS,
}


def apply(draft: Draft, requests: list[JSON]) -> list[JSON]:
    """Applies them to the draft and gives their replies. Raises ApiError: drop the draft then."""
    if not requests:
        raise ApiError(400, "Must specify at least one request.")
    replies = []
    for index, request in enumerate(requests):
        if len(request) != 1:
            raise ApiError(400, f"Invalid requests[{index}]: No request set.")
        [(kind, given)] = request.items()
        if kind not in KINDS:
            raise ApiError(
                501, f"The stand-in server does not know {kind}.", status="UNIMPLEMENTED"
            )
        try:
            replies.append(KINDS[kind](draft, given) or {})
        except ApiError as error:
            raise ApiError(
                error.code, f"Invalid requests[{index}].{kind}: {error.message}"
            ) from None
        draft.book.results = None
    return replies
