"""How much PostgreSQL reads to say who can be paid: where it knows nothing of the tables yet, as after a restore, and
where it knows them well."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subsidies.payments.actions.lines import blocked_among
from subsidies.payments.models import Instalment
from talent.calendars import clock
from tests.subsidies.payments.crowd import due_crowd

PEOPLE, PIECE = 800, 20
PAGES_A_PERSON_AT_MOST = 2
PAGES_OF_THE_WHOLE_AT_MOST = 5
"""For each person of a list that is counted: as few of them for 60,000 as for 800."""


@pytest.mark.postgres
@pytest.mark.django_db
def test_whether_somebody_can_be_paid_is_not_asked_of_everybody_for_each() -> None:
    """A row lock waits for this answer: with a plan that joined everybody it read 458,000 pages for each of twenty."""
    piece = due_crowd(PEOPLE)[:PIECE]
    with CaptureQueriesContext(connection) as asked:
        assert blocked_among(piece, on=clock.today()) == []
    assert max(0, _pages_read(asked) - PAGES_A_PERSON_AT_MOST * PEOPLE * PIECE) == 0


@pytest.mark.postgres
@pytest.mark.django_db
def test_all_who_can_be_paid_are_counted_without_asking_everybody_for_each() -> None:
    """The office's list of due instalments: with 60,000 of them it did not come in five minutes."""
    due_crowd(PEOPLE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as asked:
        assert Instalment.objects.drawable(clock.today()).summed()["count"] == PEOPLE
    assert max(0, _pages_read(asked) - PAGES_OF_THE_WHOLE_AT_MOST * PEOPLE) == 0


def _pages_read(asked: CaptureQueriesContext) -> int:
    """By the last question asked, which is asked once more."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + asked[-1]["sql"].replace("%", "%%"))
        (found,) = cursor.fetchone()
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
