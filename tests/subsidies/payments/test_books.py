"""``verify_books`` finds whatever is not as it must be."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.core.management import call_command

from subsidies.payments import actions, content_guard
from subsidies.payments.books import differences
from subsidies.payments.exports.kept_files import path_of
from subsidies.payments.kinds import ExceptionKind
from subsidies.payments.models import (
    BankReturnRow,
    BatchFile,
    Instalment,
    PaymentBatch,
    PaymentLine,
    ReturnException,
    TreasuryRefund,
)
from talent.calendars import clock
from tests.subsidies.payments.apart import enter, of_kind, payments_of
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.stages import Desk


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    batch = desk.released()
    actions.render_files(batch.pk)
    return batch


def test_books_in_order_exit_with_zero(desk: Desk, batch: PaymentBatch, capsys: pytest.CaptureFixture[str]):
    desk.drawn(), desk.sealed(), actions.cancel(desk.sealed(), by=desk.clerk, reason="重拟")
    call_command("verify_books")
    assert (capsys.readouterr().err, list(differences())) == ("", [])


def lines(**values):
    return lambda batch: PaymentLine.objects.filter(batch=batch, sequence=1).update(**values)


def sealed(**values):
    return lambda batch: PaymentBatch.objects.filter(pk=batch.pk).update(**values)


def instalment(**values):
    return lambda batch: Instalment.objects.filter(lines__batch=batch, lines__sequence=1).update(**values)


def stored(batch: PaymentBatch, kind: str) -> Path:
    return path_of(batch.files.get(kind=kind).storage_name)


ALTERATIONS = {
    "a payee": lines(payee_name="别人"),
    "an amount": lines(amount_yuan=12_001),
    "a bank": lines(bank_name="别行"),
    "an instalment": lines(sequence=99),
    "a line that is gone": lambda batch: PaymentLine.objects.filter(batch=batch, sequence=1).delete(),
    "a line cancelled in a released batch": lines(status="cancelled"),
    "the count": sealed(line_count=4),
    "the total": sealed(total_yuan=1),
    "the digest": sealed(digest="0" * 64),
    "the budget line": sealed(budget_line="别的文号"),
    "a settled batch that is not": sealed(status="settled"),
    "an instalment freed by hand": instalment(status="due"),
    "an instalment of another amount": instalment(amount_yuan=5),
    "a file altered": lambda batch: stored(batch, "csv").write_bytes(b"x"),
    "a file gone": lambda batch: stored(batch, "summary").unlink(),
    "a file's digest": lambda batch: BatchFile.objects.filter(batch=batch, kind="csv").update(sha256="0" * 64),
}


EXCEPTIONS = {
    "an exception that is gone": lambda _found: ReturnException.objects.all().delete(),
    "an exception of a row that is none": lambda found: BankReturnRow.objects.filter(pk=found.row_id).update(
        result="unchanged", kind=""
    ),
    "a line reversed by hand": lambda found: PaymentLine.objects.filter(pk=found.line_id).update(status="reversed"),
    "a line paid twice by hand": lambda found: PaymentLine.objects.filter(pk=found.line_id).update(status="paid_twice"),
    "an instalment reversed by hand": lambda found: Instalment.objects.filter(lines=found.line_id).update(
        status="reversed"
    ),
}


@pytest.mark.parametrize("what", EXCEPTIONS)
def test_what_is_wrong_about_exceptions_is_found(desk: Desk, what: str):
    found = of_kind(desk, desk.released(), ExceptionKind.REVERSED_AFTER_PAID)
    before = list(differences())
    EXCEPTIONS[what](found)
    assert (before, list(differences()) != []) == ([], True)


def test_a_refund_that_is_not_what_it_says_is_found(desk: Desk):
    batch = desk.released()
    enter(desk, batch, Answer(payments_of(batch)[0], "失败", "户名不符"))
    words = {"voucher_number": "TK", "refunded_on": clock.today(), "line_ids": {batch.lines.get(sequence=1).pk}}
    actions.refund_to_treasury(batch, by=desk.approver, pk=uuid.uuid4(), **words)
    before = list(differences())
    TreasuryRefund.objects.update(total_yuan=1)
    assert (before, len(list(differences()))) == ([], 1)


@pytest.mark.parametrize("what", ALTERATIONS)
def test_each_alteration_is_found_and_exits_with_one(batch: PaymentBatch, unguarded: None, what: str):
    before = set(differences())
    ALTERATIONS[what](batch)
    assert set(differences()) - before != set()
    with pytest.raises(SystemExit) as exit_:
        call_command("verify_books")
    assert exit_.value.code == 1


def test_absent_triggers_are_found(unguarded: None):
    assert list(differences()) == [
        f"trigger {name}: is absent, so sealed content could be changed" for name in content_guard.NAMES.values()
    ]
