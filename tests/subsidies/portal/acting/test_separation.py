"""Who files for somebody decides nothing about them, at no step."""

from __future__ import annotations

import uuid

import pytest

from subsidies.appeals.permissions import who_may_decide
from subsidies.applications.workflow import ApplicationStatus as S
from subsidies.notices.permissions import refuse_own_cases
from subsidies.notices.queries import awaiting_notice
from subsidies.payments.actions import place_hold
from subsidies.review import permissions
from subsidies.review.queries.assigning import free_for
from subsidies.verification import actions as verification
from subsidies.verification.models import EmploymentConfirmation, Verification
from subsidies.verification.queries import claims_of
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated
from talent.mandates.models import Mandate
from tests.factories import make_user
from tests.subsidies.applications.stages import ROLES, Office, call, fresh, latest
from tests.subsidies.portal.acting.officer import filed_for, listed

STEPS = [
    ("verify", S.AWAITING_EMPLOYER),
    ("dispute", S.AWAITING_EMPLOYER),
    ("return", S.AWAITING_REVIEW),
    ("review", S.AWAITING_REVIEW),
    ("review_to_refuse", S.AWAITING_REVIEW),
    ("send_back", S.AWAITING_RECHECK),
    ("confirm_grant", S.AWAITING_RECHECK),
    ("object", S.IN_NOTICE),
    ("dismiss_objection", S.OBJECTED),
    ("uphold_objection", S.OBJECTED),
    ("recall", S.IN_NOTICE),
]


def officer_for(action: str, office: Office) -> User:
    role = Role.HR_OFFICER if Role.HR_OFFICER in ROLES[action] else Role.REVIEWER
    return make_user(role, employer=office.employer if role == Role.HR_OFFICER else None)


@pytest.mark.parametrize(("action", "status"), STEPS, ids=[action for action, _status in STEPS])
def test_who_filed_is_refused(office: Office, action: str, status: S):
    application, agent = office.at(status), officer_for(action, office)
    filed_for(application.person, agent)
    with pytest.raises(DutiesNotSeparated):
        call(action, application, by=agent)
    assert fresh(application).status == status


@pytest.mark.parametrize(("action", "status"), STEPS, ids=[action for action, _status in STEPS])
def test_a_colleague_who_did_not_file_may(office: Office, action: str, status: S):
    application, colleague = office.at(status), officer_for(action, office)
    filed_for(application.person, officer_for(action, office))
    call(action, application, by=colleague)
    assert fresh(application).status != status


def test_a_second_log_in_of_the_same_human_being_is_refused(office: Office):
    application, agent = office.at(S.AWAITING_REVIEW), make_user(Role.REVIEWER)
    filed_for(application.person, agent)
    other_account = make_user(Role.REVIEWER, natural_person=agent.natural_person)
    with pytest.raises(DutiesNotSeparated):
        call("review", application, by=other_account)
    assert fresh(application).status == S.AWAITING_REVIEW


def test_a_mandate_that_never_took_effect_keeps_nobody_out(office: Office):
    application, officer = office.at(S.AWAITING_REVIEW), make_user(Role.REVIEWER)
    mandate = filed_for(application.person, officer)
    Mandate.objects.filter(pk=mandate.pk).update(effective_at=None)
    call("review", application, by=officer)
    assert fresh(application).status == S.AWAITING_RECHECK


def test_answered_with_many_others_it_is_named_and_left_out(office: Office):
    mine, other = office.submitted(), office.submitted()
    filed_for(mine.person, office.hr)
    answer = verification.verify_many([(mine.pk, latest(mine).pk), (other.pk, latest(other).pk)], by=office.hr)
    assert (fresh(mine).status, fresh(other).status, len(answer.refused)) == (
        S.AWAITING_EMPLOYER,
        S.AWAITING_REVIEW,
        1,
    )


def test_the_queue_of_the_unit_marks_it(office: Office):
    mine, other = office.submitted(), office.submitted()
    filed_for(mine.person, office.hr)
    marked = {claim.application: claim.is_own for claim in claims_of([mine, other], seen_by=office.hr)}
    assert marked == {mine: True, other: False}


def test_a_roster_of_who_filed_verifies_nobody_they_filed_for(office: Office):
    application = office.submitted()
    filed_for(application.person, office.hr)
    employment = application.person.employment
    entry = listed(
        office.employer,
        application.person.identity_number,
        name=application.person.name,
        hired_on=employment.hired_on,
        contract_months=employment.contract_months,
        works_in_city=True,
        insured_months=employment.insured_months,
    )
    roster = entry.roster
    roster.uploaded_by = roster.committed_by = office.hr
    roster.save(update_fields=["uploaded_by", "committed_by"])
    assert (verification.verify_by_roster(application), Verification.objects.count()) == (None, 0)


def test_they_do_not_confirm_the_employment(office: Office):
    application = office.at(S.AWAITING_REVIEW)
    EmploymentConfirmation.objects.all().delete()
    filed_for(application.person, office.hr)
    verification.confirm_employment([application.person.pk], by=office.hr)
    assert EmploymentConfirmation.objects.count() == 0


def test_they_draw_up_no_notice_with_it(office: Office):
    application = office.at(S.AWAITING_NOTICE)
    filed_for(application.person, office.reviewer)
    with pytest.raises(DutiesNotSeparated) as refusal:
        refuse_own_cases(office.reviewer, [application])
    assert application.number in str(refusal.value)


def test_the_list_for_a_new_notice_leaves_it_to_a_colleague(office: Office):
    application = office.at(S.AWAITING_NOTICE)
    filed_for(application.person, office.reviewer)
    offered = [list(awaiting_notice(user)) for user in (office.reviewer, make_user(Role.REVIEWER))]
    assert offered == [[], [application]]


def test_no_appeal_of_the_person_is_given_to_them(office: Office):
    application, agent, colleague = office.at(S.CLOSED), make_user(Role.REVIEWER), make_user(Role.REVIEWER)
    filed_for(application.person, agent)
    offered = set(who_may_decide(application))
    assert (agent in offered, colleague in offered) == (False, True)


def test_they_hold_no_payment_of_the_person(office: Office):
    application = office.at(S.CLOSED)
    filed_for(application.person, office.reviewer)
    with pytest.raises(DutiesNotSeparated) as refusal:
        place_hold(application.person, by=office.reviewer, pk=uuid.uuid4(), kind="by_hand", reason="核查")
    assert "代办" in str(refusal.value)


def test_the_page_offers_them_no_decision_and_says_why(office: Office):
    application, agent = office.at(S.AWAITING_REVIEW), make_user(Role.REVIEWER)
    filed_for(application.person, agent)
    duties = permissions.duties_on(application, [], user=agent, finders=set())
    assert (duties.may_review, "代办" in str(duties.why_not), permissions.may_write(application, user=agent)) == (
        False,
        True,
        False,
    )


def test_the_case_is_not_given_to_them(office: Office):
    application, agent = office.at(S.AWAITING_REVIEW), make_user(Role.REVIEWER)
    filed_for(application.person, agent)
    free = [list(free_for(user, user.natural_person)) for user in (agent, make_user(Role.REVIEWER))]
    assert free == [[], [application]]
