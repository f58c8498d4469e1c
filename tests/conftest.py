"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# the same examples in every run: a run that fails can be repeated; machines differ in speed
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
