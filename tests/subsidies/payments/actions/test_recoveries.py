"""Opening, confirming, notifying and cancelling recoveries."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import Instalment, Recovery
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.notifications.models import Message
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused
from tests.factories import make_user
from tests.subsidies.payments.debts import Office, leave, make_paid, make_paid_twice
from tests.subsidies.payments.stages import Desk, confirm, statuses

DAY = dt.timedelta(days=1)


@pytest.fixture
def office(db: None) -> Office:
    return Office()


@pytest.fixture(autouse=True)
def books_agree_afterwards(db: None):
    yield
    assert list(differences()) == []


def test_somebody_who_left_fifty_days_after_payment_owes_ten_twelfths(office: Office):
    recovery = office.drafted()
    item = recovery.items.get()
    assert (recovery.status, recovery.paid_yuan, recovery.owed_yuan) == ("drafted", 12_000, 10_000)
    assert (item.clause, item.months_served, item.months_bound, item.amount_yuan) == ("pro_rata", 2, 12, 10_000)
    assert item.citation.startswith("领取一期后12个月内离职的")


def test_the_same_form_twice_opens_one_recovery(office: Office):
    recovery = office.drafted()
    words = {"leaving_cause": "resignation", "left_on": recovery.left_on}
    again = actions.open_recovery(recovery.award, by=office.drafter, pk=recovery.pk, **words)
    assert (again, Recovery.objects.count()) == (recovery, 1)


def test_the_form_of_somebody_else_is_not_taken_for_ones_own(office: Office):
    recovery = office.drafted()
    words = {"leaving_cause": "resignation", "left_on": recovery.left_on}
    with pytest.raises(ActionRefused, match="已经办理过"):
        actions.open_recovery(recovery.award, by=office.confirmer, pk=recovery.pk, **words)


@pytest.mark.parametrize("cause", ["death", "serious_illness", "dismissal_without_fault"])
def test_after_an_exempt_reason_nothing_is_owed_and_the_case_ends_when_confirmed(office: Office, cause: str):
    recovery = office.confirmed(cause=cause)
    item = recovery.items.get()
    assert (item.clause, item.amount_yuan, recovery.status) == ("exempt", 0, "settled")
    assert item.citation.startswith("因死亡、重大疾病或非本人过错")


def test_confirming_stops_what_is_not_paid_yet_and_tells_the_person(office: Office):
    recovery = office.confirmed()
    assert statuses(recovery.award.instalments) == ["cancelled", "cancelled", "paid"]
    assert set(recovery.stopped.values_list("stop_cause", flat=True)) == {"left_early"}
    assert (
        Message.objects.filter(channel="portal", recipient=recovery.person.user, template="payments_stopped").count()
        == 1
    )


def test_the_heirs_of_somebody_who_died_get_no_message_about_stopped_instalments(office: Office):
    office.confirmed(cause="death")
    assert Message.objects.filter(channel="portal", template="payments_stopped").count() == 0


def test_whoever_drafted_never_confirms(office: Office):
    with pytest.raises(DutiesNotSeparated, match="须由人才办另一名人员确认"):
        actions.confirm_recovery(office.drafted(), by=office.drafter)


def test_a_second_log_in_of_the_drafter_does_not_confirm_either(office: Office):
    other = make_user("reviewer", natural_person=office.drafter.natural_person)
    with pytest.raises(DutiesNotSeparated):
        actions.confirm_recovery(office.drafted(), by=other)


@pytest.mark.parametrize("role", ["finance_officer", "auditor", "hr_officer", "administrator"])
def test_other_roles_open_no_recovery(office: Office, role: str):
    office.drafter = make_user(role)
    with pytest.raises(ActionRefused):
        office.drafted()


def test_nobody_opens_their_own(office: Office):
    award = make_paid(paid_on=clock.today() - 100 * DAY)
    leave(award.person, left_on=clock.today() - 50 * DAY)
    office.drafter.natural_person.identity_number = award.person.identity_number
    office.drafter.natural_person.save()
    with pytest.raises(DutiesNotSeparated):
        office.drafted(award)


def test_the_day_that_hr_stated_is_the_day(office: Office):
    with pytest.raises(ActionRefused, match="应与用人单位反映的一致"):
        office.drafted(left_on=clock.today() - 49 * DAY)


def test_where_hr_stated_no_day_the_reviewer_gives_it(office: Office):
    award = make_paid(paid_on=clock.today() - 100 * DAY)
    leave(award.person, left_on=None)
    recovery = office.drafted(award, left_on=clock.today() - 60 * DAY)
    assert recovery.left_on == clock.today() - 60 * DAY


def test_somebody_confirmed_since_is_no_leaver(office: Office):
    award = make_paid(paid_on=clock.today() - 100 * DAY)
    leave(award.person, left_on=clock.today() - 50 * DAY)
    confirm(award.person)
    with pytest.raises(ActionRefused, match="没有需要追回的情形"):
        office.drafted(award)


def test_a_draft_is_not_confirmed_once_the_employer_has_confirmed_the_person(office: Office):
    recovery = office.drafted()
    confirm(recovery.person)
    with pytest.raises(ActionRefused, match="已重新确认此人在职"):
        actions.confirm_recovery(recovery, by=office.confirmer)
    actions.cancel_recovery(recovery, by=office.drafter, reason="单位更正")


def test_after_twelve_months_nothing_comes_back(office: Office):
    award = make_paid(paid_on=clock.today() - 400 * DAY)
    leave(award.person, left_on=clock.today() - DAY)
    with pytest.raises(ActionRefused, match="没有需要追回的情形"):
        office.drafted(award)


def test_an_instalment_in_a_batch_must_be_taken_out_first(office: Office):
    award = make_paid(paid_on=clock.today() - 370 * DAY)
    actions.mark_due(on=clock.today())
    batch = Desk().drawn(award.instalments.get(sequence=2))
    leave(award.person, left_on=clock.today() - 300 * DAY)
    recovery = office.drafted(award)
    with pytest.raises(ActionRefused, match=f"第 2 期已列入批次 {batch.number}（拟定中）"):
        actions.confirm_recovery(recovery, by=office.confirmer)
    assert Recovery.objects.get().status == "drafted"
    actions.cancel(batch, by=make_user("reviewer"), reason="离职")
    assert actions.confirm_recovery(recovery, by=office.confirmer).status == "confirmed"


def test_the_letter_goes_out_with_a_deadline_and_the_person_is_told(office: Office):
    recovery = office.notified()
    paper = IssuedPaper.objects.get(kind="recovery_notice")
    assert (recovery.status, recovery.pay_until) == ("notified", clock.today() + 30 * DAY)
    assert (paper.about, paper.number) == (recovery.pk, f"{recovery.number}-TZ")
    assert (
        Message.objects.filter(channel="portal", recipient=recovery.person.user, template="recovery_notified").count()
        == 1
    )


def test_before_the_person_is_told_one_reviewer_cancels_and_the_instalments_are_paid_after_all(office: Office):
    recovery = actions.cancel_recovery(office.confirmed(), by=office.drafter, reason="单位写错了人")
    assert (recovery.status, recovery.cancel_reason) == ("cancelled", "单位写错了人")
    assert statuses(recovery.award.instalments) == ["paid", "scheduled", "scheduled"]


def test_a_cancelled_recovery_makes_room_for_another(office: Office):
    recovery = office.drafted()
    actions.cancel_recovery(recovery, by=office.drafter, reason="重新拟定")
    assert office.drafted(recovery.award).number == f"ZH{clock.today().year}-0002"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_cancellation_says_why(office: Office, reason: str):
    with pytest.raises(ActionRefused, match="请写明情况和理由"):
        actions.cancel_recovery(office.drafted(), by=office.drafter, reason=reason)


def test_after_the_person_was_told_one_reviewer_alone_cancels_nothing(office: Office):
    with pytest.raises(ActionRefused, match="一人提出、另一人确认"):
        actions.cancel_recovery(office.notified(), by=office.drafter, reason="算错了")


def test_a_settled_recovery_is_not_confirmed_again(office: Office):
    with pytest.raises(TransitionRefused):
        actions.confirm_recovery(office.confirmed(cause="death"), by=office.confirmer)


def test_a_second_recovery_of_the_same_instalment_is_refused(office: Office):
    recovery = office.drafted()
    with pytest.raises(ActionRefused):
        office.drafted(recovery.award)


def test_an_overpaid_part_comes_back_and_never_more_than_was_paid(office: Office):
    instalment = make_paid(paid_on=clock.today() - 10 * DAY).instalments.get(sequence=1)
    words = {"by": office.drafter, "note": "学位层次录入有误，多发 2,000 元"}
    with pytest.raises(ActionRefused, match="不超过 12,000 元"):
        actions.open_overpayment(instalment, pk=uuid.uuid4(), amount_yuan=12_001, **words)
    recovery = actions.open_overpayment(instalment, pk=uuid.uuid4(), amount_yuan=2_000, **words)
    assert (recovery.reason, recovery.owed_yuan, recovery.paid_yuan) == ("other_overpayment", 2_000, 12_000)


def test_an_unpaid_instalment_is_not_overpaid(office: Office):
    instalment = make_paid(paid_on=clock.today()).instalments.get(sequence=2)
    with pytest.raises(ActionRefused, match="还没有发放"):
        actions.open_overpayment(instalment, by=office.drafter, pk=uuid.uuid4(), amount_yuan=1, note="多发")


def test_what_came_back_of_an_instalment_is_not_taken_back_again(office: Office):
    instalment = make_paid(paid_on=clock.today() - 100 * DAY).instalments.get(sequence=1)
    first = actions.open_overpayment(instalment, by=office.drafter, pk=uuid.uuid4(), amount_yuan=5_000, note="多发")
    actions.confirm_recovery(first, by=office.confirmer)
    office.receives(actions.notify_recovery(first, by=office.drafter), 5_000)
    leave(instalment.award.person, left_on=clock.today() - 50 * DAY)
    item = office.drafted(instalment.award).items.get()
    assert (item.earlier_yuan, item.amount_yuan) == (5_000, 5_000)


def test_a_payment_that_was_made_twice_comes_back_as_a_whole(office: Office):
    line = make_paid(paid_on=clock.today()).instalments.get(sequence=1).lines.get()
    with pytest.raises(ActionRefused, match="只有登记为“重复发放”"):
        actions.open_recovery_for_line(line, by=office.drafter, pk=uuid.uuid4(), note="看错了")
    line = make_paid_twice()
    words = {"by": office.drafter, "note": "银行迟到的成功回盘"}
    recovery = actions.open_recovery_for_line(line, pk=uuid.uuid4(), **words)
    assert (recovery.reason, recovery.owed_yuan, recovery.items.get().line) == ("paid_twice", 12_000, line)
    with pytest.raises(ActionRefused, match="这笔付款已有追回"):
        actions.open_recovery_for_line(line, pk=uuid.uuid4(), **words)


def test_who_does_not_pay_in_time_is_reminded_once(office: Office):
    recovery = office.notified()
    Recovery.objects.update(pay_until=clock.today())
    assert actions.remind_overdue() == 0
    Recovery.objects.update(pay_until=clock.today() - DAY)
    assert (actions.remind_overdue(), actions.remind_overdue()) == (1, 0)
    assert IssuedPaper.objects.get(kind="recovery_reminder").number == f"{recovery.number}-CJ"
    assert Message.objects.filter(channel="portal", template="recovery_reminded").count() == 1


def test_each_step_leaves_its_event(office: Office):
    recovery = office.notified()
    office.receives(recovery, 10_000)
    events = AuditEvent.objects.filter(object_id=str(recovery.pk)).order_by("pk")
    assert [(event.verb, event.from_status, event.to_status) for event in events] == [
        ("recovery.drafted", "", "drafted"),
        ("recovery.confirmed", "drafted", "confirmed"),
        ("recovery.notified", "confirmed", "notified"),
        ("recovery.received", "", ""),
        ("recovery.settled", "notified", "settled"),
    ]
    stopped = AuditEvent.objects.filter(verb="instalment.cancelled")
    assert stopped.count() == Instalment.objects.filter(status="cancelled").count() == 2
