"""Officers, the person and the code at the same moment."""

from __future__ import annotations

from contextlib import suppress

import pytest

from subsidies.applications.models import Application, Submission
from subsidies.portal import actions as portal
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.mandates import actions
from talent.mandates.models import Confirmation, Mandate
from talent.mandates.permissions import in_the_place_of
from talent.profiles import actions as profiles
from talent.workflow.refusals import ActionRefused
from tests.factories import make_degree, make_employment, make_identity_number, make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.stages import Office, add_evidence
from tests.subsidies.payments.racing import race
from tests.subsidies.portal.acting.officer import in_force, open_mandate, signed

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ACCOUNT = {"holder_name": "沈若溪", "account_number": "6222021234567890128", "bank_name": "中国银行"}


def phone(turn: int) -> str:
    return f"+86138001381{turn:02d}"


def test_of_two_mandates_for_one_person_one_takes_effect():
    turns, colleague = race_rounds(6), make_user(Role.REVIEWER)
    officers = [make_user(Role.REVIEWER) for _ in range(4)]
    numbers = [make_identity_number() for _ in range(turns)]
    waiting = [
        [signed(open_mandate(by, identity_number=number, phone=phone(turn))) for by in officers]
        for turn, number in enumerate(numbers)
    ]

    def accept(process: int, turn: int) -> None:
        with suppress(ActionRefused):
            actions.take_effect_by_paper(waiting[turn][process], by=colleague)

    race(accept, rounds=turns)
    in_effect = Mandate.objects.in_force().values_list("identity_index", flat=True)
    made = User.objects.filter(phone_index__isnull=False).count()
    assert (len(in_effect), len(set(in_effect)), made) == (turns, turns, turns)


def test_what_is_handed_in_is_what_was_confirmed_although_the_officer_edits_meanwhile():
    turns, office = race_rounds(6), Office.open()
    agent = make_user(Role.REVIEWER)
    mandates = [in_force(agent, identity_number=make_identity_number(), phone=phone(turn)) for turn in range(turns)]
    cases, seen = [], []
    for mandate in mandates:
        case = filled_in(mandate, agent, office)
        cases.append(case)
        seen.append(portal.digest_seen(case))
        asked = Confirmation.objects.create(
            mandate=mandate, matter=case.pk, digest=seen[-1], asked_by=agent, asked_at=mandate.opened_at,
            confirmed_at=mandate.opened_at, confirmed_by=agent, proof="code",
        )  # fmt: skip
        assert asked.spent_at is None

    def act(process: int, turn: int) -> None:
        subject = in_the_place_of(Mandate.objects.get(pk=mandates[turn].pk), agent=User.objects.get(pk=agent.pk))
        with suppress(ActionRefused):
            if process % 2:
                portal.hand_in(cases[turn], by=subject, seen=seen[turn])
            else:
                fields = {"hired_on": mandates[turn].born_on.replace(year=2026, month=7, day=2)}
                employment = cases[turn].person.employment
                profiles.save_employment(cases[turn].person, by=subject, employer=employment.employer, **fields)

    race(act, rounds=turns)
    hired = {each.entered["employment"]["hired_on"] for each in Submission.objects.all()}
    spent = Confirmation.objects.exclude(spent_at=None).count()
    assert (hired - {"2026-07-01"}, spent) == (set(), Submission.objects.count())


def test_after_the_end_nothing_is_written():
    turns, agent = race_rounds(6), make_user(Role.REVIEWER)
    mandates = [in_force(agent, identity_number=make_identity_number(), phone=phone(turn)) for turn in range(turns)]

    def act(process: int, turn: int) -> None:
        mandate = Mandate.objects.select_related("person__user").get(pk=mandates[turn].pk)
        with suppress(ActionRefused):
            if process == 0:
                actions.end(mandate, by=mandate.person.user)
            else:
                subject = in_the_place_of(mandate, agent=User.objects.get(pk=agent.pk))
                profiles.save_household(mandate.person, by=subject, married=True)

    race(act, rounds=turns)
    late = written_after_the_end()
    assert (late, Mandate.objects.in_force().count()) == ([], 0)


def written_after_the_end() -> list[str]:
    """Events under a mandate whose number in the log is greater than that of its end."""
    ends = {e.detail["number"]: e.occurred_at for e in AuditEvent.objects.filter(verb="mandate.end")}
    written = AuditEvent.objects.filter(verb="profile.household_saved")
    return [e.detail["mandate"] for e in written if e.occurred_at > ends[e.detail["mandate"]]]


def filled_in(mandate: Mandate, agent: User, office: Office) -> Application:
    """A complete case for the living subsidy, entered under the mandate."""
    subject = in_the_place_of(mandate, agent=agent)
    person = mandate.person
    make_degree(person)
    make_employment(person, office.employer)
    profiles.change_bank_account(person, by=subject, **ACCOUNT)
    add_evidence(person, "graduation_certificate", "degree_certificate", "contract")
    chosen = {"living": True, "housing": False, "schooling": False}
    return portal.choose_benefits(None, by=subject, key=mandate.pk, claimed_elsewhere=False, **chosen)
