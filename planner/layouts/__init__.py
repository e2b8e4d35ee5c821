"""How a tab's grid is read into entries, and where an operation is placed in it: pure pairs."""

from planner.layouts.read import read

__all__ = ["read"]
