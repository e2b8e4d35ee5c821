"""Snapshot, rebase, swap, history: how sheet and cache come to say the same."""

from planner.sync.quiet import worth_saying
from planner.sync.run import SyncReport, sync

__all__ = ["SyncReport", "sync", "worth_saying"]
