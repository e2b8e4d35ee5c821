"""The local cache: what the sheet last said, and what it has yet to hear."""
