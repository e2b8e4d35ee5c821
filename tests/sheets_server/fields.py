"""Field masks: which fields of an answer are wanted, and which fields of a thing are written.

Notation of Google's guides: `a.b`, `a/b`, `a(b,c)`, `a,b`, and `*` for everything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Mask:
    """A tree of names; without children it stands for everything below."""

    children: dict[str, Mask] = field(default_factory=dict)

    def child(self, *path: str) -> Mask | None:
        """The mask below a path; None where nothing of it is wanted."""
        mask = self
        for name in path:
            if not mask.children:
                return mask
            if name not in mask.children:
                return None
            mask = mask.children[name]
        return mask

    def names(self, *path: str) -> bool:
        """Whether something at the path is asked for by its own name."""
        mask = self
        for name in path:
            if name not in mask.children:
                return False
            mask = mask.children[name]
        return True

    def pick(self, value: Any) -> Any:
        """The value with nothing but the wanted fields."""
        if not self.children:
            return value
        if isinstance(value, list):
            return [self.pick(item) for item in value]
        if isinstance(value, dict):
            wanted = {n: m for n, m in self.children.items() if n in value}
            return {name: wanted[name].pick(value[name]) for name in value if name in wanted}
        return value

    def write(self, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """`old` with the masked fields as `new` has them; those that it lacks are cleared."""
        result = dict(old)
        for name in self.children or sorted({*old, *new}):
            below = self.children.get(name, EVERYTHING)
            if below.children:
                before, after = result.get(name) or {}, new.get(name) or {}
                value = below.write(before, after) or None
            else:
                value = new.get(name)
            if value is None:
                result.pop(name, None)
            else:
                result[name] = value
        return result


EVERYTHING = Mask()


class MaskError(ValueError):
    """The text is no field mask."""


def parse(text: str) -> Mask:
    """A mask from its notation. Raises MaskError."""
    tree, rest = _parse_list(text.replace(" ", ""))
    if rest:
        raise MaskError(text)
    return _frozen(tree)


Tree = dict[str, Any]


def _parse_list(text: str) -> tuple[Tree, str]:
    tree: Tree = {}
    while True:
        text = _parse_path(text, tree)
        if not text.startswith(","):
            return tree, text
        text = text[1:]


def _parse_path(text: str, tree: Tree) -> str:
    """Reads one path into the tree; gives back what stands behind it."""
    end = next((i for i, char in enumerate(text) if char in ",./()"), len(text))
    name, rest = text[:end], text[end:]
    if not name:
        raise MaskError(text)
    known = name in tree
    inner: Tree = tree.setdefault(name, {})
    if not rest.startswith((".", "/", "(")):
        inner.clear()  # the whole of it, whatever else was asked of it
        inner["*"] = {}
        return rest
    if known and "*" in inner:
        inner = {}  # the whole of it was asked for already
    if rest.startswith("("):
        below, rest = _parse_list(rest[1:])
        if not rest.startswith(")"):
            raise MaskError(text)
        _merge(inner, below)
        return rest[1:]
    return _parse_path(rest[1:], inner)


def _merge(tree: Tree, more: Tree) -> None:
    for name, inner in more.items():
        _merge(tree.setdefault(name, {}), inner)


def _frozen(tree: Tree) -> Mask:
    if "*" in tree:
        return EVERYTHING
    return Mask({name: _frozen(inner) for name, inner in tree.items()})
