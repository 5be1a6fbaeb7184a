"""Proposals against the rules, and what makes them final."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.applications import actions
from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Award, Decision
from subsidies.applications.refusals import AssessmentChanged, SubmissionAltered
from talent.profiles.models import Employment
from talent.workflow.refusals import ActionRefused
from tests.subsidies.applications.stages import Office, fresh, give_consent, latest, ready_person

GRANTED, REFUSED = Outcome.GRANTED, Outcome.REFUSED


def propose(office: Office, application: Application, **proposals: Proposal) -> list[Decision]:
    chosen = {Benefit(name): proposal for name, proposal in proposals.items()}
    return actions.propose(application, chosen, by=office.reviewer, submission=latest(application))


def in_review(office: Office, *, housing: bool = False, **employment: object) -> Application:
    person = ready_person(office.employer)
    give_consent(person, "child_data")
    Employment.objects.filter(person=person).update(**employment) if employment else None
    application = office.submitted(person, housing=housing)
    office.do("verify", application)
    return fresh(application)


def test_a_decision_keeps_every_finding_the_degree_the_amount_and_the_version(office: Office):
    (decision,) = propose(office, in_review(office), living=Proposal(GRANTED))
    assert (
        decision.proposed,
        decision.outcome,
        decision.degree,
        decision.amount_yuan,
        decision.policy_version,
        len(decision.assessment["findings"]),
        decision.assessment["on"],
    ) == (GRANTED, Outcome.PENDING, "bachelor", 30_000, "2021-01", 12, "2026-11-23")


def test_every_benefit_asked_for_needs_a_proposal(office: Office):
    application = in_review(office, housing=True)
    with pytest.raises(ActionRefused, match="请对每一个申请事项都提出意见"):
        propose(office, application, living=Proposal(GRANTED))
    assert application.decisions.count() == 0


def test_nothing_beyond_what_was_asked_for_is_decided(office: Office):
    with pytest.raises(ActionRefused, match="请对每一个申请事项都提出意见"):
        propose(office, in_review(office), living=Proposal(GRANTED), housing=Proposal(GRANTED))


def test_what_the_rules_refuse_cannot_be_granted_even_with_a_reason(office: Office):
    application = in_review(office, insured_months=2)
    with pytest.raises(ActionRefused, match="生活补贴有条件不符合，不能同意"):
        propose(office, application, living=Proposal(GRANTED, "特殊情况"))
    assert fresh(application).status == "awaiting_review"


def test_what_the_rules_refuse_is_refused_without_another_reason(office: Office):
    (decision,) = propose(office, in_review(office, insured_months=2), living=Proposal(REFUSED))
    assert (decision.proposed, decision.amount_yuan, decision.assessment["result"]) == (REFUSED, None, "not_eligible")


@pytest.mark.parametrize("reason", ["", "   "])
def test_refusing_what_is_met_needs_a_reason(office: Office, reason: str):
    with pytest.raises(ActionRefused, match="各项条件均符合，不予通过须写明理由"):
        propose(office, in_review(office), living=Proposal(REFUSED, reason))


def test_a_reason_with_somebodys_number_is_not_kept(office: Office):
    application = in_review(office)
    with pytest.raises(ActionRefused, match="请删去"):
        propose(office, application, living=Proposal(REFUSED, "证件号220102200005011238与证书不一致"))
    assert application.decisions.count() == 0


def test_granting_what_is_not_settled_needs_a_reason(office: Office):
    application = in_review(office)
    submission = latest(application)
    submission.facts["employment"]["insured_months"] = None
    submission.save()
    with pytest.raises(ActionRefused, match="有条件待确认，同意须写明核实情况"):
        propose(office, application, living=Proposal(GRANTED))
    (decision,) = propose(office, application, living=Proposal(GRANTED, "已电话向社保部门核实"))
    assert (decision.amount_yuan, decision.reason) == (30_000, "已电话向社保部门核实")


def test_an_amount_that_changed_since_it_was_read_is_refused(office: Office):
    application = in_review(office)
    with pytest.raises(AssessmentChanged, match="金额有变"):
        propose(office, application, living=Proposal(GRANTED, amount_yuan=50_000))
    (decision,) = propose(office, application, living=Proposal(GRANTED, amount_yuan=30_000))
    assert decision.amount_yuan == 30_000


def test_a_second_home_is_not_granted(office: Office):
    person = ready_person(office.employer)
    give_consent(person, "child_data")
    application = office.submitted(person, living=False, housing=True)
    office.do("verify", application)
    decision = Decision.objects.create(application=application, benefit="housing")
    Award.objects.create(
        decision=decision, person=person, benefit="housing", degree="bachelor", granted_on=dt.date(2026, 1, 1)
    )
    with pytest.raises(ActionRefused, match="申请人已在享受住房保障"):
        propose(office, application, housing=Proposal(GRANTED))


def test_confirming_makes_the_proposal_final(office: Office):
    application = office.at("awaiting_notice")
    decision = application.decisions.get()
    assert (decision.outcome, decision.submission, application.promised_on) == (GRANTED, latest(application), None)


def test_confirming_a_refusal_closes_the_case(office: Office):
    application = in_review(office, insured_months=2)
    propose(office, application, living=Proposal(REFUSED))
    actions.confirm(application, by=office.rechecker, submission=latest(application))
    assert (fresh(application).status, application.decisions.get().outcome) == ("closed", REFUSED)


def test_one_granted_benefit_is_enough_for_the_notice(office: Office):
    application = in_review(office, housing=True, insured_months=2)
    propose(office, application, living=Proposal(REFUSED), housing=Proposal(GRANTED))
    actions.confirm(application, by=office.rechecker, submission=latest(application))
    outcomes = {d.benefit: d.outcome for d in application.decisions.all()}
    assert (fresh(application).status, outcomes) == ("awaiting_notice", {"living": REFUSED, "housing": GRANTED})


def test_a_case_sent_back_is_proposed_anew_in_the_same_row(office: Office):
    application = office.at("awaiting_recheck")
    office.do("send_back", application)
    promised_on = fresh(application).promised_on
    (decision,) = propose(office, application, living=Proposal(REFUSED, "证书存疑"))
    assert (application.decisions.count(), decision.proposed, promised_on) == (1, REFUSED, dt.date(2026, 12, 7))


def test_returning_a_case_drops_what_was_proposed(office: Office):
    application = office.at("awaiting_recheck")
    office.do("send_back", application)
    office.do("return", application)
    assert (application.decisions.count(), fresh(application).status) == (0, "returned")


@pytest.mark.parametrize("status", ["awaiting_review", "awaiting_recheck"])
def test_nobody_decides_on_what_was_not_handed_in(office: Office, status: str):
    application = office.at(status)
    submission = latest(application)
    submission.entered["degrees"][0]["level"] = "doctor"
    submission.save(update_fields=["entered"])
    with pytest.raises(SubmissionAltered):
        office.do({"awaiting_review": "review", "awaiting_recheck": "confirm_grant"}[status], application)
    assert fresh(application).status == status


def test_what_was_altered_may_be_returned_for_correction(office: Office):
    application = office.at("awaiting_review")
    application.submissions.update(digest="0" * 64)
    office.do("return", application)
    assert fresh(application).status == "returned"
