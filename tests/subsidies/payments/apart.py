"""Returns that set rows apart: one exception of each kind, and lines at every state that an exception may meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection

from subsidies.payments import actions
from subsidies.payments.kinds import ExceptionKind as K
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import BankReturn, Instalment, PaymentBatch, PaymentLine, ReturnException
from talent.accounts.models import User
from talent.calendars import clock
from tests.subsidies.payments import bank
from tests.subsidies.payments.bank import Answer, Payment
from tests.subsidies.payments.stages import Desk, change_account, confirm, lines_of

STRANGER = "FF1999-0001-00001"


def payment_of(line: PaymentLine) -> Payment:
    """What a bank reads of a line in our file."""
    amount = f"{line.amount_yuan}.00"
    return Payment(str(line.sequence), line.payee_name, line.account_number, line.bank_name, amount, line.reference)


def payments_of(batch: PaymentBatch) -> list[Payment]:
    return [payment_of(line) for line in lines_of(batch)]


def plain_return(answers: list[Answer]) -> bytes:
    """A return without a total row: what the rows say is all there is."""
    return bank.xlsx_return(answers)


def enter(desk: Desk, batch: PaymentBatch, *answers: Answer) -> BankReturn:
    return desk.committed(batch, plain_return(list(answers)))


def of_kind(desk: Desk, batch: PaymentBatch, kind: str) -> ReturnException:
    """An open exception of that kind about the batch's first line, or about what replaced it."""
    if kind == K.REPLACEMENT_FAILED:
        return _replacement_failed(desk, batch)
    first = payments_of(batch)[0]
    other = payments_of(batch)[1].remark
    paid, failed = Answer(first), Answer(first, "失败", "账户已销户")
    files: dict[str, list[list[Answer]]] = {
        K.UNREADABLE_ROW: [[Answer(replace(first, account="6.22202E+18"))]],
        K.UNKNOWN_LINE: [[Answer(replace(first, remark=f"{batch.number}-00099"))]],
        K.WRONG_AMOUNT: [[Answer(first, amount="12001.00")]],
        K.WRONG_ACCOUNT: [[Answer(replace(first, account="0222999999999999999"))]],
        K.WRONG_BATCH: [[Answer(replace(first, remark=STRANGER)), Answer(payments_of(batch)[2])]],
        K.DUPLICATE_ROW: [[paid, paid]],
        K.CONTRADICTORY_ROWS: [[paid, failed]],
        K.UNCLEAR_OUTCOME: [[Answer(first, "处理中")]],
        K.AMBIGUOUS_REFERENCE: [[Answer(replace(first, remark=f"{first.remark} {other}"))]],
        K.REVERSED_AFTER_PAID: [[paid], [Answer(first, "退汇")]],
        K.LATE_SUCCESS: [[failed], [paid]],
    }
    for answers in files[kind]:
        enter(desk, batch, *answers)
    return ReturnException.objects.filter(batch=batch, kind=kind).order_by("row__row_number").first()


def _replacement_failed(desk: Desk, batch: PaymentBatch) -> ReturnException:
    first = payments_of(batch)[0]
    enter(desk, batch, Answer(first, "失败", "账户已销户"))
    other = replaced(desk, lines_of(batch)[0], "released")
    enter(desk, batch, Answer(first))
    resolve(desk, ReturnException.objects.get(batch=batch), Resolution.PAID_TWICE)
    enter(desk, other, Answer(payments_of(other)[0], "失败", "账户已销户"))
    return ReturnException.objects.get(batch=other)


def propose(desk: Desk, found: ReturnException, resolution: str, **fields: object) -> ReturnException:
    """By the releaser, with whatever the resolution needs."""
    words = {"reason": "已电话向代发银行核实", "bank_reason": "账户已销户", "paid_on": clock.today()}
    words["reference"] = f"{found.batch.number}-00001"
    return actions.propose_resolution(found, resolution=resolution, **({"by": desk.releaser} | words | fields))


def agree(desk: Desk, found: ReturnException, *, by: User | None = None) -> ReturnException:
    """By the approver."""
    found.refresh_from_db()
    return actions.confirm_resolution(found, by=by or desk.approver, seen=actions.proposal_stamp(found))


def resolve(desk: Desk, found: ReturnException, resolution: str, **fields: object) -> ReturnException:
    return agree(desk, propose(desk, found, resolution, **fields))


def mend(desk: Desk, instalment: Instalment) -> None:
    """The person enters another account, a reviewer lets it pass, and the instalment is due again."""
    person = instalment.award.person
    change_account(person, f"0333{instalment.pk.int % 10**15:015d}")
    desk.lets_the_account_pass(person)
    confirm(person)
    actions.free_corrected(person_id=person.pk)


def replaced(desk: Desk, line: PaymentLine, stage: str) -> PaymentBatch:
    """Another batch at that stage pays what this line failed to pay."""
    mend(desk, line.instalment)
    if stage == "returned":
        return actions.return_to_office(replaced_by(desk, line, "sealed"), by=desk.approver, reason="不符")
    return replaced_by(desk, line, stage)


def replaced_by(desk: Desk, line: PaymentLine, stage: str) -> PaymentBatch:
    return getattr(desk, stage)(Instalment.objects.get(pk=line.instalment_id))


@contextmanager
def without_constraint(table: str, name: str) -> Iterator[None]:
    """The database without one check, as somebody with its password could make it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with pending checks is not altered
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            yield
            return
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def yesterday() -> dt.date:
    return clock.today() - dt.timedelta(days=1)


Make = Callable[[Desk, PaymentBatch], ReturnException]
