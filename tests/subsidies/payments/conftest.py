"""What every test of payments shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from subsidies.payments import content_guard
from tests.subsidies.payments.stages import Desk


@pytest.fixture
def desk(db: None) -> Desk:
    """A clerk of the office and two officers of the finance bureau."""
    return Desk()


@pytest.fixture
def unguarded(db: None) -> Iterator[None]:
    """The database without the triggers on sealed content: what somebody with its password could do."""
    content_guard.lift(connection)
    yield
    content_guard.install(connection)
