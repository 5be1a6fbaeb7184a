"""What the worker and the scheduler do for payments."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks.base import Task

from subsidies.payments import tasks
from subsidies.payments.models import Instalment, PaymentBatch
from talent.accounts.models import User
from talent.calendars import clock
from talent.notifications.models import Message
from talent.notifications.outbox import enqueue, run_outbox
from talent.notifications.targets import target_of
from talent.profiles import actions as profile
from tests.factories import budget_line, make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.stages import Desk, make_award, make_due, make_payee, statuses

pytestmark = pytest.mark.django_db


def test_an_award_is_scheduled_and_its_first_instalment_due_in_one_run():
    award = make_award()
    enqueue("subsidies.payments.tasks.schedule_instalments")
    run_outbox()
    assert statuses(award.instalments) == ["due", "scheduled", "scheduled"]


def test_every_job_of_payments_in_the_schedule_is_a_task():
    names = [job["task"] for job in settings.SCHEDULE.values() if job["task"].startswith("subsidies.payments")]
    assert [isinstance(import_string(name), Task) for name in names] == [True] * len(names) != []


def overdue(desk: Desk) -> PaymentBatch:
    batch = desk.released(make_due(make_payee()))
    PaymentBatch.objects.filter(pk=batch.pk).update(released_at=clock.now() - dt.timedelta(days=20))
    return batch


def test_both_sides_are_reminded_once_of_a_batch_that_the_bank_does_not_answer(desk: Desk):
    batch = overdue(desk)
    desk.released(make_due(make_payee()))
    make_user("auditor"), make_user("hr_officer")
    told = [tasks.remind_of_unanswered.func() for _ in range(2)]
    messages = Message.objects.filter(template="return_overdue", channel="portal")
    people = {desk.clerk.pk, desk.approver.pk, desk.releaser.pk, budget_line().opened_by_id}
    assert (told, set(messages.values_list("recipient", flat=True))) == ([4, 0], people)
    assert {message.context["number"] for message in messages} == {batch.number}


def test_nobody_is_reminded_whose_role_or_account_is_gone(desk: Desk):
    overdue(desk)
    budget_line().opened_by.role_grants.update(revoked_at=clock.now())
    desk.approver.role_grants.update(revoked_at=clock.now())
    User.objects.filter(pk=desk.releaser.pk).update(is_active=False)
    assert tasks.remind_of_unanswered.func() == 1


def test_the_reminder_leads_to_the_batch_on_ones_own_side(desk: Desk):
    batch = overdue(desk)
    tasks.remind_of_unanswered.func()
    leads = {
        message.recipient_id: target_of(message)
        for message in Message.objects.filter(template="return_overdue", channel="portal")
    }
    assert leads[desk.clerk.pk].url == f"/payments/{batch.pk}/"
    assert leads[desk.approver.pk].url == f"/finance/{batch.pk}/"


def failed(desk: Desk) -> Instalment:
    due = make_due(make_payee())
    batch = desk.released(due)
    run_outbox()
    payments = bank.read_csv((desk_files() / batch.files.get(kind="csv").storage_name).read_bytes())
    desk.committed(batch, bank.csv_return(bank.answers(payments, bank.failing(1))))
    run_outbox()
    return due


def desk_files():
    return settings.PRIVATE_ROOT


def test_the_daily_sweep_frees_whoever_corrected_the_account(desk: Desk):
    due = failed(desk)
    before = (tasks.mark_due.func(), Instalment.objects.get(pk=due.pk).status)
    person = due.award.person
    profile.change_bank_account(
        person, by=person.user, holder_name=person.name, account_number="0555000000000000001", bank_name="中国银行"
    )
    assert (before, tasks.mark_due.func(), Instalment.objects.get(pk=due.pk).status) == ((0, "failed"), 1, "due")


def test_a_correction_frees_the_instalments_of_that_person_alone(desk: Desk):
    mine, other = failed(desk), failed(desk)
    for due in (mine, other):
        person = due.award.person
        profile.change_bank_account(
            person, by=person.user, holder_name=person.name, account_number="0555000000000000001", bank_name="中国银行"
        )
    assert tasks.account_corrected.func(person_id=str(mine.award.person_id)) == 1
    assert [Instalment.objects.get(pk=due.pk).status for due in (mine, other)] == ["due", "failed"]


def test_telling_twice_tells_once(desk: Desk):
    failed(desk)
    (told,) = Message.objects.filter(channel="portal", template="payment_failed")
    tasks.tell_payees.func(return_id=str(desk_return()))
    assert list(Message.objects.filter(channel="portal", template="payment_failed")) == [told]


def desk_return():
    return Instalment.objects.get(status="failed").lines.get().return_rows.get().bank_return_id


def test_the_messages_name_the_amount_and_only_the_end_of_the_account(desk: Desk):
    due = failed(desk)
    message = Message.objects.get(channel="portal", template="payment_failed")
    number = due.award.person.bank_accounts.get().account_number
    assert (message.context["amount_yuan"], message.context["tail"]) == (12_000, number[-4:])
    assert number not in str(message.context)
