"""The calls of the Drive API that say who may see and change a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_server.drive_calls import file_of, invalid, picked
from tests.sheets_server.errors import DriveError
from tests.sheets_server.files import permission

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_server.call import Call
    from tests.sheets_server.files import File, World

JSON = dict[str, Any]


def permissions_create(world: World, call: Call) -> JSON:
    """Shares a file with a user, a group, a domain or everybody."""
    file = file_of(world, call, to_write=True)
    given = call.body or {}
    if not given.get("role") or not given.get("type"):
        raise invalid("permission", "The permission type and role fields are required.")
    if given["type"] == "anyone":
        new = {"id": "anyoneWithLink", "type": "anyone", "kind": "drive#permission"}
        new["role"] = given["role"]
    else:
        who = given.get("emailAddress") or given.get("domain", "")
        new = permission(who, given["role"], given["type"])
    file.permissions = [p for p in file.permissions if p["id"] != new["id"]] + [new]
    return picked(call, new, ("kind", "id", "type", "role"))


def permissions_list(world: World, call: Call) -> JSON:
    file = file_of(world, call)
    answer = {"kind": "drive#permissionList", "permissions": file.permissions}
    if call.one("fields"):
        return picked(call, answer)
    kept = [{n: p[n] for n in ("kind", "id", "type", "role")} for p in file.permissions]
    return answer | {"permissions": kept}


def _permission(file: File, call: Call) -> JSON:
    for found in file.permissions:
        if found["id"] == call.path["permissionId"]:
            return found
    raise DriveError(404, "notFound", f"Permission not found: {call.path['permissionId']}.")


def permissions_get(world: World, call: Call) -> JSON:
    return picked(call, _permission(file_of(world, call), call), ("kind", "id", "type", "role"))


def permissions_delete(world: World, call: Call) -> None:
    file = file_of(world, call, to_write=True)
    file.permissions.remove(_permission(file, call))


CALLS: dict[str, Callable[[World, Call], JSON | None]] = {
    "permissions.create": permissions_create,
    "permissions.list": permissions_list,
    "permissions.get": permissions_get,
    "permissions.delete": permissions_delete,
}
