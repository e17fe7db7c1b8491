"""Property tests of this folder run without a deadline: how fast the machine is, is not what they test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("planfile", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("planfile")
