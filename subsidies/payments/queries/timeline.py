"""What a person is paid, for their own timeline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.payments.models import Instalment, PaymentLine
from subsidies.payments.workflow import BatchStatus, InstalmentStatus, LineStatus
from talent.identifiers import bank_card
from talent.profiles.models import BankAccount, Person


@dataclass(frozen=True, slots=True)
class PaymentStep:
    """One instalment as its person reads it. ``kind`` is a kind of status tag (info, success, danger, neutral)."""

    instalment_id: UUID
    award_id: UUID
    sequence: int
    amount_yuan: int
    due_on: dt.date
    paid_on: dt.date | None
    status: str
    status_text: str
    kind: str
    masked_account: str
    """The account it was or is being paid to; empty before it is sealed in a batch."""
    bank_reason: str
    advice: str
    """What to do or to expect next; empty when there is nothing to say."""


KINDS = {
    InstalmentStatus.SCHEDULED: "neutral",
    InstalmentStatus.DUE: "info",
    InstalmentStatus.BATCHED: "info",
    InstalmentStatus.PAID: "success",
    InstalmentStatus.FAILED: "danger",
}


def payments_of(person: Person) -> list[PaymentStep]:
    """Every instalment of the person's awards, by due day: two queries, or three where a payment failed."""
    instalments = list(Instalment.objects.filter(award__person=person).order_by("due_on", "sequence"))
    last_lines: dict[UUID, PaymentLine] = {}
    lines = PaymentLine.objects.filter(instalment__award__person=person).select_related("batch")
    for line in lines.order_by("batch__drawn_up_at"):
        last_lines[line.instalment_id] = line
    failed = any(instalment.status == InstalmentStatus.FAILED for instalment in instalments)
    accounts = BankAccount.objects.current().filter(person=person)
    current = accounts.values_list("pk", flat=True).first() if failed else None
    return [_step(instalment, last_lines.get(instalment.pk), current) for instalment in instalments]


def _step(instalment: Instalment, line: PaymentLine | None, account_id: UUID | None) -> PaymentStep:
    status = InstalmentStatus(instalment.status)
    sealed = line is not None and line.batch.sealed_at is not None and line.status != LineStatus.CANCELLED
    told = line if sealed and status not in (InstalmentStatus.SCHEDULED, InstalmentStatus.DUE) else None
    if status == InstalmentStatus.FAILED and account_id != instalment.failed_account_id:
        return _mended(instalment)
    return PaymentStep(
        instalment_id=instalment.pk,
        award_id=instalment.award_id,
        sequence=instalment.sequence,
        amount_yuan=instalment.amount_yuan,
        due_on=instalment.due_on,
        paid_on=instalment.paid_on,
        status=status.value,
        status_text=str(status.label),
        kind=KINDS[status],
        masked_account=bank_card.masked(told.account_number) if told else "",
        bank_reason=told.bank_reason if told else "",
        advice=_advice(status, told),
    )


def _mended(instalment: Instalment) -> PaymentStep:
    """A failed instalment whose person has changed or confirmed the account since: it only waits to be drawn again."""
    return PaymentStep(
        instalment_id=instalment.pk,
        award_id=instalment.award_id,
        sequence=instalment.sequence,
        amount_yuan=instalment.amount_yuan,
        due_on=instalment.due_on,
        paid_on=None,
        status=InstalmentStatus.DUE.value,
        status_text=_("已确认，等待列入下一批"),
        kind="info",
        masked_account="",
        bank_reason="",
        advice=_("上次银行未能付款。您已更正或重新确认收款账户，等待人才办列入下一批发放。"),
    )


def _advice(status: InstalmentStatus, line: PaymentLine | None) -> str:
    if status == InstalmentStatus.FAILED:
        return _("银行未能付款。请更正银行账户；账户无误的，请重新确认一次，之后会列入下一批发放。")
    if status == InstalmentStatus.DUE:
        return _("已到发放时间，等待人才办列入发放批次。请确认银行账户可以正常收款。")
    if status == InstalmentStatus.BATCHED and line is not None and line.batch.status == BatchStatus.RELEASED:
        return _("财政局已放行，正在等待银行付款。")
    if status == InstalmentStatus.BATCHED:
        return _("正在办理发放，财政局审核放行后由银行付款。")
    if status == InstalmentStatus.SCHEDULED:
        return _("到期前用人单位会再次确认您是否在职。")
    return ""
