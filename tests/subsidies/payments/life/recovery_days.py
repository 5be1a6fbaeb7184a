"""People leave, awards turn out wrong, and what was paid comes back: in money, by set-off, or not at all."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st
from hypothesis.stateful import rule

from subsidies.payments import actions
from subsidies.payments.kinds import LeavingCause
from subsidies.payments.models import Instalment, PaymentLine, Recovery, RecoveryProposal, RecoveryReceipt
from subsidies.payments.queries.recoveries import candidates
from subsidies.payments.workflow import LineStatus
from subsidies.verification.models import Departure
from talent.accounts.models import User
from talent.calendars import clock
from talent.profiles.models import Person
from tests.subsidies.payments.debts import leave
from tests.subsidies.payments.life.stage import PICK, Stage
from tests.subsidies.payments.stages import confirm

YUAN = st.sampled_from([1, 3_000, 8_000, 12_000, 40_000])


class RecoveryDays(Stage):
    """From the word of HR to the last yuan."""

    @rule(pick=PICK, ago=st.sampled_from([0, 5, 40, 200]))
    def somebody_leaves(self, pick: int, ago: int) -> None:
        if instalment := self.one_of(Instalment.objects.received(), pick):
            self.leaves(instalment.award.person, left_on=clock.today() - dt.timedelta(days=ago))
            actions.settle_departures()

    def leaves(self, person: Person, *, left_on: dt.date) -> None:
        """HR says so, of one employer and day once."""
        if not Departure.objects.filter(person=person, left_on=left_on).exists():
            leave(person, left_on=left_on)

    @rule(pick=PICK, who=PICK, cause=st.sampled_from(LeavingCause))
    def open_recovery(self, pick: int, who: int, cause: str) -> None:
        self.open_for_leaver(pick, by=self.usually(self.desk.clerk, who), cause=cause)

    @rule(pick=PICK, who=PICK)
    def claim_a_line(self, pick: int, who: int) -> None:
        """Mostly one that was paid twice."""
        twice = PaymentLine.objects.filter(status=LineStatus.PAID_TWICE)
        line = self.one_of(twice, pick) if pick % 5 else self.one_of(PaymentLine.objects.all(), pick)
        if line:
            by = self.usually(self.desk.clerk, who)
            self.attempt(actions.open_recovery_for_line, line, by=by, pk=self.key(), note="重复发放")

    @rule(pick=PICK, who=PICK, yuan=YUAN)
    def claim_a_part(self, pick: int, who: int, yuan: int) -> None:
        if instalment := self.one_of(Instalment.objects.received(), pick):
            by = self.usually(self.desk.clerk, who)
            self.attempt(actions.open_overpayment, instalment, by=by, pk=self.key(), amount_yuan=yuan, note="核定多发")

    @rule(pick=PICK, who=PICK)
    def confirm_recovery(self, pick: int, who: int) -> None:
        if recovery := self.mostly_recovery("drafted", pick):
            self.attempt(actions.confirm_recovery, recovery, by=self.usually(self.other_clerk, who))

    @rule(pick=PICK, who=PICK)
    def notify_recovery(self, pick: int, who: int) -> None:
        if recovery := self.mostly_recovery("confirmed", pick):
            self.attempt(actions.notify_recovery, recovery, by=self.usually(self.desk.clerk, who))

    @rule(pick=PICK, who=PICK)
    def cancel_recovery(self, pick: int, who: int) -> None:
        if recovery := self.one_of(Recovery.objects.all(), pick):
            by = self.usually(self.desk.clerk, who)
            self.attempt(actions.cancel_recovery, recovery, by=by, reason="认定有误")

    @rule(pick=PICK, who=PICK, yuan=YUAN, all_of_it=st.booleans())
    def pay_back(self, pick: int, who: int, yuan: int, all_of_it: bool) -> None:
        if recovery := self.mostly_recovery("notified", pick):
            by = self.usually(self.desk.releaser, who)
            self.receive(recovery, recovery.left_yuan if all_of_it else yuan, by=by)

    @rule(pick=PICK, who=PICK)
    def reverse_a_receipt(self, pick: int, who: int) -> None:
        if receipt := self.one_of(RecoveryReceipt.objects.all(), pick):
            by = self.usually(self.desk.approver, who)
            self.attempt(actions.reverse_receipt, receipt, by=by, pk=self.key(), reason="登记有误")

    @rule(pick=PICK, which=PICK, who=PICK, what=st.sampled_from(["set_off", "set_off", "write_off", "cancel"]))
    def propose_on_a_recovery(self, pick: int, which: int, who: int, what: str) -> None:
        recovery = self.mostly_recovery("notified", pick)
        if recovery is None:
            return
        usual = self.desk.approver if what == "write_off" else self.desk.clerk
        words = {"by": self.usually(usual, who), "pk": self.key(), "reason": "经研究"}
        match what:
            case "set_off":
                own = Instalment.objects.due().filter(award__person=recovery.person_id)
                target = self.one_of(own if which % 4 else Instalment.objects.all(), which)
                if target:
                    self.attempt(actions.propose_set_off, recovery, instalment=target, **words)
            case "write_off":
                self.attempt(actions.propose_write_off, recovery, document_number="核销1号", **words)
            case _:
                self.attempt(actions.propose_cancel, recovery, **words)

    @rule(pick=PICK, who=PICK, agrees=st.sampled_from([True, True, True, False]))
    def decide_on_a_recovery(self, pick: int, who: int, agrees: bool) -> None:
        waiting = RecoveryProposal.objects.waiting() if pick % 5 else RecoveryProposal.objects.all()
        proposal = self.one_of(waiting, pick)
        if proposal is None:
            return
        side = self.cashiers if proposal.kind == "write_off" else self.reviewers
        by = self.usually(self.another_than(proposal.proposed_by, side), who)
        if agrees:
            self.attempt(actions.confirm_proposal, proposal, by=by)
        else:
            self.attempt(actions.drop_proposal, proposal, by=by, reason="不同意")

    @rule(pick=PICK, ends=st.sampled_from(["owing", "paid back", "written off"]))
    def recover_all_the_way(self, pick: int, ends: str) -> None:
        """The usual way: somebody left, is told what to pay back, and does, or never will."""
        self.somebody_left_and_owes(pick)
        recovery = self.one_of(Recovery.objects.filter(status="notified"), pick)
        if recovery and ends == "paid back":
            self.receive(recovery, recovery.left_yuan, by=self.desk.releaser)
        elif recovery and ends == "written off":
            words = {"by": self.desk.approver, "pk": self.key(), "reason": "经研究", "document_number": "核销1号"}
            if proposal := self.attempt(actions.propose_write_off, recovery, **words):
                self.attempt(actions.confirm_proposal, proposal, by=self.desk.releaser)

    @rule(pick=PICK, yuan=YUAN)
    def set_off_all_the_way(self, pick: int, yuan: int) -> None:
        """Somebody was paid too much, and the next instalment is kept for it."""
        received = Instalment.objects.received().filter(award__revoked_at=None)
        instalment = self.one_of(received, pick)
        if instalment is None:
            return
        words = {"by": self.desk.clerk, "pk": self.key(), "amount_yuan": yuan, "note": "核定多发"}
        recovery = self.attempt(actions.open_overpayment, instalment, **words)
        if isinstance(recovery, Recovery) and self.attempt(actions.confirm_recovery, recovery, by=self.other_clerk):
            self.attempt(actions.notify_recovery, recovery, by=self.desk.clerk)
            own = Instalment.objects.filter(award__person=recovery.person_id, status="scheduled").order_by("due_on")
            if waiting := own.first():
                self.days_go_by(max(1, (waiting.due_on - clock.today()).days))
            confirm(recovery.award.person)
            if target := self.one_of(Instalment.objects.due().filter(award__person=recovery.person_id), pick):
                words = {"by": self.desk.clerk, "pk": self.key(), "reason": "经研究"}
                if proposal := self.attempt(actions.propose_set_off, recovery, instalment=target, **words):
                    self.attempt(actions.confirm_proposal, proposal, by=self.other_clerk)

    def somebody_left_and_owes(self, pick: int) -> None:
        if not candidates():
            paid = self.one_of(Instalment.objects.paid().filter(award__revoked_at=None), pick)
            if paid is None:
                return
            self.leaves(paid.award.person, left_on=clock.today())
        recovery = self.open_for_leaver(pick, by=self.desk.clerk, cause=LeavingCause.RESIGNATION)
        if isinstance(recovery, Recovery) and self.attempt(actions.confirm_recovery, recovery, by=self.other_clerk):
            self.attempt(actions.notify_recovery, recovery, by=self.desk.clerk)

    def open_for_leaver(self, pick: int, *, by: User, cause: str) -> object:
        found = sorted(candidates(), key=lambda each: each.award.pk)
        candidate = self.one_of(found, pick)
        if candidate is None:
            return False
        words = {"by": by, "pk": self.key(), "leaving_cause": cause, "left_on": candidate.left_on}
        return self.attempt(actions.open_recovery, candidate.award, **words)

    def receive(self, recovery: Recovery, yuan: int, *, by: User) -> None:
        words = {"pk": self.key(), "received_on": clock.today(), "amount_yuan": yuan}
        self.attempt(actions.enter_receipt, recovery, by=by, voucher_number=f"吉{words['pk'].hex[:8]}", **words)

    def mostly_recovery(self, status: str, pick: int) -> Recovery | None:
        """One at the stage where the step is due; now and then any."""
        there = self.one_of(Recovery.objects.filter(status=status), pick) if pick % 5 else None
        return there or self.one_of(Recovery.objects.all(), pick)
