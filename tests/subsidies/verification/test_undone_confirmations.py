"""Which confirmation of employment goes with an answer that is taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.verification import actions
from subsidies.verification.models import EmploymentConfirmation, Verification
from talent.calendars import clock
from tests.subsidies.applications.stages import Office, latest
from tests.subsidies.verification.claims import waiting

pytestmark = pytest.mark.django_db


def test_an_older_confirmation_stays_as_it_is(office: Office):
    (case,) = waiting(office)
    EmploymentConfirmation.objects.create(
        person=case.person, employer=office.employer, confirmed_on=dt.date(2026, 11, 1), confirmed_by=office.hr
    )
    actions.verify(case, by=office.hr, submission=latest(case))
    actions.undo(list(Verification.objects.all()), by=office.hr)
    left = EmploymentConfirmation.objects.in_force().values_list("confirmed_on", flat=True)
    assert list(left) == [dt.date(2026, 11, 1)]


@pytest.mark.parametrize("first", ["the answer", "the click"])
def test_what_the_same_officer_confirmed_on_the_list_stays(office: Office, first: str):
    """Whichever row the database comes to first."""
    (case,) = waiting(office)
    acts = {
        "the answer": lambda: actions.verify(case, by=office.hr, submission=latest(case)),
        "the click": lambda: EmploymentConfirmation.objects.create(
            person=case.person,
            employer=office.employer,
            confirmed_on=clock.today(),
            confirmed_by=office.hr,
            confirmed_at=clock.now(),
        ),
    }
    for name in sorted(acts, key=lambda name: name != first):
        acts[name]()
    actions.undo(list(Verification.objects.all()), by=office.hr)
    left = EmploymentConfirmation.objects.in_force()
    assert [row.confirmed_at is not None for row in left] == [True]
