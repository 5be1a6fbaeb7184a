"""The day and the people of these tests."""

from __future__ import annotations

import pytest

from talent.accounts.models import User
from tests.factories import make_user
from tests.subsidies.applications.conftest import clock_at_noon, office

__all__ = ["clock_at_noon", "office"]


@pytest.fixture
def examiner(db: None) -> User:
    """Somebody of the office who had no part in any decision."""
    return make_user("reviewer")
