"""A goal planner whose database is a spreadsheet: plan against actual, and what to do next."""

__version__ = "0.1.0"
