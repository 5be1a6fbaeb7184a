"""Batches on the desks of the office and of the finance bureau."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.models import Instalment, PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.queries.held import held_lines
from subsidies.payments.workflow import BatchStatus
from talent.calendars import clock
from tests.subsidies.payments.life.stage import PICK, Stage


class Desks(Stage):
    """Drawing up, sealing, approving, releasing, and the ways back."""

    @rule(pick=PICK, many=st.integers(1, 4))
    def draw_up(self, pick: int, many: int) -> None:
        due = list(Instalment.objects.due().order_by("due_on", "pk"))
        chosen = {due[(pick + step) % len(due)].pk for step in range(many)} if due else set()
        lines = list(BudgetLine.objects.open().order_by("fiscal_year"))
        if pick % 4 and due:
            lines = [each for each in lines if each.pk == due[pick % len(due)].budget_line_id] or lines
        self.attempt(
            actions.draw_up, by=self.usually(self.desk.clerk, pick), pk=self.key(), title="批次",
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
        if batch := self.mostly(BatchStatus.DRAFT, pick):
            stamp = "0" * 32 if stale else stamp_of(batch)
            self.attempt(actions.seal, batch, by=self.desk.clerk, stamp=stamp, note="已核对")

    @rule(pick=PICK, who=PICK)
    def cancel(self, pick: int, who: int) -> None:
        if batch := self.batch(pick):
            self.attempt(actions.cancel, batch, by=self.usually(self.desk.clerk, who), reason="重新拟定")

    @rule(pick=PICK, who=PICK, looks=st.booleans())
    def approve(self, pick: int, who: int, looks: bool) -> None:
        if batch := self.mostly(BatchStatus.SEALED, pick):
            held = self.said_of_held(batch) if looks else {}
            user = self.usually(self.desk.approver, who)
            self.attempt(actions.approve, batch, by=user, digest=batch.digest, **held)

    @rule(pick=PICK)
    def return_to_office(self, pick: int) -> None:
        if batch := self.batch(pick):
            self.attempt(actions.return_to_office, batch, by=self.desk.approver, reason="金额有误")

    @rule(pick=PICK, who=PICK, looks=st.booleans())
    def release(self, pick: int, who: int, looks: bool) -> None:
        if batch := self.mostly(BatchStatus.APPROVED, pick):
            held = self.said_of_held(batch) if looks else {}
            user = self.usually(self.desk.releaser, who)
            self.attempt(actions.release, batch, by=user, voucher_number="ZF-1", digest=batch.digest, **held)

    @rule(many=st.integers(1, 3))
    def pay_what_is_due(self, many: int) -> None:
        """The usual month: whatever can be drawn on one line goes to the bank in one batch."""
        due = list(Instalment.objects.drawable(clock.today()).order_by("due_on", "pk")[:many])
        chosen = {each.pk for each in due if each.budget_line_id == due[0].budget_line_id}
        if chosen:
            words = {"by": self.desk.clerk, "pk": self.key(), "title": "批次", "charged_to": due[0].budget_line}
            if made := self.attempt(actions.draw_up, instalment_ids=chosen, **words):
                self.send(made)

    @rule(pick=PICK)
    def go_all_the_way_to_the_bank(self, pick: int) -> None:
        """The usual way: without it chance alone would rarely get there."""
        if batch := self.batch(pick, BatchStatus.DRAFT):
            self.send(batch)

    def send(self, batch: PaymentBatch) -> None:
        """Sealed, approved and released, with whatever has to be said of held lines."""
        if not self.attempt(actions.seal, batch, by=self.desk.clerk, stamp=stamp_of(batch), note="已核对"):
            return
        batch.refresh_from_db()
        said, digest = self.said_of_held(batch), batch.digest
        self.attempt(actions.approve, batch, by=self.desk.approver, digest=digest, **said)
        self.attempt(actions.release, batch, by=self.desk.releaser, voucher_number="ZF-2", digest=digest, **said)

    def said_of_held(self, batch: PaymentBatch) -> dict[str, str]:
        """What an officer who looked at the held lines says of them."""
        token = held_lines(batch).token
        return {"held_seen": token, "held_reason": "已核实，照发"} if token else {}

    def mostly(self, status: str, pick: int) -> PaymentBatch | None:
        """A batch at the stage where the step is due; now and then any."""
        return (self.batch(pick, status) if pick % 5 else None) or self.batch(pick)
