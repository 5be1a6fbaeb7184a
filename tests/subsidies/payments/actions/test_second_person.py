"""A return in which anything is unusual is entered by another person than the one who uploaded it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from subsidies.payments import actions
from subsidies.payments.actions import returns as module
from subsidies.payments.models import BankReturn, BankReturnRow, PaymentBatch, ReturnException
from talent.accounts.separation import DutiesNotSeparated
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused
from tests.factories import make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.apart import payments_of, without_constraint
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.stages import Desk, make_due, make_payee, statuses


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    return desk.released(*(make_due(make_payee(name=f"收款人{number}")) for number in range(5)))


def uploaded(desk: Desk, batch: PaymentBatch, *wrong: Answer) -> BankReturn:
    """A return whose first rows are these, and the others paid."""
    others = [Answer(payment) for payment in payments_of(batch)[len(wrong) :]]
    return desk.uploaded(batch, bank.csv_return([*wrong, *others]))


def failing(batch: PaymentBatch, count: int) -> list[Answer]:
    return [Answer(payment, "失败", "户名不符") for payment in payments_of(batch)[:count]]


def contradicting(desk: Desk, batch: PaymentBatch) -> BankReturn:
    """The total row says one more than there are."""
    content = bank.csv_return([Answer(payment) for payment in payments_of(batch)])
    return desk.uploaded(batch, content.replace("共5笔".encode("gb18030"), "共6笔".encode("gb18030")))


def test_a_clean_return_may_be_entered_by_its_uploader(desk: Desk, batch: PaymentBatch):
    kept = actions.commit_return(uploaded(desk, batch), by=desk.releaser)
    assert (kept.unusual, kept.needs_second, statuses(batch.lines)) == ([], False, ["paid"] * 5)


def test_a_share_of_failures_at_the_figure_is_usual_and_above_it_is_not(desk: Desk, batch: PaymentBatch):
    one = uploaded(desk, batch, *failing(batch, 1))
    two = uploaded(desk, batch, *failing(batch, 2))
    assert (one.unusual, two.unusual) == ([], ["many_failed"])


UNUSUAL = {
    "exceptions": lambda desk, batch: uploaded(desk, batch, Answer(payments_of(batch)[0], "处理中")),
    "many_failed": lambda desk, batch: uploaded(desk, batch, *failing(batch, 3)),
}


@pytest.mark.parametrize("code", UNUSUAL)
def test_what_is_unusual_is_not_entered_by_its_uploader(desk: Desk, batch: PaymentBatch, code: str):
    kept = UNUSUAL[code](desk, batch)
    again = make_user("reviewer", natural_person=desk.releaser.natural_person)
    for same in (desk.releaser, again):
        with pytest.raises(DutiesNotSeparated):
            actions.commit_return(kept, by=same)
    before = statuses(batch.lines)
    assert (kept.unusual, before) == ([code], ["unanswered"] * 5)
    assert actions.commit_return(kept, by=desk.clerk).status == "committed"


def test_the_lock_keeps_the_uploader_out_without_the_constraint(desk: Desk, batch: PaymentBatch):
    kept = UNUSUAL["exceptions"](desk, batch)
    with (
        without_constraint("payments_bankreturn", "unusual_return_entered_by_two"),
        pytest.raises(DutiesNotSeparated),
    ):
        actions.commit_return(kept, by=desk.releaser)


def test_the_constraint_keeps_the_uploader_out_without_the_lock(desk: Desk, batch: PaymentBatch, monkeypatch):
    kept = UNUSUAL["exceptions"](desk, batch)
    monkeypatch.setattr(module, "refuse_same_person", lambda user, *_others, message: user.natural_person)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.commit_return(kept, by=desk.releaser)


def test_a_return_whose_totals_contradict_it_waits_until_another_accepts_it(desk: Desk, batch: PaymentBatch):
    kept = contradicting(desk, batch)
    with pytest.raises(TransitionRefused):
        actions.commit_return(kept, by=desk.approver)
    with pytest.raises(DutiesNotSeparated):
        actions.accept_return(kept, by=desk.releaser, reason="明细完整")
    with pytest.raises(ActionRefused):
        actions.accept_return(kept, by=desk.approver, reason=" ")
    accepted = actions.accept_return(kept, by=desk.approver, reason="银行说明合计有误")
    with pytest.raises(DutiesNotSeparated):
        actions.commit_return(accepted, by=desk.releaser)
    entered = actions.commit_return(accepted, by=desk.approver)
    assert (kept.status, kept.unusual, accepted.status, entered.status) == (
        "quarantined", ["totals"], "preview", "committed",
    )  # fmt: skip
    assert kept.contradiction == "第 8 行写明合计 6 笔，实际明细为 5 笔。"


def test_a_quarantined_return_may_be_put_aside(desk: Desk, batch: PaymentBatch):
    assert actions.discard_return(contradicting(desk, batch), by=desk.releaser).status == "discarded"


def test_every_row_that_is_set_apart_waits_for_somebody_once(desk: Desk, batch: PaymentBatch):
    first, second = payments_of(batch)[:2]
    kept = uploaded(desk, batch, Answer(first, "处理中"), Answer(second, amount="1.00"))
    previewed = ReturnException.objects.count()
    for _ in range(2):
        actions.commit_return(kept, by=desk.approver)
    apart = BankReturnRow.objects.filter(result="exception").count()
    assert (previewed, ReturnException.objects.count(), apart) == (0, 2, 2)
