"""A payment that was made twice, when the bank sends one of the two back: the person has the instalment once."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from subsidies.payments.actions.claims import (
    kept_first,
    refuse_claimed,
    refuse_claimed_twice,
    refuse_while_claimed,
)
from subsidies.payments.actions.exception_ledger import post_first_counts, post_sent_back, post_twice_back
from subsidies.payments.actions.line_moves import answer, let_it_be_due, move
from subsidies.payments.actions.steps import line_moved, next_status, record_instalments
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import PaymentLine, ReturnException
from subsidies.payments.workflow import INSTALMENT, PAYMENT_LINE, ExceptionStatus, LineStatus
from talent.accounts.models import User
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


def take_back_twice(found: ReturnException, line: PaymentLine, by: User) -> None:
    """What was paid twice is back: the instalment stays with what replaced it, or with the debt it was set off."""
    refuse_claimed_twice(line)
    before = answer(found, line, next_status(PAYMENT_LINE, "reverse", line.status, by=by))
    post_twice_back(found, line, by=by)
    told = {"line": line.reference, **line_moved(line.status, before=before)}
    record_instalments("twice_back", [line.instalment_id], by=by, before="", after="", reason=found.reason, **told)


def count_first(found: ReturnException, line: PaymentLine, by: User) -> None:
    """The replacement did not reach the person, or came back: what was called paid twice pays the instalment."""
    first = kept_first(line)
    if first is None:
        raise ActionRefused(_("这一期没有登记为重复发放而尚未追回的付款，请改为“按付款失败入账”或“登记退汇”。"))
    refuse_while_claimed(first)
    was_paid = line.status == LineStatus.PAID
    if was_paid:
        refuse_claimed(line)
    send_back(found, line, was_paid=was_paid, by=by)
    _pay_by(found, first, line, by=by)


def send_back(found: ReturnException, line: PaymentLine, *, was_paid: bool, by: User) -> None:
    """A line that the bank did not pay, or whose money it sent back."""
    action, verb = ("reverse", "reversed") if was_paid else ("fail", "failed")
    move(found, line, action, by=by, verb=verb, failed_account_id=line.bank_account_id)
    post_sent_back(found, line, was_paid=was_paid, by=by)


def _pay_by(found: ReturnException, first: PaymentLine, line: PaymentLine, *, by: User) -> None:
    """The first payment is the live line from now on; its own answer and reason stay as they were entered."""
    instalment = first.instalment = line.instalment
    let_it_be_due(instalment)
    line_before, first.status = first.status, next_status(PAYMENT_LINE, "count_first", first.status, by=by)
    first.save(update_fields=["status"])
    before, instalment.status = instalment.status, next_status(INSTALMENT, "succeed_late", instalment.status, by=by)
    instalment.paid_on, instalment.failed_account = _paid_on(first), None
    instalment.save()
    post_first_counts(found, first, by=by)
    told = {"line": first.reference, "replacement": line.reference, **line_moved(first.status, before=line_before)}
    record_instalments(
        "first_counts", [instalment.pk], by=by, before=before, after=instalment.status, reason=found.reason, **told
    )


def _paid_on(first: PaymentLine) -> dt.date:
    """The day on which the bank paid it, as two people entered it."""
    said = ReturnException.objects.filter(line=first, resolution=Resolution.PAID_TWICE, status=ExceptionStatus.RESOLVED)
    day = said.order_by("-confirmed_at").values_list("paid_on", flat=True).first()
    return day or clock.day_of(first.answered_at or clock.now())
