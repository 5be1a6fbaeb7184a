"""Review, recheck by another person, correction: what happens, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from subsidies.applications import actions as cases
from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application
from subsidies.review import actions
from subsidies.review.models import CorrectionItem, Review
from talent.accounts.models import User
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest, ready_person
from tests.subsidies.review.stages import AGREE, proposed, returned, sent_back

pytestmark = pytest.mark.django_db
Act = Callable[[Application, User], object]


def propose(application: Application, by: User) -> Review:
    return actions.propose(application, AGREE, by=by, submission=latest(application))


def give_back(application: Application, by: User) -> Review:
    return actions.return_for_correction(application, [("identity", "")], by=by, submission=latest(application))


def confirm(application: Application, by: User) -> Review:
    return actions.confirm(application, by=by, submission=latest(application))


def send_back(application: Application, by: User) -> Review:
    return actions.send_back(application, by=by, submission=latest(application), note="请再核对")


ACTS: dict[str, tuple[str, Act]] = {
    "propose": ("awaiting_review", propose),
    "return": ("awaiting_review", give_back),
    "confirm": ("awaiting_recheck", confirm),
    "send_back": ("awaiting_recheck", send_back),
}


def at(office: Office, status: str, person: object = None) -> Application:
    """A case at the desk; one that awaits a recheck has its open review."""
    if status == "awaiting_recheck":
        return fresh(proposed(office, person).application)
    return office.at(status, person)


def test_a_proposal_names_who_made_it_on_which_submission(office: Office):
    review = proposed(office, note="合同第 2 页盖章模糊，已电话核实")
    assert (review.outcome, review.reviewed_by, review.reviewer_person, review.submission, review.note) == (
        "proposed",
        office.reviewer,
        office.reviewer.natural_person,
        latest(review.application),
        "合同第 2 页盖章模糊，已电话核实",
    )


def test_a_second_person_makes_the_decision_final(office: Office):
    review = proposed(office)
    actions.confirm(
        review.application, by=office.rechecker, submission=review.submission, review=review.pk, note="同意"
    )
    review.refresh_from_db()
    decision = review.application.decisions.get()
    assert (
        fresh(review.application).status,
        decision.outcome,
        decision.amount_yuan,
        review.recheck_outcome,
        review.rechecker_person,
        review.recheck_note,
    ) == ("awaiting_notice", "granted", 30_000, "confirmed", office.rechecker.natural_person, "同意")


def test_a_refusal_that_is_confirmed_closes_the_case(office: Office):
    review = proposed(office, refuse=True)
    actions.confirm(review.application, by=office.rechecker, submission=review.submission)
    decision = review.application.decisions.get()
    assert (fresh(review.application).status, decision.outcome, decision.reason) == ("closed", "refused", "材料不实")


def test_a_case_that_is_sent_back_is_reviewed_again_and_keeps_both_reviews(office: Office):
    application = sent_back(office)
    actions.propose(application, AGREE, by=office.reviewer, submission=latest(application))
    reviews = application.reviews.values_list("recheck_outcome", "recheck_note")
    assert (fresh(application).status, list(reviews)) == (
        "awaiting_recheck",
        [("sent_back", "金额请再核对"), ("", "")],
    )


def test_sending_back_needs_a_reason(office: Office):
    review = proposed(office)
    with pytest.raises(ActionRefused) as refusal:
        actions.send_back(review.application, by=office.rechecker, submission=review.submission, note="  ")
    assert (str(refusal.value), fresh(review.application).status) == ("退回初审请说明原因。", "awaiting_recheck")


@pytest.mark.parametrize("act", [confirm, send_back])
def test_whoever_proposed_never_rechecks(office: Office, act: Act):
    application = fresh(proposed(office).application)
    with pytest.raises(DutiesNotSeparated) as refusal:
        act(application, office.reviewer)
    assert (str(refusal.value), fresh(application).status) == (
        "您已对该申请进行初审，复核须由另一人办理。",
        "awaiting_recheck",
    )


@pytest.mark.parametrize("act", [confirm, send_back])
def test_another_log_in_of_the_same_person_never_rechecks(office: Office, act: Act):
    application = fresh(proposed(office).application)
    other_log_in = make_user("reviewer", natural_person=office.reviewer.natural_person)
    with pytest.raises(DutiesNotSeparated):
        act(application, other_log_in)
    assert fresh(application).status == "awaiting_recheck"


def test_whoever_reviewed_an_earlier_round_never_confirms_but_may_send_back(office: Office):
    application = sent_back(office)
    third = make_user("reviewer")
    propose(application, third)
    with pytest.raises(DutiesNotSeparated):
        confirm(fresh(application), office.reviewer)
    send_back(fresh(application), office.reviewer)
    assert fresh(application).status == "awaiting_review"


def test_whoever_returned_a_case_never_confirms_it_later(office: Office):
    application = returned(office)
    cases.correct(application, by=application.person.user)
    propose(fresh(application), office.rechecker)
    with pytest.raises(DutiesNotSeparated):
        confirm(fresh(application), office.reviewer)
    assert fresh(application).status == "awaiting_recheck"


@pytest.mark.parametrize("name", ACTS)
def test_nobody_acts_on_their_own_case(office: Office, name: str):
    status, act = ACTS[name]
    person = ready_person(office.employer)
    applicant_at_the_office = make_user("reviewer")
    applicant_at_the_office.natural_person.identity_number = person.identity_number
    applicant_at_the_office.natural_person.save()
    application = at(office, status, person)
    with pytest.raises(DutiesNotSeparated) as refusal:
        act(application, applicant_at_the_office)
    assert (str(refusal.value), fresh(application).status) == ("这是您本人的申请，按回避规定不能由您办理。", status)


@pytest.mark.parametrize("role", ["applicant", "hr_officer", "finance_officer", "policy_officer", "auditor"])
@pytest.mark.parametrize("name", ACTS)
def test_only_reviewers_act(office: Office, name: str, role: str):
    status, act = ACTS[name]
    application = at(office, status)
    with pytest.raises(ActionRefused):
        act(application, make_user(role))
    assert fresh(application).status == status


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("status", ["awaiting_employer", "returned", "in_notice", "closed"])
def test_nothing_is_done_to_a_case_that_is_elsewhere(office: Office, name: str, status: str):
    application = office.at(status)
    with pytest.raises(ActionRefused):
        ACTS[name][1](application, office.rechecker)
    assert (fresh(application).status, application.reviews.count()) == (status, 0)


def test_the_submission_that_was_read_is_the_one_that_is_decided(office: Office):
    application = returned(office)
    read = latest(application)
    cases.correct(application, by=application.person.user)
    with pytest.raises(ActionRefused) as refusal:
        actions.propose(application, AGREE, by=office.reviewer, submission=read)
    assert (str(refusal.value), application.decisions.count()) == (
        "申请人在您打开页面之后提交了新的内容，请按最新内容办理。",
        0,
    )


def test_the_amount_that_was_read_is_the_one_that_is_decided(office: Office):
    application = office.at("awaiting_review")
    read = {Benefit.LIVING: Proposal(Outcome.GRANTED, amount_yuan=50_000)}
    with pytest.raises(ActionRefused) as refusal:
        actions.propose(application, read, by=office.reviewer, submission=latest(application))
    assert (str(refusal.value), application.reviews.count()) == (
        "测算结果与您看到的不同，金额有变，请核对后再提交。",
        0,
    )


def test_the_proposal_that_was_read_is_the_one_that_is_confirmed(office: Office):
    read = proposed(office)
    actions.send_back(read.application, by=office.rechecker, submission=read.submission, note="应予同意")
    actions.propose(fresh(read.application), AGREE, by=make_user("reviewer"), submission=read.submission)
    with pytest.raises(actions.ProposalChanged):
        actions.confirm(read.application, by=make_user("reviewer"), submission=read.submission, review=read.pk)
    assert fresh(read.application).status == "awaiting_recheck"


def test_a_return_keeps_each_explanation_with_its_code_in_order(office: Office):
    application = returned(office, ("contract", "第 3 页缺失"), ("chsi_code", ""), ("other", "请补手写签名"))
    items = CorrectionItem.objects.filter(review__application=application).values_list("sequence", "code", "note")
    assert list(items) == [(1, "contract", "第 3 页缺失"), (2, "chsi_code", ""), (3, "other", "请补手写签名")]


def test_a_return_gives_the_applicant_the_days_of_the_procedure(office: Office):
    application = returned(office)
    assert (application.status, application.corrections_due_on) == ("returned", dt.date(2026, 12, 7))


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([], "请至少选择一项需要补正的内容。"),
        ([("other", " ")], "选择“其他”时请写明需要补正什么。"),
        ([("nonsense", "")], "补正事项有误，请刷新页面后重新选择。"),
        ([("contract", "a"), ("contract", "b")], "补正事项有误，请刷新页面后重新选择。"),
    ],
)
def test_a_return_without_sense_changes_nothing(office: Office, items: list[tuple[str, str]], sentence: str):
    application = office.at("awaiting_review")
    with pytest.raises(ActionRefused) as refusal:
        actions.return_for_correction(application, items, by=office.reviewer, submission=latest(application))
    assert (str(refusal.value), fresh(application).status, Review.objects.count()) == (sentence, "awaiting_review", 0)


@pytest.mark.parametrize(
    ("name", "verb", "status"),
    [
        ("propose", "application.review", "awaiting_recheck"),
        ("return", "application.return", "returned"),
        ("confirm", "application.confirm_grant", "awaiting_notice"),
        ("send_back", "application.send_back", "awaiting_review"),
    ],
)
def test_every_step_leaves_an_event_with_who_and_from_where_to_where(office: Office, name: str, verb: str, status: str):
    before, act = ACTS[name]
    application = at(office, before)
    act(application, office.rechecker)
    event = AuditEvent.objects.filter(object_id=str(application.pk)).latest("pk")
    assert (event.verb, event.actor, event.from_status, event.to_status) == (verb, office.rechecker, before, status)


def test_looking_at_full_numbers_is_recorded_with_the_reason(office: Office):
    application = office.at("awaiting_review")
    actions.reveal_numbers(application, by=office.reviewer, reason="与证明材料比对")
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.object_id, event.actor, event.reason) == (
        "application.numbers_revealed",
        str(application.pk),
        office.reviewer,
        "与证明材料比对",
    )


def test_full_numbers_are_not_shown_without_a_reason(office: Office):
    with pytest.raises(ActionRefused):
        actions.reveal_numbers(office.at("awaiting_review"), by=office.reviewer, reason=" ")
    assert AuditEvent.objects.filter(verb="application.numbers_revealed").count() == 0
