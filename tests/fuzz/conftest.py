"""How long the fuzzing is: short in every test run, as long as asked in scripts/fuzz."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "long",
    max_examples=1_000_000,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
