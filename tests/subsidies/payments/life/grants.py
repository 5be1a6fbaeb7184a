"""What is granted, when it falls due, the appropriations behind it, and who is kept from being paid."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import rule

from subsidies.budget import actions as budget
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.models import Hold, Instalment
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.subsidies.payments.life.stage import PICK, Stage
from tests.subsidies.payments.stages import account_number, change_account, confirm, make_award

APPROPRIATED_YUAN = 200_000
DEGREES = ("bachelor", "master", "doctor")


class Grants(Stage):
    """Awards and appropriations, payees and holds."""

    @rule(degree=st.sampled_from(DEGREES))
    def grant(self, degree: str) -> None:
        with suppress(ActionRefused), transaction.atomic():
            self.granted_yuan += make_award(degree=degree).amount_yuan or 0
        actions.schedule_instalments()
        actions.mark_due(on=clock.today())

    @rule(days=st.sampled_from([1, 7, 40, 200]))
    def days_pass(self, days: int) -> None:
        self.days_go_by(days)

    @rule(kind=st.sampled_from([EntryKind.APPROPRIATE, EntryKind.REDUCE]), yuan=st.integers(1, 60_000))
    def change_the_appropriation(self, kind: EntryKind, yuan: int) -> None:
        self.attempt(
            budget.appropriate,
            self.line,
            by=self.budget_officer,
            pk=self.key(),
            kind=kind,
            yuan=yuan,
            words="追加或调减",
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
                by=self.budget_officer, pk=self.key(), fiscal_year=year, programme="living",
                document_number=f"{year}", subject="208", yuan=APPROPRIATED_YUAN // 2,
            )  # fmt: skip
            if self.attempt(actions.close_line, self.line, by=self.budget_officer, into=into):
                self.line = into

    @rule(pick=PICK)
    def correct_an_account(self, pick: int) -> None:
        if instalment := self.one_of(Instalment.objects.unpaid(), pick):
            change_account(instalment.award.person, account_number())
            actions.hold_changed_accounts()

    @rule(pick=PICK)
    def place_a_hold(self, pick: int) -> None:
        if instalment := self.one_of(Instalment.objects.unpaid(), pick):
            self.attempt(
                actions.place_hold, instalment.award.person, by=self.desk.clerk, pk=self.key(), kind="by_hand",
                reason="待核实",
            )  # fmt: skip

    @rule(pick=PICK)
    def lift_a_hold(self, pick: int) -> None:
        if hold := self.one_of(Hold.objects.live(), pick):
            self.attempt(actions.lift_hold, hold, by=self.other_clerk, reason="已核实", seen=hold.account_id)
            actions.free_corrected()
