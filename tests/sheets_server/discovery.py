"""What Google publishes about its own API: the discovery documents, and checks against them.

The documents are those that google-api-python-client ships. Requests are routed by them, requests
that they do not allow are refused, and in the test suite every answer is held to them too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sheets_server.fields import Mask

DOCUMENTS = ("sheets.v4", "drive.v3")


@dataclass(frozen=True)
class Method:
    """A call that Google offers: `name` as in "spreadsheets.get", and what it takes and gives."""

    api: str
    name: str
    http_method: str
    pattern: re.Pattern[str]
    parameters: dict[str, Any]
    scopes: frozenset[str]
    request: str
    response: str


@dataclass(frozen=True)
class Problem:
    """Where a value departs from its schema, and how: in the words that Google has for it."""

    where: str
    message: str


@cache
def document(api: str) -> dict[str, Any]:
    """The discovery document of "sheets.v4" or "drive.v3"."""
    folder = files("googleapiclient.discovery_cache.documents")
    found: dict[str, Any] = json.loads((folder / f"{api}.json").read_text("utf-8"))
    return found


@cache
def methods() -> tuple[Method, ...]:
    """Every call of every document."""
    return tuple(m for api in DOCUMENTS for m in _methods_in(api, document(api)))


def _methods_in(api: str, resource: dict[str, Any]) -> Iterator[Method]:
    for found in resource.get("methods", {}).values():
        path = document(api)["servicePath"] + found["path"]
        pattern = re.sub(r"\\{\+?(\w+)\\}", r"(?P<\1>[^/]+?)", re.escape("/" + path))
        yield Method(
            api=api,
            name=found["id"].partition(".")[2],
            http_method=found["httpMethod"],
            pattern=re.compile(pattern),
            parameters=found.get("parameters", {}) | document(api)["parameters"],
            scopes=frozenset(found.get("scopes", ())),
            request=found.get("request", {}).get("$ref", ""),
            response=found.get("response", {}).get("$ref", ""),
        )
    for inner in resource.get("resources", {}).values():
        yield from _methods_in(api, inner)


def method_at(http_method: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """The call behind an undecoded path, with the parameters that stand in the path."""
    for method in methods():
        if method.http_method == http_method and (match := method.pattern.fullmatch(path)):
            return method, {name: unquote(text) for name, text in match.groupdict().items()}
    return None


def problems(api: str, schema: str, value: object, where: str = "") -> Iterator[Problem]:
    """What in `value` is not as the named schema says; null stands for "not set" in requests."""
    yield from _object_problems(document(api), document(api)["schemas"][schema], value, where)


def _problems(
    doc: dict[str, Any], schema: dict[str, Any], value: Any, at: str
) -> Iterator[Problem]:
    if "$ref" in schema:
        yield from _object_problems(doc, doc["schemas"][schema["$ref"]], value, at)
    elif schema["type"] == "object":
        yield from _object_problems(doc, schema, value, at)
    elif schema["type"] == "array":
        yield from _array_problems(doc, schema, value, at)
    elif not _is_scalar(schema, value):
        yield Problem(at, f"Invalid value at '{at}' ({_type_name(schema)}), {json.dumps(value)}")


def _array_problems(
    doc: dict[str, Any], schema: dict[str, Any], value: Any, at: str
) -> Iterator[Problem]:
    if not isinstance(value, list):
        # A list is a repeated field in Google's own notation, so each scalar in its place is
        # taken for one element of it; that is what the message speaks of.
        name = _type_name(schema["items"])
        yield Problem(at, f"Invalid value at '{at}' ({name}), {json.dumps(value)}")
        return
    for index, item in enumerate(value):
        yield from _problems(doc, schema["items"], item, f"{at}[{index}]")


def _object_problems(
    doc: dict[str, Any], schema: dict[str, Any], value: Any, at: str
) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(at, f"Invalid value at '{at}' (Object), {json.dumps(value)}")
        return
    known = schema.get("properties", {})
    for name, inner in value.items():
        place = f"{at}.{_snake(name)}" if at else _snake(name)
        if name in known:
            if inner is not None:
                yield from _problems(doc, known[name], inner, place)
        elif "additionalProperties" in schema:
            yield from _problems(doc, schema["additionalProperties"], inner, place)
        else:
            spot = f" at '{at}'" if at else ""
            message = f'Invalid JSON payload received. Unknown name "{name}"{spot}: '
            yield Problem(at, message + "Cannot find field.")


def _is_scalar(schema: dict[str, Any], value: object) -> bool:
    kind, form = schema["type"], schema.get("format", "")
    if kind == "any":
        return True
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "integer":
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if not whole or isinstance(value, bool):
            return False
        return -(2**31) <= int(value) < 2**31  # type: ignore[call-overload, no-any-return]
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if form in ("int64", "uint64"):
        return isinstance(value, str | int) and re.fullmatch(r"-?\d+", str(value)) is not None
    if not isinstance(value, str):
        return False
    if form in ("date-time", "google-datetime"):
        return (
            re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value)
            is not None
        )
    return "enum" not in schema or value in schema["enum"]


def _type_name(schema: dict[str, Any]) -> str:
    if schema.get("type") == "array":
        return "type.googleapis.com/google.protobuf.ListValue"
    if "enum" in schema:
        return "type.googleapis.com/google.apps.sheets.v4.Enum"
    if "$ref" in schema:
        return f"type.googleapis.com/google.apps.sheets.v4.{schema['$ref']}"
    names = {"boolean": "TYPE_BOOL", "integer": "TYPE_INT32", "number": "TYPE_DOUBLE"}
    return names.get(schema.get("type", ""), "TYPE_STRING")


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda m: "_" + m[1].lower(), name)


def unknown_field(api: str, schema: str, mask: Mask, at: str = "") -> str | None:
    """The first path in a mask that the schema does not have, or None."""
    return _unknown_field(document(api), document(api)["schemas"][schema], mask, at)


def _unknown_field(doc: dict[str, Any], schema: dict[str, Any], mask: Mask, at: str) -> str | None:
    while "$ref" in schema or schema.get("type") == "array":
        schema = doc["schemas"][schema["$ref"]] if "$ref" in schema else schema["items"]
    for name, inner in mask.children.items():
        place = f"{at}.{name}" if at else name
        known = schema.get("properties", {})
        if name not in known:
            if "additionalProperties" in schema:
                continue
            return place
        if (found := _unknown_field(doc, known[name], inner, place)) is not None:
            return found
    return None
