"""Rows that were set apart: anybody proposes anything; whoever confirms has asked the bank what is true."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from subsidies.payments import actions
from subsidies.payments.actions.replacing import replacement_of
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import PaymentLine, ReturnException
from subsidies.payments.queries.paid_twice import beside_twice
from subsidies.payments.resolutions import NAMES_NO_LINE, resolutions_for
from subsidies.payments.workflow import InstalmentStatus
from talent.accounts.models import User
from talent.calendars import clock
from tests.subsidies.payments.life.stage import DONE, PICK, Stage

R = Resolution
COUNTS_OUT = (R.COUNT_PAID, R.LATE_SUCCESS, R.PAID_TWICE)


class ExceptionDays(Stage):
    """Proposing, confirming, refusing."""

    @rule(pick=PICK, who=PICK, resolution=st.sampled_from(Resolution))
    def propose_anything(self, pick: int, who: int, resolution: Resolution) -> None:
        if found := self.one_of(ReturnException.objects.filter(status="open"), pick):
            self.propose(found, resolution, by=self.people[who % 4], line=self.one_of(found.batch.lines.all(), who))

    @rule(pick=PICK, who=PICK)
    def confirm_or_refuse(self, pick: int, who: int) -> None:
        if found := self.one_of(ReturnException.objects.filter(status="proposed"), pick):
            self.decide(found, by=self.people[who % 4])

    @rule(pick=PICK, who=PICK)
    def clear_up(self, pick: int, who: int) -> None:
        """The usual way: what is true is proposed by one and confirmed by another."""
        found = self.one_of(ReturnException.objects.unresolved(), pick)
        if found is None:
            return
        if found.status == "proposed":
            self.decide(found, by=self.another_than(found.proposed_by))
            found.refresh_from_db()
        user = self.people[who % 4]
        if found.status == "open" and (right := self.right_for(found)):
            line, resolution = right
            if self.propose(found, resolution, by=user, line=line):
                self.decide(found, by=self.another_than(user))

    def propose(self, found: ReturnException, resolution: str, *, by: User, line: PaymentLine | None) -> object:
        words = {"reason": "已电话向代发银行核实", "bank_reason": "账户已销户", "paid_on": clock.today()}
        reference = line.reference if line else ""
        return self.attempt(
            actions.propose_resolution, found, by=by, resolution=resolution, reference=reference, **words
        )

    def decide(self, found: ReturnException, *, by: User) -> None:
        found.refresh_from_db()
        if not (
            self.is_true(found.resolution, found, found.target)
            and self.attempt(actions.confirm_resolution, found, by=by, seen=actions.proposal_stamp(found))
        ):
            self.attempt(actions.refuse_resolution, found, by=by, reason="与银行核实的不符")
            return
        DONE[f"resolved {found.resolution}"] += 1
        if found.line and not self.truth.agrees(PaymentLine.objects.get(pk=found.line_id)):
            DONE[f"bank has to say again: {found.kind} {found.line.status}"] += 1
            self.truth.unnamed.add(found.line.reference)

    def right_for(self, found: ReturnException) -> tuple[PaymentLine | None, str] | None:
        """A line and a resolution that agree with what happened."""
        named = found.line is None and found.kind in NAMES_NO_LINE
        lines: list[PaymentLine | None] = [*found.batch.lines.order_by("pk")] if named else [found.line]
        for line in lines:
            beside = beside_twice(line)
            for resolution in reversed(resolutions_for(found.kind, line.status if line else None, beside_twice=beside)):
                if resolution not in self.not_now(line) and self.is_true(resolution, found, line):
                    return line, resolution
        return (None, R.NO_EFFECT) if self.is_true(R.NO_EFFECT, found, found.line) else None

    def not_now(self, line: PaymentLine | None) -> tuple[Resolution, ...]:
        """What would be refused, as every officer knows who looks at the replacement."""
        if line is None:
            return (R.NO_EFFECT,)
        replaced = replacement_of(line) is not None or line.instalment.status == InstalmentStatus.SET_OFF
        return (R.NO_EFFECT, R.LATE_SUCCESS if replaced else R.PAID_TWICE)

    def is_true(self, resolution: str, found: ReturnException, line: PaymentLine | None) -> bool:
        """Whether the books would say after it where the money is, or as much as the portal lets anybody say."""
        if resolution != R.NO_EFFECT:
            known = line is not None and line.reference in self.truth.where
            kept = PaymentLine.objects.kept_twice().filter(instalment=line.instalment_id) if line else ()
            first_is_out = resolution != R.FIRST_COUNTS or all(self.truth.is_out(each) for each in kept)
            return known and first_is_out and self.truth.is_out(line) == (resolution in COUNTS_OUT)
        if line is None and found.kind in NAMES_NO_LINE:
            unsaid = PaymentLine.objects.filter(batch=found.batch, reference__in=self.truth.unnamed)
            return all(self.truth.agrees(each) for each in unsaid)
        if line is None or self.truth.agrees(line):
            return True
        return len(resolutions_for(found.kind, line.status)) == 1
