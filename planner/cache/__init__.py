"""The local cache: what the sheet last said, and what it has yet to hear."""

from planner.cache.cache import Cache, SyncState, open_cache
from planner.cache.outbox import Waiting

__all__ = ["Cache", "SyncState", "Waiting", "open_cache"]
