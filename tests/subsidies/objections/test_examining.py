"""What the office does with an objection: whom it holds, who may answer it, and what follows."""

from __future__ import annotations

from typing import Any

import pytest

from subsidies.applications.models import Award
from subsidies.objections import actions
from subsidies.objections.models import Objection
from subsidies.review import actions as review
from talent.accounts.models import User
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.notices.stages import drawn, on
from tests.subsidies.objections.stages import NEXT_DAY, decided, end, examined, line_of, objected, running
from tests.subsidies.review.stages import AGREE

pytestmark = pytest.mark.django_db
FOUND = {"finding": "已函询当地人社局，查无领取记录。", "answer": "经核查未发现重复领取。"}


def test_accepting_holds_the_case_of_its_person_alone(office: Office, examiner: User):
    named, other = decided(office), decided(office)
    notice = running(office, named, other)
    examined(notice, by=examiner, line=line_of(notice, named))
    assert (fresh(named).status, fresh(other).status) == ("objected", "in_notice")


def test_the_person_is_told_that_somebody_objects_and_neither_who_nor_what(office: Office, examiner: User):
    case = decided(office)
    examined(running(office, case), by=examiner)
    message = case.person.user.messages.get(template="application_objected", channel="portal")
    assert [word for word in ("李群众", "外地", "1390013") if word in str(message.context)] == []


def test_closing_the_notice_grants_the_others_at_once_and_leaves_the_held_one(office: Office, examiner: User):
    named, other = decided(office), decided(office)
    notice = running(office, named, other)
    examined(notice, by=examiner, line=line_of(notice, named))
    end(notice)
    event = AuditEvent.objects.get(verb="notice.end")
    assert (fresh(named).status, fresh(other).status, Award.objects.count(), event.detail["objected"]) == (
        "objected",
        "closed",
        1,
        1,
    )


def test_a_dismissed_objection_before_the_end_lets_the_case_go_on_with_its_notice(office: Office, examiner: User):
    case = decided(office)
    notice = running(office, case)
    actions.dismiss(examined(notice, by=examiner), by=examiner, **FOUND)
    before = fresh(case).status
    end(notice)
    assert (before, fresh(case).status) == ("in_notice", "closed")


def test_a_dismissed_objection_after_the_end_grants_the_award_at_once(office: Office, examiner: User):
    case = decided(office)
    notice = running(office, case)
    found = examined(notice, by=examiner)
    end(notice)
    with on(NEXT_DAY):
        actions.dismiss(found, by=examiner, **FOUND)
    award = Award.objects.get()
    assert (fresh(case).status, award.person_id, award.granted_on) == ("closed", case.person_id, NEXT_DAY)


def test_one_of_two_objections_dismissed_lets_nobody_go(office: Office, examiner: User):
    case = decided(office)
    notice = running(office, case)
    first, second = examined(notice, by=examiner), objected(notice, anonymous=True)
    actions.dismiss(first, by=examiner, **FOUND)
    between = fresh(case).status
    end(notice)
    with on(NEXT_DAY):
        actions.keep_as_lead(second, by=examiner)
    assert (between, fresh(case).status) == ("objected", "closed")


def test_an_upheld_objection_puts_the_case_back_before_the_reviewers_and_grants_nothing(office: Office, examiner: User):
    case = decided(office)
    notice = running(office, case)
    actions.uphold(examined(notice, by=examiner), by=examiner, **FOUND)
    end(notice)
    case = fresh(case)
    decision = case.decisions.get()
    assert (case.status, decision.outcome, decision.proposed, decision.decided_at, Award.objects.count()) == (
        "awaiting_review",
        "pending",
        "pending",
        None,
        0,
    )


def test_a_case_that_went_back_may_be_agreed_to_again_and_stand_on_another_notice(office: Office, examiner: User):
    case = decided(office)
    notice = running(office, case)
    actions.uphold(examined(notice, by=examiner), by=examiner, **FOUND)
    office.do("review", case)
    office.do("confirm_grant", case)
    second = drawn(office, fresh(case))
    assert (fresh(case).status, second.entries.live().count(), notice.entries.live().count()) == (
        "awaiting_notice",
        1,
        0,
    )


def test_who_decided_before_does_not_review_again(office: Office, examiner: User):
    case = decided(office)
    actions.uphold(examined(running(office, case), by=examiner), by=examiner, **FOUND)
    refused = []
    for officer in (office.reviewer, office.rechecker):
        with pytest.raises(DutiesNotSeparated) as refusal:
            review.propose(fresh(case), AGREE, by=officer, submission=latest(case))
        refused.append(str(refusal.value))
    review.propose(fresh(case), AGREE, by=examiner, submission=latest(case))
    assert (refused, fresh(case).status) == (
        ["这件申请因异议或申诉重新审核，您参与过原来的决定，须由未参与的人员初审。"] * 2,
        "awaiting_recheck",
    )


@pytest.mark.parametrize("who", ["reviewer", "rechecker"])
@pytest.mark.parametrize("act", [actions.dismiss, actions.uphold])
def test_who_decided_the_case_does_not_answer_the_objection(office: Office, examiner: User, who: str, act: Any):
    case = decided(office)
    found = examined(running(office, case), by=examiner)
    with pytest.raises(DutiesNotSeparated) as refusal:
        act(found, by=getattr(office, who), **FOUND)
    assert (str(refusal.value), fresh(case).status) == (
        "您初审或复核过这件申请，对它的异议须由未参与审核的人员处理。",
        "objected",
    )


def test_who_published_a_notice_does_not_answer_objections_to_the_whole_of_it(office: Office, examiner: User):
    notice = running(office)
    found = examined(notice, by=office.reviewer, line=None)
    with pytest.raises(DutiesNotSeparated):
        actions.dismiss(found, by=office.reviewer, **FOUND)
    assert actions.dismiss(found, by=examiner, **FOUND).status == "dismissed"


def test_a_declined_objection_is_answered_and_lets_its_person_go(office: Office, examiner: User):
    case = decided(office)
    notice = running(office, case)
    found = actions.decline(objected(notice), by=examiner, answer="没有可以核实的线索。")
    end(notice)
    assert (found.status, Objection.objects.get().answer, fresh(case).status) == (
        "declined",
        "没有可以核实的线索。",
        "closed",
    )


def test_named_objections_are_answered_and_anonymous_ones_kept_as_leads(office: Office, examiner: User):
    notice = running(office)
    named, anonymous = objected(notice), objected(notice, anonymous=True)
    for wrong in (
        lambda: actions.keep_as_lead(named, by=examiner),
        lambda: actions.decline(anonymous, by=examiner, answer="无"),
        lambda: actions.decline(named, by=examiner, answer=" "),
    ):
        with pytest.raises(ActionRefused):
            wrong()
    assert [actions.keep_as_lead(anonymous, by=examiner).status, fresh_objection(named).status] == ["lead", "received"]


def test_an_anonymous_objection_is_resolved_without_an_answer(office: Office, examiner: User):
    found = examined(running(office), by=examiner, anonymous=True)
    actions.dismiss(found, by=examiner, **FOUND)
    assert (fresh_objection(found).answer, fresh_objection(found).finding) == ("", FOUND["finding"])


@pytest.mark.parametrize("missing", ["finding", "answer"])
def test_a_named_objection_is_not_resolved_without_finding_and_answer(office: Office, examiner: User, missing: str):
    found = examined(running(office), by=examiner)
    with pytest.raises(ActionRefused):
        actions.dismiss(found, by=examiner, **(FOUND | {missing: " "}))
    assert fresh_objection(found).status == "examining"


def test_a_lead_taken_up_after_the_award_touches_nothing_that_was_granted(office: Office, examiner: User):
    case = decided(office)
    notice = running(office, case)
    lead = actions.keep_as_lead(objected(notice, anonymous=True), by=examiner)
    end(notice)
    actions.uphold(actions.accept(lead, by=examiner), by=examiner, **FOUND)
    assert (fresh(case).status, Award.objects.live().count(), notice.entries.held().count()) == ("closed", 1, 0)


def test_words_against_the_whole_notice_that_concern_one_person_hold_that_person(office: Office, examiner: User):
    named, other = decided(office), decided(office)
    notice = running(office, named, other)
    found = actions.accept(objected(notice, line=None), by=examiner, line=line_of(notice, named))
    assert (found.application, fresh(named).status, fresh(other).status) == (named, "objected", "in_notice")


def test_nobody_sees_or_handles_objections_to_a_notice_on_which_they_stand(office: Office, examiner: User):
    case = decided(office)
    found = objected(running(office, case, decided(office)), line=None)
    examiner.natural_person.identity_number = case.person.identity_number
    examiner.natural_person.save()
    with pytest.raises(ActionRefused):
        actions.accept(found, by=examiner)
    assert list(Objection.objects.visible_to(examiner)) == []


@pytest.mark.parametrize("role", ["applicant", "hr_officer", "finance_officer", "policy_officer", "administrator"])
def test_objections_are_the_offices_alone(office: Office, role: str):
    found, other = objected(running(office)), make_user(role)
    with pytest.raises(ActionRefused):
        actions.accept(found, by=other)
    assert list(Objection.objects.visible_to(other)) == []


def test_a_second_click_on_a_conclusion_is_refused(office: Office, examiner: User):
    found = actions.dismiss(examined(running(office), by=examiner), by=examiner, **FOUND)
    with pytest.raises(ActionRefused):
        actions.uphold(found, by=examiner, **FOUND)
    assert fresh_objection(found).status == "dismissed"


def test_every_step_leaves_an_event(office: Office, examiner: User):
    found = actions.dismiss(examined(running(office), by=examiner), by=examiner, **FOUND)
    events = AuditEvent.objects.filter(object_id=str(found.pk)).order_by("pk")
    assert list(events.values_list("verb", "actor", "from_status", "to_status")) == [
        ("objection.received", None, "", "received"),
        ("objection.accept", examiner.pk, "received", "examining"),
        ("objection.dismiss", examiner.pk, "examining", "dismissed"),
    ]


def fresh_objection(objection: Objection) -> Objection:
    return Objection.objects.get(pk=objection.pk)
