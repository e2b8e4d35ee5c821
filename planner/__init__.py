"""A goal planner whose database is a spreadsheet: plan against actual, and what to do next.

As a library: `plan = planner.open()`; see `planner.api`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.api import Plan, open  # noqa: A004 - read as planner.open

__version__ = "0.1.0"
__all__ = ["Plan", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """The library, imported once it is asked for: the command line starts without it."""
    if name in ("Plan", "open", "api"):
        from importlib import import_module

        api = import_module("planner.api")
        return api if name == "api" else getattr(api, name)
    raise AttributeError(f"module 'planner' has no attribute {name!r}")
