"""Officers who draw lists or enter answers at the same moment do it once."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from subsidies.applications.models import EstablishedFact
from subsidies.crosschecks import actions
from subsidies.crosschecks.models import CrossCheck, CrossCheckRow
from tests.factories import make_user
from tests.subsidies.crosschecks.conftest import drawn, under_review
from tests.subsidies.payments.racing import race

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_four_who_draw_at_once_put_nobody_on_two_lists(office):
    for _ in range(3):
        under_review(office)
    officers = [make_user("reviewer") for _ in range(4)]
    outcomes = race(
        lambda process, _: actions.draw("social_insurance", pk=uuid.uuid4(), by=officers[process]), rounds=1
    )
    numbers = list(CrossCheck.objects.values_list("number", flat=True))
    assert (outcomes, numbers, CrossCheckRow.objects.count()) == (Counter(done=1, refused=3), ["BD2026-001"], 3)


def test_four_who_enter_one_file_at_once_establish_each_fact_once(office, read):
    for _ in range(3):
        under_review(office, 6)
    answers = read(drawn(office), 2, 2, 6)
    officers = [make_user("reviewer") for _ in range(4)]
    outcomes = race(lambda process, _: actions.enter(answers, by=officers[process]), rounds=1)
    standing = EstablishedFact.objects.standing().count()
    assert (outcomes, standing, EstablishedFact.objects.count()) == (Counter(done=4), 2, 2)
