"""What a person reads about their payments."""

from __future__ import annotations

import pytest

from subsidies.payments import actions
from subsidies.payments.kinds import ExceptionKind, Resolution
from subsidies.payments.queries import payments_of
from talent.calendars import clock
from talent.ui import formatting
from tests.subsidies.payments import bank
from tests.subsidies.payments.apart import mend, of_kind, resolve
from tests.subsidies.payments.stages import Desk, make_award, make_due, make_payee

pytestmark = pytest.mark.django_db


def first(person):
    step = payments_of(person)[0]
    return (step.status, step.kind, step.paid_on, step.masked_account, step.bank_reason)


def answered(desk: Desk, due, decide):
    batch = desk.released(due)
    actions.render_files(batch.pk)
    with actions.open_for_download(batch.files.get(kind="csv"), by=desk.releaser) as file:
        desk.committed(batch, bank.csv_return(bank.answers(bank.read_csv(file.read()), decide)))


def test_a_scheduled_plan_is_shown_by_day():
    person = make_payee()
    make_award(person)
    actions.schedule_instalments()
    assert [(s.sequence, s.amount_yuan, s.status) for s in payments_of(person)] == [
        (1, 12_000, "scheduled"),
        (2, 9_000, "scheduled"),
        (3, 9_000, "scheduled"),
    ]


def test_a_reversed_payment_says_when_it_was_paid_why_it_came_back_and_what_to_do(desk: Desk):
    batch = desk.released()
    resolve(desk, of_kind(desk, batch, ExceptionKind.REVERSED_AFTER_PAID), Resolution.REVERSE)
    instalment = batch.lines.get(sequence=1).instalment
    (step, *_others) = payments_of(instalment.award.person)
    assert (step.status, step.status_text, step.kind, step.paid_on) == ("reversed", "已退汇", "danger", None)
    assert (step.bank_reason, formatting.day(instalment.paid_on) in step.advice) == ("账户已销户", True)
    assert "请更正银行账户" in step.advice
    mend(desk, instalment)
    (step, *_others) = payments_of(instalment.award.person)
    assert (step.status, step.paid_on, step.bank_reason) == ("due", None, "")


def test_a_late_success_shows_the_day_of_payment_and_nothing_to_do(desk: Desk):
    batch = desk.released()
    resolve(desk, of_kind(desk, batch, ExceptionKind.LATE_SUCCESS), Resolution.LATE_SUCCESS)
    (step, *_others) = payments_of(batch.lines.get(sequence=1).instalment.award.person)
    assert (step.status, step.paid_on, step.bank_reason, step.advice) == ("paid", clock.today(), "", "")


def test_a_paid_instalment_shows_day_and_the_masked_account_it_went_to(desk: Desk):
    person = make_payee(bank={"account_number": "6222021234567890128"})
    answered(desk, make_due(person), bank.Answer)
    assert first(person) == ("paid", "success", clock.today(), "**** **** **** 0128", "")


def test_a_failed_instalment_says_why_and_what_to_do(desk: Desk):
    person = make_payee(bank={"account_number": "6222021234567890128"})
    answered(desk, make_due(person), bank.failing(1, "账户已销户"))
    assert first(person) == ("failed", "danger", None, "**** **** **** 0128", "账户已销户")
    assert payments_of(person)[0].advice.startswith("银行未能付款。请更正银行账户")


def test_a_draft_tells_the_person_no_account_yet(desk: Desk):
    due = make_due()
    desk.drawn(due)
    assert first(due.award.person) == ("batched", "info", None, "", "")


def test_a_cancelled_batch_leaves_no_trace_on_the_timeline(desk: Desk):
    due = make_due()
    actions.cancel(desk.sealed(due), by=desk.clerk, reason="重拟")
    assert first(due.award.person) == ("due", "info", None, "", "")


def test_nobody_sees_the_payments_of_others():
    make_due()
    assert payments_of(make_payee()) == []


def test_a_timeline_takes_three_queries(desk: Desk, django_assert_num_queries):
    due = make_due()
    desk.released(due)
    with django_assert_num_queries(3):
        payments_of(due.award.person)
