"""How a resolution moves a line and its instalment, both locked."""

from __future__ import annotations

from typing import Any

from subsidies.payments.actions.steps import line_moved, next_status, record_instalments
from subsidies.payments.models import Instalment, PaymentLine, ReturnException
from subsidies.payments.workflow import INSTALMENT, PAYMENT_LINE, InstalmentStatus
from talent.accounts.models import User
from talent.calendars import clock


def move(found: ReturnException, line: PaymentLine, action: str, *, by: User, verb: str, **fields: Any) -> None:
    """Line and instalment take the same step of their two tables."""
    instalment = line.instalment
    after = next_status(INSTALMENT, action, instalment.status, by=by)
    line_before = answer(found, line, next_status(PAYMENT_LINE, action, line.status, by=by))
    before, instalment.status = instalment.status, after
    for name, value in fields.items():
        setattr(instalment, name, value)
    instalment.save()
    told = {"batch": line.batch.number, **line_moved(line.status, before=line_before)}
    record_instalments(verb, [instalment.pk], by=by, before=before, after=after, reason=found.reason, **told)


def answer(found: ReturnException, line: PaymentLine, after: str) -> str:
    """The line is answered anew; returns what it was before."""
    before, line.status = line.status, after
    line.bank_reason, line.answered_at = found.bank_reason, clock.now()
    line.save(update_fields=["status", "bank_reason", "answered_at"])
    return before


def let_it_be_due(instalment: Instalment) -> None:
    """What a later payment was sent back of, or what is to be paid after all, is due at once: it is paid already."""
    step = {InstalmentStatus.REVERSED: "account_corrected", InstalmentStatus.SCHEDULED: "fall_due"}
    before = InstalmentStatus(instalment.status)
    if before in step:
        instalment.status = next_status(INSTALMENT, step[before], before, by=None)
        verb = {"fall_due": "fell_due"}.get(step[before], step[before])
        record_instalments(verb, [instalment.pk], by=None, before=before, after=instalment.status)
