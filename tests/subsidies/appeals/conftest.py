"""The day and the people of these tests."""

from __future__ import annotations

from tests.subsidies.applications.conftest import clock_at_noon, office
from tests.subsidies.objections.conftest import examiner

__all__ = ["clock_at_noon", "examiner", "office"]
