"""Each step of a batch stands in the budget line that it is charged to."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine

from subsidies.budget import actions as budget
from subsidies.budget.actions import BudgetExceeded
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetEntry, BudgetLine
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.kinds import BlockReason
from subsidies.payments.models import Instalment, PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.queries.due import standings
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused
from tests.factories import budget_line, make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.kept import written
from tests.subsidies.payments.stages import Desk, change_account, confirm, make_award, make_due

pytestmark = pytest.mark.django_db
FIRST = 12_000
"""The first instalment of a bachelor."""


def stands(line: BudgetLine) -> dict[str, int]:
    line.refresh_from_db()
    names = ("available", "reserved", "committed", "released", "paid", "refunded", "lapsed", "carried")
    return {name: yuan for name in names if (yuan := line.balance(name))}


def answer(desk: Desk, batch: PaymentBatch, *failing: int) -> None:
    decide = bank.failing(failing[0]) if failing else bank.Answer
    payments = bank.read_csv(written(batch, "csv"))
    desk.committed(batch, bank.csv_return(bank.answers(payments, decide)))


@pytest.fixture
def line(db: None) -> BudgetLine:
    return budget_line(yuan=100_000)


def test_a_batch_goes_from_reserved_to_paid(desk: Desk, line: BudgetLine):
    due = make_due()
    seen = [stands(line)]
    batch = desk.drawn(due)
    seen.append(stands(line))
    batch = actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch))
    seen.append(stands(line))
    actions.approve(batch, by=desk.approver, digest=batch.digest)
    batch = actions.release(batch, by=desk.releaser, voucher_number="ZF-1", digest=batch.digest)
    seen.append(stands(line))
    answer(desk, batch)
    seen.append(stands(line))
    reserved = {"available": 70_000, "reserved": 30_000}
    assert seen == [
        reserved,
        reserved,
        {"available": 70_000, "reserved": 18_000, "committed": FIRST},
        {"available": 70_000, "reserved": 18_000, "released": FIRST},
        {"available": 70_000, "reserved": 18_000, "paid": FIRST},
    ]
    assert list(differences()) == []


def test_what_fails_is_reserved_again(desk: Desk, line: BudgetLine):
    batch = desk.released(make_due(), make_due())
    answer(desk, batch, 2)
    assert stands(line) == {"available": 40_000, "reserved": 48_000, "paid": FIRST}
    assert list(differences()) == []


@pytest.mark.parametrize("returned", [False, True])
def test_a_cancelled_batch_is_reserved_again(desk: Desk, line: BudgetLine, returned: bool):
    batch = desk.sealed(make_due())
    if returned:
        actions.return_to_office(batch, by=desk.approver, reason="金额有误")
    assert stands(line)["committed"] == FIRST
    actions.cancel(batch, by=desk.clerk, reason="重新拟定")
    assert stands(line) == {"available": 70_000, "reserved": 30_000}
    assert list(differences()) == []


def test_a_cancelled_draft_moves_no_money(desk: Desk, line: BudgetLine):
    actions.cancel(desk.drawn(make_due()), by=desk.clerk, reason="重新拟定")
    assert (stands(line)["reserved"], line.entries.count()) == (30_000, 2)


def test_nothing_is_granted_beyond_the_appropriation(line: BudgetLine):
    for _ in range(3):
        make_award()
    with pytest.raises(BudgetExceeded):
        make_award()
    assert stands(line) == {"available": 10_000, "reserved": 90_000}


def test_a_batch_holds_what_stands_on_its_own_line(desk: Desk, line: BudgetLine):
    due = make_due()
    other = budget.open_line(
        by=line.opened_by, pk=uuid.uuid4(), fiscal_year=line.fiscal_year, programme="living",
        document_number="另一指标", subject="208", yuan=50_000,
    )  # fmt: skip
    with pytest.raises(ActionRefused, match="有 1 笔不在指标 另一指标 列支"):
        desk.drawn(due, charged_to=other)
    assert PaymentBatch.objects.count() == 0


class TestClosing:
    """Another year: what was granted goes on, what was not lapses."""

    @pytest.fixture
    def officer(self, line: BudgetLine):
        return line.opened_by

    def next_year(self, line: BudgetLine, officer, *, yuan: int = 20_000) -> BudgetLine:
        return budget.open_line(
            by=officer, pk=uuid.uuid4(), fiscal_year=line.fiscal_year + 1, programme="living",
            document_number="下年指标", subject="208", yuan=yuan,
        )  # fmt: skip

    @pytest.fixture
    def january(self):
        with time_machine.travel(dt.datetime(clock.today().year + 1, 1, 20, 10, tzinfo=dt.UTC), tick=False):
            yield

    def test_what_is_granted_is_carried_over_and_the_rest_lapses(self, line, officer, request, desk: Desk):
        due = make_due()
        request.getfixturevalue("january")
        into = self.next_year(line, officer)
        line = actions.close_line(line, by=officer, into=into)
        assert stands(line) == {"lapsed": 70_000, "carried": 30_000}
        assert stands(into) == {"available": 20_000, "reserved": 30_000}
        assert set(Instalment.objects.values_list("budget_line", flat=True)) == {into.pk}
        confirm(due.award.person)
        assert desk.drawn(due, charged_to=into).charged_to == into
        assert list(differences()) == []

    def test_a_year_is_not_closed_before_it_is_over_or_twice(self, line, officer, request):
        with pytest.raises(ActionRefused, match="还没有结束"):
            actions.close_line(line, by=officer)
        request.getfixturevalue("january")
        actions.close_line(line, by=officer)
        with pytest.raises(TransitionRefused):
            actions.close_line(line, by=officer)

    def test_nothing_that_is_granted_is_left_behind(self, line, officer, request):
        make_due()
        request.getfixturevalue("january")
        with pytest.raises(ActionRefused, match="须结转"):
            actions.close_line(line, by=officer)
        with pytest.raises(ActionRefused, match="以后年度"):
            actions.close_line(line, by=officer, into=line)
        assert stands(line)["available"] == 70_000

    def test_an_award_without_instalments_keeps_the_year_open(self, line, officer, request):
        make_award()
        request.getfixturevalue("january")
        with pytest.raises(ActionRefused, match="生成分期计划"):
            actions.close_line(line, by=officer, into=self.next_year(line, officer))

    def test_a_batch_before_release_keeps_the_year_open(self, line, officer, request, desk: Desk):
        batch = desk.sealed(make_due())
        request.getfixturevalue("january")
        with pytest.raises(ActionRefused, match=batch.number):
            actions.close_line(line, by=officer, into=self.next_year(line, officer))

    @pytest.mark.parametrize("role", ["reviewer", "auditor"])
    def test_nobody_but_the_finance_bureau_closes_a_year(self, line, request, role: str):
        request.getfixturevalue("january")
        with pytest.raises(ActionRefused):
            actions.close_line(line, by=make_user(role))

    def test_nothing_is_granted_or_drawn_on_a_closed_line(self, line, officer, request, desk: Desk):
        request.getfixturevalue("january")
        actions.close_line(line, by=officer)
        with pytest.raises(ActionRefused, match="已年终结账"):
            budget.post(EntryKind.RESERVE, line.pk, 5, subject=BudgetEntry(pk=uuid.uuid4()))
        with pytest.raises(ActionRefused, match="已年终结账"):
            budget.appropriate(line, by=officer, pk=uuid.uuid4(), kind="appropriate", yuan=5, words="追加")

    def test_a_failure_after_the_year_goes_to_the_treasury_and_is_paid_from_the_next(
        self, line, officer, request, desk: Desk
    ):
        due = make_due()
        batch = desk.released(due)
        request.getfixturevalue("january")
        into = self.next_year(line, officer)
        actions.close_line(line, by=officer, into=into)
        answer(desk, batch, 1)
        assert stands(line) == {"lapsed": 70_000, "carried": 18_000, "refunded": FIRST}
        due.refresh_from_db()
        assert (due.status, due.budget_line) == ("failed", None)
        change_account(due.award.person)
        desk.lets_the_account_pass(due.award.person)
        actions.free_corrected()
        confirm(due.award.person)
        due.refresh_from_db()
        assert standings([due], on=clock.today())[due.pk].reasons == (BlockReason.NO_BUDGET,)
        assert list(Instalment.objects.drawable(clock.today())) == []
        assert actions.fund_instalments(on=clock.today()) == 1
        assert list(Instalment.objects.drawable(clock.today())) == [due]
        assert stands(into) == {"available": 8_000, "reserved": 30_000}
        assert list(differences()) == []

    def test_whoever_waits_longest_is_funded_first_and_nobody_is_passed_over(self, line, officer, request, desk: Desk):
        first, second = make_due(), make_due()
        batch = desk.released(first, second)
        request.getfixturevalue("january")
        into = self.next_year(line, officer, yuan=FIRST + 5)
        actions.close_line(line, by=officer, into=into)
        payments = bank.read_csv(written(batch, "csv"))
        desk.committed(
            batch, bank.csv_return([bank.Answer(each, result="失败", reason="账户已销户") for each in payments])
        )
        assert actions.fund_instalments(on=clock.today()) == 1
        waiting = Instalment.objects.unfunded().values_list("pk", flat=True)
        assert (list(waiting), actions.fund_instalments(on=clock.today())) == ([max(first.pk, second.pk)], 0)


ALTERATIONS = {
    "a line's balance": lambda line: BudgetLine.objects.filter(pk=line.pk).update(
        available_yuan=line.available_yuan - 1, reserved_yuan=line.reserved_yuan + 1
    ),
    "an instalment on no line": lambda line: Instalment.objects.filter(sequence=2).update(budget_line=None),
    "an entry of a wrong kind": lambda line: BudgetEntry.objects.create(
        line=line, kind="pay", from_account="available", to_account="reserved", yuan=1,
        subject_kind="x", subject_id=uuid.uuid4(), entered_at=clock.now(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERATIONS)
def test_verify_books_finds(desk: Desk, line: BudgetLine, what: str):
    desk.released(make_due())
    assert list(differences()) == []
    line.refresh_from_db()
    ALTERATIONS[what](line)
    assert list(differences()) != []


def test_an_instalment_that_was_in_a_cancelled_batch_is_counted_once(desk: Desk, line: BudgetLine):
    due = make_due()
    actions.cancel(desk.drawn(due), by=desk.clerk, reason="重新拟定")
    due.refresh_from_db()
    desk.drawn(due)
    assert list(differences()) == []
