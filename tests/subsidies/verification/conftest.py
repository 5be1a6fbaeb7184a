"""The day and the office of these tests: those of the tests of cases."""

from __future__ import annotations

from tests.subsidies.applications.conftest import clock_at_noon, office

__all__ = ["clock_at_noon", "office"]
