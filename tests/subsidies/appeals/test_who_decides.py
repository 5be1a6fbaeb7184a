"""Whoever had a part in a decision neither gets nor decides the appeal against it."""

from __future__ import annotations

import pytest

from subsidies.appeals import actions
from subsidies.appeals.models import Appeal
from subsidies.appeals.permissions import who_may_decide
from subsidies.objections import actions as objections
from subsidies.objections.models import Objection
from subsidies.objections.permissions import refuse_who_decided as refuse_who_answers
from subsidies.review import actions as review
from talent.accounts.models import User
from talent.accounts.separation import DutiesNotSeparated
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.appeals.stages import WHY, assigned, filed, refused
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.objections.stages import decided, examined, running
from tests.subsidies.objections.test_examining import FOUND
from tests.subsidies.review.stages import REFUSE, somebody
from tests.subsidies.review.test_facts import establish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["reviewer", "rechecker"])
def test_who_decided_neither_gets_nor_decides_the_appeal(office: Office, examiner: User, who: str):
    officer = getattr(office, who)
    appeal = filed(refused(office))
    with pytest.raises(DutiesNotSeparated) as refusal:
        actions.assign(appeal, by=examiner, to=officer)
    Appeal.objects.filter(pk=appeal.pk).update(
        status="assigned", assigned_to=officer, assigned_person=officer.natural_person
    )
    with pytest.raises(DutiesNotSeparated):
        actions.dismiss(appeal, by=officer, explanation=WHY)
    with pytest.raises(DutiesNotSeparated) as own:
        actions.assign(appeal, by=officer, to=officer)
    assert [str(refusal.value), str(own.value)] == [
        "该人员参与过原来的决定，申诉须由未参与的人员办理。",
        "您参与过原来的决定，申诉须由未参与的人员办理。",
    ]


def test_who_found_an_objection_borne_out_does_not_decide_the_appeal_that_follows(office: Office, examiner: User):
    case = decided(office)
    objections.uphold(examined(running(office, case), by=examiner), by=examiner, **FOUND)
    third, fourth = make_user("reviewer"), make_user("reviewer")
    proposal = review.propose(fresh(case), REFUSE, by=third, submission=latest(case))
    review.confirm(fresh(case), by=office.rechecker, submission=proposal.submission)
    appeal = filed(fresh(case))
    with pytest.raises(DutiesNotSeparated):
        actions.assign(appeal, by=fourth, to=examiner)
    assert actions.assign(appeal, by=fourth, to=fourth).status == "assigned"


def test_only_the_one_whom_it_was_given_to_decides(office: Office, examiner: User):
    appeal, other = assigned(refused(office), to=examiner), make_user("reviewer")
    with pytest.raises(ActionRefused) as refusal:
        actions.uphold(appeal, by=other, explanation=WHY)
    assert (str(refusal.value), actions.dismiss(appeal, by=examiner, explanation=WHY).status) == (
        "这件申诉已分派给其他人员，由承办人作出决定。",
        "dismissed",
    )


def test_nobody_handles_their_own_appeal(office: Office, examiner: User):
    case = refused(office)
    appeal = filed(case)
    examiner.natural_person.identity_number = case.person.identity_number
    examiner.natural_person.save()
    with pytest.raises(DutiesNotSeparated):
        actions.assign(appeal, by=examiner, to=examiner)
    assert Appeal.objects.get().status == "filed"


def test_who_judged_a_fact_of_the_case_neither_decides_the_appeal_nor_answers_an_objection(
    office: Office, examiner: User
):
    case = office.at("awaiting_review", somebody(office))
    establish(case, office, by=examiner)
    for_refusal = review.propose(fresh(case), REFUSE, by=office.reviewer, submission=latest(case))
    review.confirm(fresh(case), by=office.rechecker, submission=for_refusal.submission)
    case = fresh(case)
    offered = list(who_may_decide(case))
    with pytest.raises(DutiesNotSeparated):
        actions.assign(filed(case), by=examiner, to=examiner)
    about = Objection(application=case)
    with pytest.raises(DutiesNotSeparated) as refusal:
        refuse_who_answers(about, by=examiner)
    assert (offered, str(refusal.value)) == ([], "您认定过这件申请的事实，对它的异议须由未参与审核的人员处理。")
