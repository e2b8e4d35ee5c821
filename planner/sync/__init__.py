"""Two ways between sheet and cache."""
