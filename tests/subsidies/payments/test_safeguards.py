"""What the database itself refuses, whatever the code above it does: each constraint tried by a row that breaks it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.models import (
    Instalment,
    PaymentBatch,
    PaymentLine,
    Recovery,
    RecoveryItem,
    RecoveryProposal,
    RecoveryReceipt,
    Revocation,
)
from talent.calendars import clock
from tests.factories import budget_line
from tests.subsidies.payments.apart import enter, payments_of
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.debts import Office
from tests.subsidies.payments.stages import Desk, lines_of, make_award, make_due

pytestmark = pytest.mark.django_db


def refused(name: str, rows: models.QuerySet[Any, Any], **values: Any) -> None:
    """Rows are never set so, and it is this constraint that says no."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**values)


def refused_copy(name: str, row: models.Model, **values: Any) -> None:
    """No second row like this one is taken."""
    copy = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    copy.pk = uuid.uuid4()
    for key, value in values.items():
        setattr(copy, key, value)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        copy.save(force_insert=True)


@pytest.fixture
def office(db: None) -> Office:
    return Office()


@pytest.fixture
def recovery(office: Office) -> Recovery:
    return office.notified()


@pytest.fixture
def rows(recovery: Recovery) -> models.QuerySet[Recovery, Recovery]:
    return Recovery.objects.filter(pk=recovery.pk)


NAMES = pytest.mark.postgres
"""SQLite names the columns of a unique constraint instead of the constraint."""


def test_whoever_drafts_a_recovery_never_confirms_it(rows, office: Office):
    refused("drafter_never_confirms_recovery", rows, confirmed_person=office.drafter.natural_person)


def test_nobody_owes_more_than_was_paid(rows, recovery: Recovery):
    refused("owed_never_above_paid", rows, owed_yuan=recovery.paid_yuan + 1)


def test_whoever_proposes_a_write_off_never_confirms_it(recovery: Recovery, office: Office):
    words = {"pk": uuid.uuid4(), "document_number": "1号", "reason": "无可执行财产"}
    proposal = actions.propose_write_off(recovery, by=office.cashier, **words)
    person = office.cashier.natural_person
    decided = {"decided_by": office.cashier, "decided_person": person, "decided_at": clock.now()}
    proposals = RecoveryProposal.objects.filter(pk=proposal.pk)
    refused("proposer_never_confirms", proposals, status="confirmed", **decided)


def test_whoever_proposes_a_revocation_never_confirms_it(office: Office):
    revocation = office.proposes_revocation(make_award())
    decided = {"decided_by": office.drafter, "decided_person": office.drafter.natural_person}
    rows = Revocation.objects.filter(pk=revocation.pk)
    refused("proposer_never_revokes", rows, status="confirmed", decided_at=clock.now(), **decided)


def test_a_closed_line_is_empty(office: Office):
    line = budget_line()
    closed = {"status": "closed", "closed_by": office.cashier, "closed_at": clock.now()}
    refused("closed_budget_line_is_empty", BudgetLine.objects.filter(pk=line.pk), **closed)


def test_a_line_pays_something(desk: Desk):
    line = lines_of(desk.drawn(make_due()))[0]
    PaymentLine.objects.filter(pk=line.pk).delete()
    line.amount_yuan = 0
    with pytest.raises(IntegrityError, match="line_pays_something"), transaction.atomic():
        line.save(force_insert=True)


@NAMES
def test_one_proposal_waits_on_a_recovery(recovery: Recovery, office: Office):
    proposal = actions.propose_cancel(recovery, by=office.drafter, pk=uuid.uuid4(), reason="有误")
    refused_copy("one_waiting_proposal", proposal)


@NAMES
def test_a_voucher_counts_once(recovery: Recovery, office: Office):
    refused_copy("voucher_counts_once", RecoveryReceipt.objects.get(pk=office.receives(recovery, 1_000).pk))


@NAMES
def test_an_instalment_is_set_off_once(recovery: Recovery, office: Office):
    instalment = Instalment.objects.filter(award=recovery.award).last()
    words = {"reason": "抵扣", "proposed_by": office.drafter, "proposed_person": office.drafter.natural_person}
    decided = {"decided_by": office.confirmer, "decided_person": office.confirmer.natural_person}
    proposal = RecoveryProposal.objects.create(
        recovery=recovery, kind="set_off", instalment=instalment, amount_yuan=1, status="confirmed",
        proposed_at=clock.now(), decided_at=clock.now(), **words, **decided,
    )  # fmt: skip
    refused_copy("instalment_set_off_once", proposal)


@NAMES
def test_a_line_stands_in_one_open_recovery(recovery: Recovery):
    item = RecoveryItem.objects.get(recovery=recovery)
    line = PaymentLine.objects.get(instalment=item.instalment_id)
    RecoveryItem.objects.filter(pk=item.pk).update(line=line)
    item.refresh_from_db()
    refused_copy("one_open_recovery_per_line", item)


@NAMES
def test_a_refund_stands_under_one_voucher_of_a_batch(desk: Desk):
    batch = desk.released(make_due())
    enter(desk, batch, Answer(payments_of(batch)[0], "失败", "账户已销户"))
    words = {"voucher_number": "TK-1", "refunded_on": clock.today()}
    keys = [lines_of(batch)[0].pk]
    refund = actions.refund_to_treasury(batch, by=desk.releaser, pk=uuid.uuid4(), line_ids=keys, **words)
    refused_copy("refund_voucher_once_per_batch", refund)


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    return desk.released(make_due())


@NAMES
def test_a_return_file_is_entered_once(desk: Desk, batch: PaymentBatch):
    refused_copy("return_file_once", enter(desk, batch, Answer(payments_of(batch)[0])))


@NAMES
def test_a_return_answers_a_line_once(desk: Desk, batch: PaymentBatch):
    row = enter(desk, batch, Answer(payments_of(batch)[0])).rows.get()
    refused_copy("line_answered_once_per_return", row, row_number=99)
