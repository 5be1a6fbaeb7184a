"""Who deals with a case: taken, handed over, given back, and never a lock on deciding."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from subsidies.applications.models import Application
from subsidies.portal.queries.messages import target_of
from subsidies.review import actions, assigning
from subsidies.review.models import Assignment
from subsidies.review.queries.assigning import assignment_of
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.notifications import texts
from talent.notifications.models import Message
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.review.stages import AGREE, proposed, somebody
from tests.subsidies.review.test_facts import establish

pytestmark = pytest.mark.django_db


def promised(office: Office, day: int) -> Application:
    application = office.at("awaiting_review", somebody(office))
    Application.objects.filter(pk=application.pk).update(promised_on=dt.date(2026, 12, day))
    return fresh(application)


def take(by: User) -> Application:
    return assigning.take_next(by=by, pk=uuid.uuid4()).application


def holder(application: Application) -> User | None:
    held = assignment_of(fresh(application))
    return held and held.officer


def test_the_next_is_the_nearest_promise_that_nobody_has(office: Office):
    later, sooner = promised(office, 9), promised(office, 2)
    assert [take(office.reviewer), take(office.rechecker)] == [sooner, later]


def test_the_same_key_takes_one_case(office: Office):
    first, key = promised(office, 2), uuid.uuid4()
    promised(office, 3)
    taken = [assigning.take_next(by=office.reviewer, pk=key).application for _ in range(2)]
    assert (taken, Assignment.objects.count()) == ([first, first], 1)


def test_nobody_takes_a_recheck_of_what_they_reviewed(office: Office):
    review = proposed(office)
    with pytest.raises(ActionRefused, match="目前没有您可以领取的申请。"):
        take(office.reviewer)
    assert take(office.rechecker) == review.application


def test_nobody_takes_or_is_given_a_recheck_in_which_they_judged_a_fact(office: Office):
    application = promised(office, 2)
    establish(application, office, value=9, by=office.rechecker)
    actions.propose(fresh(application), AGREE, by=office.reviewer, submission=latest(application))
    for refused in (
        lambda: take(office.rechecker),
        lambda: assigning.hand_over(fresh(application), by=office.reviewer, to=office.rechecker, read=None),
    ):
        with pytest.raises(ActionRefused):
            refused()
    assert take(make_user("reviewer")) == application


def test_nobody_takes_what_was_reopened_against_their_decision(office: Office):
    application = promised(office, 2)
    review = actions.propose(application, AGREE, by=office.reviewer, submission=latest(application))
    actions.send_back(fresh(application), by=office.rechecker, submission=review.submission, note="请再核对")
    Application.objects.filter(pk=application.pk).update(reopened_at=clock.now())
    for officer in (office.reviewer, office.rechecker):
        with pytest.raises(ActionRefused):
            take(officer)
    assert take(make_user("reviewer")) == application


def test_nobody_takes_their_own_case(office: Office):
    application = promised(office, 2)
    person = office.reviewer.natural_person
    person.identity_number = application.person.identity_number
    person.save()
    with pytest.raises(ActionRefused, match="目前没有您可以领取的申请。"):
        take(office.reviewer)


def test_a_case_is_handed_over_with_a_note_and_each_step_is_in_the_log(office: Office):
    application = promised(office, 2)
    held = assigning.take_next(by=office.reviewer, pk=uuid.uuid4())
    assigning.hand_over(application, by=office.reviewer, to=office.rechecker, read=held.pk, note="休假三天")
    assigning.give_back(application, by=office.rechecker)
    events = AuditEvent.objects.filter(object_id=str(application.pk)).order_by("pk")
    assert (holder(application), [(each.verb, each.reason) for each in events][-3:]) == (
        None,
        [("application.taken", ""), ("application.handed_over", "休假三天"), ("application.given_back", "")],
    )


def test_the_colleague_is_told_with_the_giver_s_words_and_led_to_the_case(office: Office):
    application = promised(office, 2)
    assigning.hand_over(application, by=office.reviewer, to=office.rechecker, read=None, note="合同待单位补章")
    message = Message.objects.get(recipient=office.rechecker)
    text = texts.render(message.template, texts.unpack(message.context), "zh-hans")
    assert (message.channel, text.title, text.body, target_of(message).url) == (
        "portal",
        f"申请 {application.number} 已转交您办理",
        f"{office.reviewer} 把申请 {application.number} 转交给您。\n\n交接说明：合同待单位补章",
        f"/review/cases/{application.pk}/",
    )


def test_without_words_the_message_says_who_gave_the_case(office: Office):
    application = promised(office, 2)
    assigning.hand_over(application, by=office.reviewer, to=office.rechecker, read=None)
    message = Message.objects.get(recipient=office.rechecker)
    text = texts.render(message.template, texts.unpack(message.context), "zh-hans")
    assert text.body == f"{office.reviewer} 把申请 {application.number} 转交给您。"


def test_who_takes_a_case_is_told_nothing_and_twice_handed_over_is_one_message(office: Office):
    application = promised(office, 2)
    assigning.hand_over(application, by=office.reviewer, to=office.reviewer, read=None)
    held = assigning.assignment_of(fresh(application))
    for _ in range(2):
        assigning.hand_over(application, by=office.reviewer, to=office.rechecker, read=held.pk)
    told = Message.objects.filter(template="case_handed_over").values_list("recipient", flat=True)
    assert list(told) == [office.rechecker.pk]


def test_handed_over_twice_it_is_the_colleague_s_once(office: Office):
    application = promised(office, 2)
    both = [assigning.hand_over(application, by=office.reviewer, to=office.rechecker, read=None) for _ in range(2)]
    assert both[0] == both[1]


def test_what_was_read_before_somebody_was_quicker_is_refused(office: Office):
    application, third = promised(office, 2), make_user("reviewer")
    take(office.reviewer)
    with pytest.raises(ActionRefused, match="承办情况已有变动"):
        assigning.hand_over(application, by=office.rechecker, to=third, read=None)
    assert holder(application) == office.reviewer


@pytest.mark.parametrize("role", ["auditor", "finance_officer"])
def test_only_who_reviews_is_handed_a_case(office: Office, role: str):
    application = promised(office, 2)
    with pytest.raises(ActionRefused, match="不能办理这件申请"):
        assigning.hand_over(application, by=office.reviewer, to=make_user(role), read=None)
    assert holder(application) is None


def test_a_recheck_is_not_handed_to_its_reviewer(office: Office):
    application = fresh(proposed(office).application)
    with pytest.raises(ActionRefused, match="不能办理这件申请"):
        assigning.hand_over(application, by=office.rechecker, to=office.reviewer, read=None)
    assert holder(application) is None


def test_only_who_has_a_case_gives_it_back(office: Office):
    application = promised(office, 2)
    take(office.reviewer)
    with pytest.raises(ActionRefused, match="承办情况已有变动"):
        assigning.give_back(application, by=office.rechecker)
    assert holder(application) == office.reviewer


def test_a_case_that_left_the_office_is_not_assigned(office: Office):
    application = office.at("awaiting_notice")
    with pytest.raises(ActionRefused, match="已不在人才办办理环节"):
        assigning.hand_over(application, by=office.reviewer, to=office.rechecker, read=None)
    assert Assignment.objects.count() == 0


def test_a_colleague_may_decide_and_the_assignment_ends(office: Office):
    application = promised(office, 2)
    take(office.reviewer)
    actions.propose(application, AGREE, by=office.rechecker, submission=latest(application))
    assert (fresh(application).status, Assignment.objects.standing().count()) == ("awaiting_recheck", 0)


@pytest.mark.parametrize("answer", ["confirm", "send_back"])
def test_a_recheck_ends_the_assignment(office: Office, answer: str):
    review = proposed(office)
    take(office.rechecker)
    getattr(actions, answer)(review.application, by=office.rechecker, submission=review.submission, note="请再核")
    assert Assignment.objects.standing().count() == 0
