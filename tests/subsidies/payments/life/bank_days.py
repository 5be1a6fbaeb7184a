"""A bank that pays, refuses, sends back, pays after all, and writes of it as banks do: garbled, late, or twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from subsidies.payments import actions
from subsidies.payments.models import BankReturn, PaymentBatch, PaymentLine
from subsidies.payments.workflow import BatchStatus
from talent.calendars import clock
from tests.subsidies.payments.apart import STRANGER
from tests.subsidies.payments.bank import Answer, Payment, csv_return, xlsx_return
from tests.subsidies.payments.life.stage import DONE, PICK, Stage
from tests.subsidies.payments.life.truth import BACK, FAILED, OUT

PAYS, REFUSES = ("成功", ""), ("失败", "账户已销户")
SAYS = {OUT: PAYS, FAILED: REFUSES, BACK: ("退汇", "账户状态异常")}
NEXT = {
    None: (OUT, OUT, FAILED),
    OUT: (OUT, OUT, BACK),
    FAILED: (FAILED, OUT),
    BACK: (BACK, BACK, OUT),
}
"""What the bank may do next with a payment that is where it is; the last is rarer."""
CLEAR, UNNAMED = "clear", ("unknown", "unreadable", "ambiguous")
WRITES = (CLEAR, CLEAR, CLEAR, CLEAR, "repeated", "contradictory", "amount", "account", "unclear", *UNNAMED)


class BankDays(Stage):
    """What the bank does, and the returns that are entered of it."""

    @rule(
        pick=PICK,
        does=st.lists(st.integers(0, 11), min_size=1, max_size=4),
        writes=st.lists(st.sampled_from(WRITES), min_size=1, max_size=4),
        only=st.integers(1, 4),
        twice=st.booleans(),
        who=PICK,
    )
    def answer(self, pick: int, does: list[int], writes: list[str], only: int, twice: bool, who: int) -> None:
        """The bank goes on with some payments of a batch, and writes how."""
        batch = self.batch(pick, BatchStatus.RELEASED, BatchStatus.SETTLED)
        if batch is None:
            return
        payments = self.truth.file_of(batch)
        chosen = [payments[(pick + step) % len(payments)] for step in range(min(only, len(payments)))]
        happened, answers, unnamed = {}, [], set()
        for order, payment in enumerate(chosen):
            way = writes[order % len(writes)]
            now = self.goes_on(payment, does[order % len(does)])
            happened[payment.remark] = now
            answers += self.rows(payment, now, way, others=payments)
            unnamed |= {payment.remark} if way in UNNAMED else set()
        for _ in range(1 + twice):
            if self.enter(batch, answers, who=who):
                self.it_happened(happened)
                self.truth.unnamed |= unnamed

    def it_happened(self, happened: dict[str, str]) -> None:
        """The bank has done what was just entered."""
        for remark, now in happened.items():
            DONE[f"bank {self.truth.where.get(remark)} {now}"] += 1
        self.truth.where |= happened

    def goes_on(self, payment: Payment, does: int) -> str:
        """What the bank does next with a payment, whatever the treasury believes to have back."""
        at = self.truth.where.get(payment.remark)
        return NEXT[at][does % len(NEXT[at])]

    def rows(self, payment: Payment, now: str, way: str, *, others: list[Payment]) -> list[Answer]:
        """What the bank writes of it."""
        result, reason = SAYS[now]
        first = Answer(payment, result, reason)
        match way:
            case "repeated":
                return [first, Answer(payment, result, reason)]
            case "contradictory":
                return [first, Answer(payment, *(REFUSES if now == OUT else PAYS))]
            case "amount":
                return [replace(first, amount="1.00")]
            case "account":
                return [replace(first, payment=replace(payment, account="0222999999999999999"))]
            case "unclear":
                return [replace(first, result="处理中")]
            case "unknown":
                return [replace(first, payment=replace(payment, remark=f"{payment.remark[:-5]}00099"))]
            case "unreadable":
                return [replace(first, payment=replace(payment, account="6.22202E+18"))]
            case "ambiguous":
                both = f"{payment.remark} {others[0].remark} {payment.remark[:-5]}00098"
                return [replace(first, payment=replace(payment, remark=both))]
            case _:
                return [first]

    @rule(pick=PICK, who=PICK)
    def a_row_of_another_batch(self, pick: int, who: int) -> None:
        if batch := self.batch(pick, BatchStatus.RELEASED):
            payments = self.truth.file_of(batch)
            stray = Answer(replace(payments[0], remark=STRANGER))
            told = [Answer(each, *SAYS[self.truth.where.get(each.remark, OUT)]) for each in payments]
            if self.enter(batch, [stray, *told], who=who):
                self.truth.where = {each.remark: OUT for each in payments} | self.truth.where

    @rule(pick=PICK)
    def everything_is_paid(self, pick: int) -> None:
        """The usual day."""
        if batch := self.batch(pick, BatchStatus.RELEASED):
            payments = self.truth.file_of(batch)
            told = [Answer(each, *SAYS[self.truth.where.get(each.remark, OUT)]) for each in payments]
            if self.enter(batch, told, who=1):
                self.truth.where = {each.remark: OUT for each in payments} | self.truth.where

    def enter(self, batch: PaymentBatch, answers: list[Answer], *, who: int) -> bool:
        """One officer uploads; another enters, or the same where nothing is unusual. Totals may contradict the rows."""
        wrong_total = not who % 5
        content = csv_return(answers) if wrong_total or who % 2 else xlsx_return(answers)
        uploader, second = self.people[who % 4], self.people[(who // 4) % 4]
        found = self.attempt(
            actions.upload_return, batch, by=uploader, pk=self.key(), file_name="回盘.csv", content=content
        )
        if not isinstance(found, BankReturn) or found.status == "committed":
            return False  # refused, or word for word what an earlier file said, which nobody takes for news
        if found.status == "quarantined" and not self.attempt(actions.accept_return, found, by=second, reason="已核实"):
            self.attempt(actions.accept_return, found, by=self.another_than(uploader), reason="已核实")
        if self.attempt(actions.commit_return, found, by=second):
            return True
        if self.attempt(actions.commit_return, found, by=self.another_than(uploader)):
            return True
        self.attempt(actions.discard_return, found, by=second)
        return False

    @rule(pick=PICK, who=PICK)
    def refund(self, pick: int, who: int) -> None:
        """The bureau records that money went back to the treasury: only of payments that the bank does not have out."""
        lines = PaymentLine.objects.refundable().filter(batch__status__in=["released", "settled"])
        line = self.one_of([each for each in lines.order_by("pk") if not self.truth.is_out(each)], pick)
        if line:
            self.attempt(
                actions.refund_to_treasury, line.batch, by=self.usually(self.desk.releaser, who), pk=self.key(),
                line_ids=[line.pk], voucher_number=f"TK{pick}", refunded_on=clock.today(),
            )  # fmt: skip
