"""Logs that people keep elsewhere: a file read as a sheet would be, and what of it is new."""

from planner.imports.adding import Addition, additions
from planner.imports.files import read_file
from planner.imports.given import Given, Imported

__all__ = ["Addition", "Given", "Imported", "additions", "read_file"]
