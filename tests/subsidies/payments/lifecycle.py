"""The whole life of the money as a machine that hypothesis drives: any order of any steps, by anybody.

Every rule tries one step and accepts that the portal refuses it. A model of its own keeps what the bank was told and
did; after each step the books must agree with themselves (``books.differences``) and with that model.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from contextlib import suppress
from typing import Any

import time_machine
from django.db import transaction
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from subsidies.budget import actions as budget
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import Hold, Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.workflow import BatchStatus
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.factories import budget_line, make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.kept import written
from tests.subsidies.payments.stages import Desk, account_number, change_account, confirm, make_award

STARTS_AT = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)
APPROPRIATED_YUAN = 200_000
DEGREES = ("bachelor", "master", "doctor")
PICK = st.integers(0, 10_000)
"""Which of those that a step could take: the number modulo how many there are."""


DONE: Counter[str] = Counter()
"""How often each step was carried out, over all runs: a machine that only hears refusals tests nothing."""


class MoneyLifecycle(RuleBasedStateMachine):
    """Officers, payees and a bank that do what they like."""

    def __init__(self) -> None:
        super().__init__()
        self.moved = time_machine.travel(STARTS_AT, tick=False)
        self.time = self.moved.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.granted_yuan = 0

    def teardown(self) -> None:
        """Leave no row behind, whatever the run has done."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.moved.stop()

    @initialize(far=st.integers(0, 3))
    def open_the_desks(self, far: int) -> None:
        """Two people are granted, and their first batch has come some way already."""
        self.line = budget_line(yuan=APPROPRIATED_YUAN)
        self.officer, self.desk = self.line.opened_by, Desk()
        self.other_clerk = make_user("reviewer", name="另一经办")
        self.people = [self.desk.clerk, self.other_clerk, self.desk.approver, self.desk.releaser]
        for degree in DEGREES[:2]:
            self.grant(degree)
        if far:
            self.draw_up(pick=1, many=2)
        if far > 1:
            self.go_all_the_way_to_the_bank(pick=0)
        if far > 2:
            self.answer(pick=0, fails=[1], only=1, twice=False)

    # What is granted, and when it falls due

    @rule(degree=st.sampled_from(DEGREES))
    def grant(self, degree: str) -> None:
        with suppress(ActionRefused), transaction.atomic():
            self.granted_yuan += make_award(degree=degree).amount_yuan or 0
        actions.schedule_instalments()
        actions.mark_due(on=clock.today())

    @rule(days=st.sampled_from([1, 7, 40, 200]))
    def days_pass(self, days: int) -> None:
        self.time.shift(dt.timedelta(days=days))
        actions.mark_due(on=clock.today())
        actions.fund_instalments(on=clock.today())
        actions.free_corrected()

    @rule(kind=st.sampled_from([EntryKind.APPROPRIATE, EntryKind.REDUCE]), yuan=st.integers(1, 60_000))
    def change_the_appropriation(self, kind: EntryKind, yuan: int) -> None:
        self.attempt(
            budget.appropriate, self.line, by=self.officer, pk=uuid.uuid4(), kind=kind, yuan=yuan, words="追加或调减"
        )

    @rule(pick=PICK)
    def confirm_employment(self, pick: int) -> None:
        if instalment := self.one_of(Instalment.objects.all(), pick):
            confirm(instalment.award.person)

    @rule()
    def close_the_year(self) -> None:
        year = clock.today().year
        if year > self.line.fiscal_year:
            into = BudgetLine.objects.filter(fiscal_year=year).first() or budget.open_line(
                by=self.officer, pk=uuid.uuid4(), fiscal_year=year, programme="living",
                document_number=f"{year}", subject="208", yuan=APPROPRIATED_YUAN // 2,
            )  # fmt: skip
            if self.attempt(actions.close_line, self.line, by=self.officer, into=into):
                self.line = into

    # The office

    @rule(pick=PICK, many=st.integers(1, 4))
    def draw_up(self, pick: int, many: int) -> None:
        due = list(Instalment.objects.due().order_by("due_on", "pk"))
        chosen = {due[(pick + step) % len(due)].pk for step in range(many)} if due else set()
        lines = list(BudgetLine.objects.open().order_by("fiscal_year"))
        self.attempt(
            actions.draw_up, by=self.usually(self.desk.clerk, pick), pk=uuid.uuid4(), title="批次",
            charged_to=lines[pick % len(lines)], instalment_ids=chosen,
        )  # fmt: skip

    @rule(pick=PICK)
    def take_a_line_out(self, pick: int) -> None:
        if batch := self.batch(pick, BatchStatus.DRAFT):
            line = self.one_of(batch.lines.all(), pick)
            self.attempt(actions.remove_lines, batch, by=self.desk.clerk, line_ids=[line.pk] if line else [])

    @rule(pick=PICK)
    def refresh(self, pick: int) -> None:
        if batch := self.batch(pick, BatchStatus.DRAFT):
            self.attempt(actions.refresh_lines, batch, by=self.desk.clerk)

    @rule(pick=PICK, stale=st.booleans())
    def seal(self, pick: int, stale: bool) -> None:
        if batch := self.batch(pick):
            stamp = "0" * 32 if stale else stamp_of(batch)
            self.attempt(actions.seal, batch, by=self.desk.clerk, stamp=stamp, note="已核对")

    @rule(pick=PICK, who=PICK)
    def cancel(self, pick: int, who: int) -> None:
        if batch := self.batch(pick):
            self.attempt(actions.cancel, batch, by=self.usually(self.desk.clerk, who), reason="重新拟定")

    # The finance bureau

    @rule(pick=PICK, who=PICK)
    def approve(self, pick: int, who: int) -> None:
        if batch := self.batch(pick):
            self.attempt(actions.approve, batch, by=self.usually(self.desk.approver, who), digest=batch.digest)

    @rule(pick=PICK)
    def return_to_office(self, pick: int) -> None:
        if batch := self.batch(pick):
            self.attempt(actions.return_to_office, batch, by=self.desk.approver, reason="金额有误")

    @rule(pick=PICK, who=PICK)
    def release(self, pick: int, who: int) -> None:
        if batch := self.batch(pick):
            self.attempt(
                actions.release,
                batch,
                by=self.usually(self.desk.releaser, who),
                voucher_number="ZF-1",
                digest=batch.digest,
            )

    @rule(pick=PICK)
    def go_all_the_way_to_the_bank(self, pick: int) -> None:
        """The usual way: without it chance alone would rarely get there."""
        batch = self.batch(pick, BatchStatus.DRAFT)
        if batch and self.attempt(actions.seal, batch, by=self.desk.clerk, stamp=stamp_of(batch), note="已核对"):
            batch.refresh_from_db()
            self.attempt(actions.approve, batch, by=self.desk.approver, digest=batch.digest)
            self.attempt(actions.release, batch, by=self.desk.releaser, voucher_number="ZF-2", digest=batch.digest)

    # The bank

    @rule(pick=PICK, fails=st.lists(st.integers(0, 3), max_size=3), only=st.integers(1, 4), twice=st.booleans())
    def answer(self, pick: int, fails: list[int], only: int, twice: bool) -> None:
        batch = self.batch(pick, BatchStatus.RELEASED)
        if batch is None:
            return
        payments = bank.read_csv(written(batch, "csv"))[: only * 2]
        answers = [
            bank.Answer(payment, "失败", "账户已销户") if order % 4 in fails else bank.Answer(payment)
            for order, payment in enumerate(payments)
        ]
        content = bank.csv_return(answers)
        for _ in range(1 + twice):
            self.enter(batch, content)

    def enter(self, batch: PaymentBatch, content: bytes) -> None:
        self.attempt(self.desk.committed, batch, content)

    # Payees and holds

    @rule(pick=PICK)
    def correct_an_account(self, pick: int) -> None:
        if instalment := self.one_of(Instalment.objects.unpaid(), pick):
            change_account(instalment.award.person, account_number())
            actions.hold_changed_accounts()

    @rule(pick=PICK)
    def place_a_hold(self, pick: int) -> None:
        if instalment := self.one_of(Instalment.objects.unpaid(), pick):
            self.attempt(
                actions.place_hold, instalment.award.person, by=self.desk.clerk, pk=uuid.uuid4(), kind="by_hand",
                reason="待核实",
            )  # fmt: skip

    @rule(pick=PICK)
    def lift_a_hold(self, pick: int) -> None:
        if hold := self.one_of(Hold.objects.live(), pick):
            self.attempt(actions.lift_hold, hold, by=self.other_clerk, reason="已核实", seen=hold.account_id)
            actions.free_corrected()

    # What must always hold

    @invariant()
    def the_books_agree(self) -> None:
        assert list(differences()) == []

    @invariant()
    @precondition(lambda self: hasattr(self, "line"))
    def nobody_is_paid_twice_or_more_than_granted(self) -> None:
        live = PaymentLine.objects.live().values_list("instalment", flat=True)
        assert Counter(live).most_common(1)[0][1] == 1 if live else True
        paid = PaymentLine.objects.filter(status="paid").aggregate(yuan=Sum("amount_yuan", default=0))["yuan"]
        assert paid <= self.granted_yuan <= BudgetLine.objects.aggregate(yuan=Sum("appropriated_yuan"))["yuan"]

    def attempt(self, act: Any, *args: Any, **kwargs: Any) -> bool:
        """Try a step; a refusal is an answer, and must leave nothing half done."""
        try:
            with transaction.atomic():
                act(*args, **kwargs)
        except ActionRefused:
            DONE[f"{act.__name__} refused"] += 1
            return False
        DONE[act.__name__] += 1
        return True

    def usually(self, user: Any, pick: int) -> Any:
        """Mostly whoever should; now and then anybody."""
        return user if pick % 4 else self.people[pick // 4 % len(self.people)]

    def batch(self, pick: int, status: str | None = None) -> PaymentBatch | None:
        batches = PaymentBatch.objects.filter(status=status) if status else PaymentBatch.objects.all()
        return self.one_of(batches, pick)

    def one_of(self, queryset: Any, pick: int) -> Any:
        found = list(queryset.order_by("pk"))
        return found[pick % len(found)] if found else None
