"""What a person is paid, for their own timeline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.payments.kinds import HoldKind, StopCause
from subsidies.payments.models import Hold, Instalment, PaymentLine
from subsidies.payments.queries.due import live_holds
from subsidies.payments.workflow import SENT_BACK, BatchStatus, InstalmentStatus, LineStatus
from talent.identifiers import bank_card
from talent.profiles.models import BankAccount, Person
from talent.ui import formatting


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
    InstalmentStatus.CANCELLED: "neutral",
    InstalmentStatus.SET_OFF: "neutral",
    InstalmentStatus.REVERSED: "danger",
}


HELD_BACK = (InstalmentStatus.SCHEDULED, InstalmentStatus.DUE)
"""What a hold keeps back; a failed payment first asks for another account, one under way is told as such."""
UNTOLD = (*HELD_BACK, InstalmentStatus.CANCELLED, InstalmentStatus.SET_OFF)
"""Where a line that did not pay is of no interest any more."""


def payments_of(person: Person) -> list[PaymentStep]:
    """Every instalment of the person's awards, by due day: three queries, or four where a payment failed."""
    instalments = list(Instalment.objects.filter(award__person=person).order_by("due_on", "sequence"))
    if not instalments:
        return []
    lines = PaymentLine.objects.filter(instalment__award__person=person).select_related("batch")
    in_order = sorted(lines, key=lambda line: (line.status == LineStatus.PAID, line.batch.drawn_up_at))
    last_lines = {line.instalment_id: line for line in in_order}
    holds = live_holds([person.pk]).get(person.pk, [])
    failed = any(instalment.status in SENT_BACK for instalment in instalments)
    accounts = BankAccount.objects.current().filter(person=person)
    current = accounts.values_list("pk", flat=True).first() if failed else None
    return [_step(instalment, last_lines.get(instalment.pk), holds, current) for instalment in instalments]


def _step(instalment: Instalment, line: PaymentLine | None, holds: list[Hold], account_id: UUID | None) -> PaymentStep:
    # What was sent back, and whose person has changed or confirmed the account since, only waits to be drawn again.
    mended = instalment.status in SENT_BACK and account_id != instalment.failed_account_id
    status = InstalmentStatus.DUE if mended else InstalmentStatus(instalment.status)
    held = bool(holds) and status in HELD_BACK
    sealed = line is not None and line.batch.sealed_at is not None and line.status != LineStatus.CANCELLED
    told = line if sealed and status not in UNTOLD else None
    words = _("已确认，等待列入下一批") if mended else str(status.label)
    return PaymentStep(
        instalment_id=instalment.pk,
        award_id=instalment.award_id,
        sequence=instalment.sequence,
        amount_yuan=instalment.amount_yuan,
        due_on=instalment.due_on,
        paid_on=instalment.paid_on if status == InstalmentStatus.PAID else None,
        status=status.value,
        status_text=_("暂停发放") if held else words,
        kind="warning" if held else KINDS[status],
        masked_account=bank_card.masked(told.account_number) if told else "",
        bank_reason=told.bank_reason if told else "",
        advice=_why_held(holds) if held else _mended() if mended else _advice(instalment, status, told),
    )


def _why_held(holds: list[Hold]) -> str:
    """In kind words why nothing is paid for now, and what the person can do."""
    words = {
        HoldKind.ACCOUNT_CHANGED: _(
            "您更换了收款账户。为了资金安全，人才办核对后再发放，您不用重新申请。账户不是您本人更换的，请马上联系人才办。"
        ),
        HoldKind.LEFT_EMPLOYER: _(
            "用人单位反映您已离职，所以先暂停发放。您仍然在职的，请联系单位人事重新确认；因病、因工离职等情况，请联系人才办说明。"
        ),
        HoldKind.DISPUTE_OPEN: _("有关您的异议或申诉正在核查，查清后再办理发放。需要说明情况的，请联系人才办。"),
        HoldKind.BY_HAND: _("人才办有情况需要核实，核实后再办理发放。需要了解情况的，请联系人才办。"),
    }
    return " ".join(words[kind] for kind in HoldKind if any(hold.kind == kind for hold in holds))


def _why_stopped(stop_cause: str) -> str:
    if stop_cause == StopCause.AWARD_REVOKED:
        return _("这项授予已撤销，这一期不再发放。撤销决定书在申请页面。")
    return _("您已离职，这一期不再发放。您仍然在职的，请联系单位人事和人才办更正。")


def _mended() -> str:
    return _("上次银行未能付款。您已更正或重新确认收款账户，等待人才办列入下一批发放。")


def _advice(instalment: Instalment, status: InstalmentStatus, line: PaymentLine | None) -> str:
    if status == InstalmentStatus.CANCELLED:
        return _why_stopped(instalment.stop_cause)
    if status == InstalmentStatus.SET_OFF:
        return _("这一期已抵扣您应缴回的款项，不再另行发放。")
    if status == InstalmentStatus.REVERSED and instalment.paid_on:
        return _(
            "银行于 %(day)s付款之后，款项又被退回。请更正银行账户，人才办核对后列入下一批发放；"
            "账户无误的，请重新确认一次。"
        ) % {"day": formatting.day(instalment.paid_on)}
    if status == InstalmentStatus.FAILED:
        return _("银行未能付款。请更正银行账户，人才办核对后列入下一批发放；账户无误的，请重新确认一次。")
    if status == InstalmentStatus.DUE:
        return _("已到发放时间，等待人才办列入发放批次。请确认银行账户可以正常收款。")
    if status == InstalmentStatus.BATCHED and line is not None and line.batch.status == BatchStatus.RELEASED:
        return _("财政局已放行，正在等待银行付款。")
    if status == InstalmentStatus.BATCHED:
        return _("正在办理发放，财政局审核放行后由银行付款。")
    if status == InstalmentStatus.SCHEDULED:
        return _("到期前用人单位会再次确认您是否在职。")
    return ""
