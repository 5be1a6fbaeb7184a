"""What an applicant reads when money came back."""

from __future__ import annotations

import pytest
from django.test import Client

from subsidies.payments.kinds import ExceptionKind, Resolution
from subsidies.portal.queries.messages import target_of
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from tests.subsidies.payments.apart import enter, of_kind, payments_of, resolve
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.stages import Desk
from tests.subsidies.portal.me.applicant import Applicant

pytestmark = pytest.mark.django_db


def payee_of_first(batch):
    return batch.lines.get(sequence=1).instalment.award.person.user


def test_a_payment_that_came_back_is_told_as_such_with_what_to_do(client: Client):
    desk = Desk()
    batch = desk.released()
    resolve(desk, of_kind(desk, batch, ExceptionKind.REVERSED_AFTER_PAID), Resolution.REVERSE)
    run_outbox()
    text = Applicant.signed_in(client, payee_of_first(batch)).reads("/me/").main.text_content()
    assert [word in text for word in ("银行付款后又退回", "账户已销户", "已退汇", "核对收款账户")] == [True] * 4
    message = Message.objects.get(template="payment_reversed", channel="portal")
    assert target_of(message).url == "/me/profile/bank-account/"


def test_a_payment_that_failed_is_told_as_before(client: Client):
    desk = Desk()
    batch = desk.released()
    enter(desk, batch, Answer(payments_of(batch)[0], "失败", "户名不符"))
    text = Applicant.signed_in(client, payee_of_first(batch)).reads("/me/").main.text_content()
    assert ("银行未能付款" in text, "银行付款后又退回" in text) == (True, False)
