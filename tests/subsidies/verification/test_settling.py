"""A later roster that proves what its unit had disputed settles the dispute, as it would have verified the case."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from subsidies.applications.models import Application
from subsidies.verification import actions
from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
from talent.accounts.models import NaturalPerson
from talent.audit.models import AuditEvent
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from tests.factories import make_employer
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.portal.acting.officer import filed_for
from tests.subsidies.verification.claims import import_roster, waiting
from tests.talent.employers.rosters import hr_of

ABOUT_FACTS = [
    "not_employed", "hired_on_differs", "contract_differs", "place_differs", "insurance_differs", "has_left",
]  # fmt: skip


def disputed(office: Office, reason: str = "contract_differs", comment: str = "") -> Application:
    (case,) = waiting(office)
    actions.dispute(case, by=office.hr, submission=latest(case), reason=reason, comment=comment)
    return fresh(case)


@pytest.fixture
def later(clock_at_noon: time_machine.Traveller) -> time_machine.Traveller:
    """A clock that the tests move on, so that what comes next is later."""
    return clock_at_noon


@pytest.mark.parametrize("reason", ABOUT_FACTS)
def test_a_later_roster_that_says_the_same_settles_the_dispute(
    office: Office, later: time_machine.Traveller, reason: str
):
    case = disputed(office, reason)
    later.shift(dt.timedelta(days=1))
    import_roster(office.employer, case.person)
    run_outbox()
    answer = Verification.objects.get()
    assert (fresh(case).status, answer.outcome, answer.reason, answer.answered_by, answer.roster_entry is None) == (
        "awaiting_review",
        "verified",
        "",
        None,
        False,
    )


def test_the_log_keeps_both_and_the_applicant_is_told_as_of_a_verification(
    office: Office, later: time_machine.Traveller
):
    case = disputed(office)
    later.shift(dt.timedelta(days=1))
    import_roster(office.employer, case.person)
    run_outbox()
    kept = AuditEvent.objects.filter(object_id=str(case.pk), verb__contains="dispute").order_by("pk")
    assert list(kept.values_list("verb", "reason", "actor")) == [
        ("application.dispute", "合同期限不一致", office.hr.pk),
        ("application.settle_dispute", "", None),
    ]
    told = Message.objects.filter(recipient=case.person.user, channel="portal").order_by("created_at")
    assert list(told.values_list("template", flat=True))[-1] == "application_verified"


def test_the_office_promises_the_days_of_a_verification(office: Office, later: time_machine.Traveller):
    case = disputed(office)
    later.shift(dt.timedelta(days=1))
    import_roster(office.employer, case.person)
    run_outbox()
    assert fresh(case).promised_on == dt.date(2026, 12, 8)


def test_who_was_said_to_have_left_counts_as_employed_again(office: Office, later: time_machine.Traveller):
    case = disputed(office, "has_left")
    later.shift(dt.timedelta(days=1))
    import_roster(office.employer, case.person)
    run_outbox()
    confirmed = EmploymentConfirmation.objects.in_force().values_list("person", "confirmed_on")
    assert (list(Departure.objects.standing()), list(confirmed)) == (
        [],
        [(case.person_id, dt.date(2026, 11, 24))],
    )


def test_a_roster_from_before_the_dispute_settles_nothing_since_the_officer_had_it_before_them(
    office: Office, later: time_machine.Traveller
):
    (case,) = waiting(office)
    import_roster(office.employer, case.person)
    later.shift(dt.timedelta(minutes=1))
    actions.dispute(case, by=office.hr, submission=latest(case), reason="contract_differs", comment="")
    run_outbox()
    assert fresh(case).status == "disputed"


@pytest.mark.parametrize(
    "changes", [{"contract": "24个月"}, {"months": None}, {"left_on": "2026-11-01"}], ids=["differs", "silent", "left"]
)
def test_a_later_roster_that_says_anything_else_or_less_leaves_the_dispute(
    office: Office, later: time_machine.Traveller, changes: dict[str, object]
):
    case = disputed(office)
    later.shift(dt.timedelta(days=1))
    import_roster(office.employer, case.person, **changes)
    run_outbox()
    assert (fresh(case).status, Verification.objects.get().outcome) == ("disputed", "disputed")


def test_a_dispute_in_the_officers_own_words_is_left_to_them(office: Office, later: time_machine.Traveller):
    case = disputed(office, "other", "合同正在仲裁")
    later.shift(dt.timedelta(days=1))
    import_roster(office.employer, case.person)
    run_outbox()
    assert fresh(case).status == "disputed"


def test_another_units_roster_settles_nothing(office: Office, later: time_machine.Traveller):
    case = disputed(office)
    later.shift(dt.timedelta(days=1))
    import_roster(make_employer(), case.person)
    run_outbox()
    assert fresh(case).status == "disputed"


def test_nobodys_own_roster_and_none_of_who_filed_for_them_settles_it(office: Office, later: time_machine.Traveller):
    own, filed = disputed(office), disputed(office)
    later.shift(dt.timedelta(days=1))
    natural = NaturalPerson.objects.create(name="李明", identity_number=own.person.identity_number)
    import_roster(office.employer, own.person, by=hr_of(office.employer, natural_person=natural))
    agent = hr_of(office.employer)
    filed_for(filed.person, agent)
    import_roster(office.employer, filed.person, by=agent)
    run_outbox()
    assert [fresh(case).status for case in (own, filed)] == ["disputed", "disputed"]


def test_once_the_roster_is_taken_back_the_unit_is_asked_again(office: Office, later: time_machine.Traveller):
    case = disputed(office)
    later.shift(dt.timedelta(days=1))
    roster = import_roster(office.employer, case.person, by=office.hr)
    run_outbox()
    actions.take_back_roster(roster, by=office.hr)
    assert (fresh(case).status, Verification.objects.count()) == ("awaiting_employer", 0)
