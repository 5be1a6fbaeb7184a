"""Officers who invite the same people at the same moment invite each of them once."""

from __future__ import annotations

import pytest

from subsidies.offers import actions
from subsidies.offers.models import Offer
from talent.calendars import clock
from talent.employers.models import Roster, RosterEntry
from talent.employers.workflow import RosterStatus
from tests.factories import make_employer, make_identity_number, make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.payments.racing import race

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_four_officers_invite_nobody_twice():
    employer, now = make_employer(), clock.now()
    officers = [make_user("hr_officer", employer=employer) for _ in range(4)]
    said = {"file_name": "名册.xlsx", "sha256": "0" * 64, "uploaded_by": officers[0], "committed_by": officers[0]}
    turns = race_rounds(10)
    roster = Roster.objects.create(
        employer=employer, status=RosterStatus.COMMITTED, uploaded_at=now, committed_at=now, **said
    )
    keys = [
        RosterEntry.objects.create(
            roster=roster, employer=employer, row_number=number, name="李明", effective_at=now, contract_months=36,
            identity_number=make_identity_number(), hired_on=clock.today(), works_in_city=True, insured_months=4,
        ).pk
        for number in range(turns)
    ]  # fmt: skip

    def invite(process: int, turn: int) -> None:
        actions.invite([keys[turn]], by=officers[process])

    race(invite, rounds=turns)
    assert (Offer.objects.count(), Offer.objects.standing().values("identity_index").distinct().count()) == (
        turns,
        turns,
    )
