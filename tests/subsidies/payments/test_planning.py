"""How much PostgreSQL reads where it knows nothing of the tables yet, as after a restore."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subsidies.payments.actions.lines import blocked_among
from talent.calendars import clock
from tests.subsidies.payments.crowd import due_crowd

PEOPLE, PIECE = 800, 20
PAGES_A_PERSON_AT_MOST = 2


@pytest.mark.postgres
@pytest.mark.django_db
def test_whether_somebody_can_be_paid_is_not_asked_of_everybody_for_each() -> None:
    """A row lock waits for this answer: with a plan that joined everybody it read 458,000 pages for each of twenty."""
    piece = due_crowd(PEOPLE)[:PIECE]
    with CaptureQueriesContext(connection) as asked:
        assert blocked_among(piece, on=clock.today()) == []
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + asked[-1]["sql"].replace("%", "%%"))
        (found,) = cursor.fetchone()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    assert max(0, pages - PAGES_A_PERSON_AT_MOST * PEOPLE * PIECE) == 0
