"""How a tab's grid is read into entries, and where an operation is placed in it: pure pairs."""

from planner.layouts.apply import apply
from planner.layouts.blocks import new_week
from planner.layouts.place import Placement, place
from planner.layouts.read import read
from planner.layouts.refused import Refused

__all__ = ["Placement", "Refused", "apply", "new_week", "place", "read"]
