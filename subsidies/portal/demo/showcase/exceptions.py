"""The showcase's exceptions: what the bank said later of payments, and how two people cleared it up."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.db.models import QuerySet

from subsidies.payments import actions
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import BankReturn, PaymentBatch, PaymentLine, ReturnException
from subsidies.payments.workflow import ExceptionStatus
from subsidies.portal.demo import bank
from subsidies.portal.demo.showcase.payments import Batch
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from talent.accounts.models import User
from talent.calendars import clock

T = TypeVar("T")
GROUP = "cleared"
STEPS = ("20 draw_up", "20 seal", "19 approve", "18 release", "16 upload", "16 commit")
RETURNED_AGO, LATE_AGO, REFUNDED_AGO, STOPPED_AGO, TWICE_AGO, TWICE_BACK_AGO, WAITING_AGO = 12, 7, 8, 5, 3, 2, 1
REVERSED = ("reversed", "returned", "reversed_late", "reversed_twice")
REFUNDED = ("returned", "refunded", "refunded_late", "refunded_twice")
LATE = ("late", "late_due", "reversed_late", "refunded_late")
TWICE = ("twice", "reversed_twice", "refunded_twice", "twice_back", "twice_first")
"""Of whom the bank says it, by what it says later of the payment (``Part.clears``)."""
ASKED = "已电话向代发银行公司部核实，银行已出具书面说明。"


def plan(stage: Stage, players: list[Player]) -> None:
    """Put the batch and everything that came after it on the agenda."""
    payees = [player for player in players if player.part.group == GROUP]
    batch = Batch(stage, payees, {})
    for minutes, step in enumerate(STEPS):
        days_ago, _blank, name = step.partition(" ")
        stage.act(int(days_ago), dt.time(9, 20 + minutes), batch.act(name))
    after = Afterwards(stage, batch, payees)
    stage.act(17, dt.time(15, 0), after.wrong_totals)
    stage.act(RETURNED_AGO, dt.time(9, 45), partial(after.tell, "退汇", "账户状态异常", REVERSED))
    stage.act(RETURNED_AGO - 1, dt.time(10, 0), after.reverse)
    stage.act(REFUNDED_AGO, dt.time(15, 20), after.refund)
    stage.act(LATE_AGO, dt.time(9, 45), partial(after.tell, "成功", "", LATE))
    stage.act(LATE_AGO, dt.time(14, 0), partial(after.settle_all, Resolution.LATE_SUCCESS))
    stage.act(STOPPED_AGO, dt.time(9, 45), partial(after.tell, "成功", "", ("late_stopped",)))
    stage.act(STOPPED_AGO, dt.time(14, 0), partial(after.settle_all, Resolution.LATE_SUCCESS))
    stage.act(TWICE_AGO, dt.time(9, 45), partial(after.tell, "成功", "", TWICE))
    stage.act(TWICE_AGO, dt.time(14, 0), partial(after.settle_all, Resolution.PAID_TWICE))
    stage.act(TWICE_AGO, dt.time(15, 0), after.replacement_fails)
    stage.act(TWICE_BACK_AGO, dt.time(9, 45), partial(after.tell, "退汇", "账户状态异常", ("twice_back",)))
    stage.act(TWICE_BACK_AGO, dt.time(14, 0), partial(after.settle_all, Resolution.TWICE_BACK))
    stage.act(WAITING_AGO, dt.time(9, 45), after.leave_open)


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What came after the bank's first answer."""

    stage: Stage
    batch: Batch
    payees: list[Player]

    def wrong_totals(self) -> None:
        """Two files whose totals do not add up: one is put aside at once, one accepted first."""
        self._by("release", actions.discard_return, self._enter(self._said("成功", "", ("late",)), stated=9))
        kept = self._enter(self._said("失败", "户名不符", ("late",)), stated=9)
        reason = "银行说明合计行为模板遗留，明细完整。"
        self._by("release", actions.discard_return, self._by("finance", actions.accept_return, kept, reason=reason))

    def tell(self, result: str, reason: str, clears: tuple[str, ...]) -> None:
        """A file about some of the payments, entered by the second officer."""
        self._by("finance", actions.commit_return, self._enter(self._said(result, reason, clears)))

    def reverse(self) -> None:
        """Each reversal is cleared up; the first proposal was refused once."""
        first = self._waiting().first()
        assert first is not None
        self._propose(first, Resolution.NO_EFFECT)
        reason = "银行的书面说明写明款项已退回，请改为登记退汇。"
        self._by("finance", actions.refuse_resolution, first, reason=reason)
        self.settle_all(Resolution.REVERSE)

    def settle_all(self, resolution: Resolution) -> None:
        """One officer proposes, the other agrees, for all that waits."""
        for found in list(self._waiting()):
            self._settle(found, resolution)

    def _settle(self, found: ReturnException, resolution: Resolution) -> None:
        proposed = self._propose(found, resolution)
        self._by("finance", actions.confirm_resolution, proposed, seen=actions.proposal_stamp(proposed))

    def refund(self) -> None:
        """Money that came back goes to the treasury."""
        actions.refund_to_treasury(
            self.batch.batch,
            by=self._staff("release"),
            pk=uuid.uuid4(),
            line_ids={line.pk for line, *_ in self._said("", "", REFUNDED)},
            voucher_number=f"TK-{self.batch.batch.number[2:]}",
            refunded_on=clock.today(),
        )

    def replacement_fails(self) -> None:
        """The bank does not pay the replacement of what it has paid after all: the first payment counts."""
        twice = {line.instalment_id for line, *_ in self._said("", "", ("twice_first",))}
        line = PaymentLine.objects.unanswered().select_related("batch").get(instalment__in=twice)
        told = self._enter([(line, "失败", "账户已销户")], batch=line.batch)
        self._by("finance", actions.commit_return, told)
        self._settle(ReturnException.objects.get(line=line), Resolution.FIRST_COUNTS)

    def leave_open(self) -> None:
        """What still waits: a row to be looked at, one for the second person, and a file that contradicts itself."""
        number = self.batch.batch.number
        strangers = (f"{number}-00099", "FF1999-0001-00001")
        self._by("finance", actions.commit_return, self._enter((), strangers=strangers))
        second = self._waiting().order_by("-row__row_number").first()
        assert second is not None
        self._propose(second, Resolution.NO_EFFECT)
        self._enter(self._said("成功", "", ("late", "late_due")), stated=3)

    def _waiting(self) -> QuerySet[ReturnException]:
        found = ReturnException.objects.filter(batch=self.batch.batch, status=ExceptionStatus.OPEN)
        return found.order_by("opened_at", "row__row_number")

    def _propose(self, found: ReturnException, resolution: Resolution) -> ReturnException:
        return actions.propose_resolution(
            found,
            by=self._staff("release"),
            resolution=resolution,
            reason=ASKED,
            bank_reason=found.row.bank_reason,
            paid_on=found.row.paid_on or clock.today(),
        )

    def _said(self, result: str, reason: str, clears: tuple[str, ...]) -> list[tuple[PaymentLine, str, str]]:
        people = [player.person for player in self.payees if player.part.clears in clears]
        lines = self.batch.batch.lines.filter(instalment__award__person__in=people).order_by("sequence")
        return [(line, result, reason) for line in lines]

    def _enter(
        self,
        said: Iterable[tuple[PaymentLine, str, str]],
        *,
        strangers: Iterable[str] = (),
        stated: int | None = None,
        batch: PaymentBatch | None = None,
    ) -> BankReturn:
        batch = batch or self.batch.batch
        content = bank.later_file(said, paid_on=clock.today(), strangers=strangers, stated=stated)
        name = f"{batch.number}_补充回盘_{clock.today():%m%d}.csv"
        by = self._staff("release")
        return actions.upload_return(batch, by=by, pk=uuid.uuid4(), file_name=name, content=content)

    def _by(self, name: str, action: Callable[..., T], found: object, **words: str) -> T:
        return action(found, by=self._staff(name), **words)

    def _staff(self, name: str) -> User:
        return self.stage.city.staff[name]
