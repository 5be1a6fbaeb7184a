"""The day and the people of these tests."""

from tests.subsidies.applications.conftest import clock_at_noon, office

__all__ = ["clock_at_noon", "office"]
