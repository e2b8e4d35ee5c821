"""Renderings of one Report value."""
