"""Logs that people keep elsewhere: a file read as a sheet would be, and what of it is new."""

from planner.imports.adding import Addition, additions
from planner.imports.files import Imported, Source, read_file

__all__ = ["Addition", "Imported", "Source", "additions", "read_file"]
