"""What waits beside the batches, as each side is told of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

import pytest

from subsidies.payments import actions
from subsidies.payments.filters import BatchFilter
from subsidies.payments.kinds import COMMITTING, SEALING, Resolution
from subsidies.payments.kinds import ExceptionKind as K
from subsidies.payments.models import PaymentBatch, Recovery
from subsidies.payments.waiting import claims_waiting, receipts_waiting, returns_waiting
from talent.accounts.models import User
from talent.calendars import clock
from talent.jobs.models import Job
from talent.ui.stats import Stat
from tests.factories import make_user
from tests.subsidies.payments.apart import of_kind, payments_of, plain_return, propose
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.debts import Office, make_paid, make_paid_twice
from tests.subsidies.payments.stages import Desk, make_due


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def told(stats: list[Stat]) -> dict[str, tuple[int, str, str]]:
    """What is not zero, by its words."""
    return {each.label: (each.value, each.kind, each.note) for each in stats if each.value}


def test_a_draft_waits_for_another_person_than_the_one_who_drafted_it(office: Office):
    office.drafted()
    seen = [told(claims_waiting(user)) for user in (office.drafter, office.confirmer, make_user("auditor"))]
    assert seen == [
        {"追回待确认": (1, "", "1 项须由他人办理")},
        {"追回待确认": (1, "warning", "另一人确认")},
        {"追回待确认": (1, "", "")},
    ]


def test_what_is_confirmed_and_what_is_overdue_waits_for_the_office(office: Office):
    office.confirmed()
    office.notified()
    Recovery.objects.filter(status="notified").update(pay_until=clock.today() - dt.timedelta(days=1))
    assert told(claims_waiting(office.drafter)) == {
        "待发追回通知书": (1, "warning", "发出追回通知书"),
        "追回逾期未缴": (1, "danger", "请联系本人或所在单位"),
    }
    assert told(receipts_waiting(office.cashier)) == {
        "追回待缴款": (1, "info", "到账后登记"),
        "追回逾期未缴": (1, "warning", "人才办催缴"),
    }


def test_each_side_is_told_of_the_proposals_that_it_has_to_agree_to(office: Office):
    given_up, mistaken = office.notified(), office.notified()
    words = {"document_number": "财会〔2026〕1号", "reason": "失联"}
    actions.propose_write_off(given_up, by=office.cashier, pk=uuid.uuid4(), **words)
    actions.propose_cancel(mistaken, by=office.drafter, pk=uuid.uuid4(), reason="日期有误")
    seen = [told(receipts_waiting(user)).get("核销待确认") for user in (office.cashier, office.second_cashier)]
    seen += [told(claims_waiting(user)).get("处理意见待确认") for user in (office.drafter, office.confirmer)]
    seen += [told(claims_waiting(make_user("auditor"))).get("处理意见待确认")]
    others = (1, "", "1 项须由他人办理")
    assert seen == [others, (1, "warning", "另一人确认"), others, (1, "warning", "另一人确认"), (2, "", "")]


def test_a_revocation_and_money_that_is_out_twice_wait(office: Office):
    office.proposes_revocation(make_paid(paid_on=clock.today()))
    make_paid_twice()
    assert told(claims_waiting(office.confirmer)) == {
        "重复发放待追回": (1, "warning", "拟定追回"),
        "撤销授予待决定": (1, "warning", "另一人决定"),
    }


def test_an_exception_waits_for_another_person_than_the_one_who_proposed(desk: Desk):
    found = of_kind(desk, desk.released(), K.WRONG_AMOUNT)
    before = told(returns_waiting(desk.releaser, "finance"))
    propose(desk, found, Resolution.NO_EFFECT)
    after = [told(returns_waiting(user, "finance")) for user in (desk.releaser, desk.approver)]
    assert [before, *after] == [
        {"回盘异常": (1, "warning", "核实后两人处理")},
        {"回盘异常": (1, "", "1 项须由他人办理")},
        {"回盘异常": (1, "warning", "核实后两人处理")},
    ]


def refused(kind: str, subject: uuid.UUID, by: User, *, error: str = "账户有变化") -> None:
    now = clock.now()
    Job.objects.create(kind=kind, subject=subject, by=by, requested_at=now, finished_at=now, error=error)


def undone(user: User) -> list[PaymentBatch]:
    return list(BatchFilter({"status": "undone"}).apply(PaymentBatch.objects.visible_to(user)))


def test_a_draft_that_the_worker_refused_to_seal_waits_until_it_is_asked_again(desk: Desk):
    batch, _other = desk.drawn(make_due()), desk.drawn(make_due())
    refused(SEALING, batch.pk, desk.clerk)
    before = (undone(desk.clerk), told(returns_waiting(desk.clerk, "payments")))
    refused(SEALING, batch.pk, desk.clerk, error="")
    told_words = {"后台办理未成功": (1, "danger", "请查看原因后重新办理")}
    assert (before, undone(desk.clerk)) == (([batch], told_words), [])


def test_a_return_that_the_worker_refused_to_enter_waits(desk: Desk, preview: Callable[[Desk], PaymentBatch]):
    batch = preview(desk)
    refused(COMMITTING, batch.returns.get().pk, desk.releaser)
    assert (undone(desk.releaser), set(told(returns_waiting(desk.releaser, "finance")))) == (
        [batch],
        {"回盘待确认", "后台办理未成功"},
    )


@pytest.fixture
def preview() -> Callable[[Desk], PaymentBatch]:
    """A batch with a return that was not entered."""

    def made(desk: Desk) -> PaymentBatch:
        batch = desk.released(make_due())
        answers = [Answer(payment) for payment in payments_of(batch)]
        desk.uploaded(batch, plain_return(answers))
        return batch

    return made


def test_each_part_takes_as_many_queries_whatever_waits(office: Office, desk: Desk, django_assert_num_queries):
    office.drafted(), office.notified(), desk.drawn(make_due())
    for user, ask, queries in (
        (office.drafter, claims_waiting, 5),
        (office.cashier, receipts_waiting, 3),
        (office.drafter, lambda user: returns_waiting(user, "payments"), 3),
    ):
        user.has_role("reviewer")
        with django_assert_num_queries(queries):
            ask(user)


def test_the_number_of_returns_leads_to_their_batches(desk: Desk, preview: Callable[[Desk], PaymentBatch]):
    batch = preview(desk)
    desk.released(make_due())
    found = BatchFilter({"status": "unread"}).apply(PaymentBatch.objects.visible_to(desk.clerk))
    assert list(found) == [batch]
