"""Officers who plan at the same moment never plan two rounds for one day."""

from __future__ import annotations

import datetime as dt
import uuid
from itertools import pairwise

import pytest

from subsidies.rounds import actions
from subsidies.rounds.models import Round
from talent.calendars import clock
from tests.factories import make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.payments.racing import race

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_four_officers_who_plan_overlapping_windows_plan_one_at_a_time():
    officers, today = [make_user("reviewer") for _ in range(4)], clock.today()

    def plan(process: int, turn: int) -> None:
        opens = today + dt.timedelta(days=7 * turn + process)
        actions.plan(
            by=officers[process],
            pk=uuid.uuid4(),
            name=f"{turn}-{process}",
            opens_on=opens,
            closes_on=opens + dt.timedelta(days=5),
            cut_off_month=today - dt.timedelta(days=60),
        )

    turns = race_rounds(10)
    done = race(plan, rounds=turns)["done"]
    windows = list(Round.objects.order_by("opens_on").values_list("opens_on", "closes_on"))
    overlaps = [(one, other) for one, other in pairwise(windows) if other[0] <= one[1]]
    assert (done, overlaps) == (len(windows), [])
