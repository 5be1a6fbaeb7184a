"""A higher degree pays the difference, from the second application to the bank; and what a wrong one leaves behind."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
import time_machine

from subsidies.applications.models import Application, Award, LivingTotal
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import Instalment
from talent.calendars import clock
from talent.profiles import actions as profiles
from talent.profiles.kinds import EvidenceKind
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused
from tests.factories import make_degree
from tests.subsidies.applications.conftest import NOON
from tests.subsidies.applications.stages import Office as CaseOffice
from tests.subsidies.applications.stages import add_evidence
from tests.subsidies.payments.debts import Office, pay
from tests.subsidies.payments.stages import confirm
from tests.subsidies.review.stages import somebody

LATER = NOON + dt.timedelta(days=300)


@pytest.fixture(autouse=True)
def clock_at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cases(db: None) -> CaseOffice:
    return CaseOffice.open()


def granted(cases: CaseOffice, person: Person) -> Award:
    """Everything from the application to the day after the notice, and the instalments that follow from it."""
    case = cases.at("closed", person)
    actions.schedule_instalments()
    actions.mark_due(on=clock.today())
    confirm(person)
    return Award.objects.get(decision__application=case)


def earns_a_masters_degree(person: Person) -> None:
    """Entered by the person, as a part of the profile that stays theirs after a grant."""
    degree = make_degree(person, level="master", awarded_on=clock.today() - dt.timedelta(days=30))
    profiles.save_degree(degree, by=person.user)
    add_evidence(person, EvidenceKind.GRADUATION_CERTIFICATE, EvidenceKind.DEGREE_CERTIFICATE)


def amounts(award: Award) -> list[int]:
    return list(award.instalments.order_by("sequence").values_list("amount_yuan", flat=True))


def test_a_second_application_with_a_higher_degree_is_paid_the_difference(
    cases: CaseOffice, clock_at_noon: time_machine.Traveller
):
    person = somebody(cases)
    first = granted(cases, person)
    pay(first.instalments.get(sequence=1), paid_on=clock.today())
    clock_at_noon.move_to(LATER)
    earns_a_masters_degree(person)
    second = granted(cases, person)
    assert ((first.degree, first.amount_yuan), (second.degree, second.amount_yuan)) == (
        ("bachelor", 30_000),
        ("master", 20_000),
    )
    assert (amounts(first), amounts(second)) == ([12_000, 9_000, 9_000], [8_000, 6_000, 6_000])
    total = LivingTotal.objects.get(person=person)
    assert (total.granted_yuan, total.ceiling_yuan) == (50_000, 50_000)
    confirm(person)
    pay(second.instalments.get(sequence=1), paid_on=clock.today())
    paid = Instalment.objects.paid().summed()
    assert (paid, list(differences())) == ({"count": 2, "yuan": 20_000}, [])


def test_the_same_degree_pays_nothing_a_second_time(cases: CaseOffice, clock_at_noon: time_machine.Traveller):
    person = somebody(cases)
    granted(cases, person)
    with pytest.raises(ActionRefused):
        cases.at("closed", person)
    assert Award.objects.count() == 1


def test_after_a_wrong_award_is_revoked_a_right_one_follows_and_the_debt_is_set_off(
    cases: CaseOffice, clock_at_noon: time_machine.Traveller
):
    person, office = somebody(cases), Office()
    wrong = granted(cases, person)
    pay(wrong.instalments.get(sequence=1), paid_on=clock.today())
    recovery = actions.notify_recovery(office.revokes(wrong).recovery, by=office.drafter)
    right = granted(cases, person)
    assert (right.amount_yuan, LivingTotal.objects.get(person=person).granted_yuan) == (30_000, 30_000)
    instalment = right.instalments.get(sequence=1)
    words = {"instalment": instalment, "reason": "本人书面申请"}
    proposal = actions.propose_set_off(recovery, by=office.drafter, pk=uuid.uuid4(), **words)
    actions.confirm_proposal(proposal, by=office.confirmer)
    recovery.refresh_from_db()
    assert (recovery.status, recovery.set_off_yuan, list(differences())) == ("settled", 12_000, [])
    assert Application.objects.filter(person=person, status="closed").count() == 2
