"""The next day's allocation: which categories to work on, for how long, in which order, and why.

    maximise  Σ w · (1 − (1 − z)^p)     z = min(1, done / target)

over the blocks of the rest of the week, w being a category's priority and p the `balance`; the
day is the plan's first part. See `optimum` for how it is solved and where that is exact.
"""

from planner.allocate.plan import Block, OutOfReach, Plan, plan
from planner.allocate.rest import reach

__all__ = ["Block", "OutOfReach", "Plan", "plan", "reach"]
