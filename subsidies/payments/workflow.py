"""The tables of what may happen to an instalment, a batch, a line of one, a bank's return and its exceptions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import ReturnStatus
from talent.accounts.roles import SYSTEM, Role
from talent.workflow.table import Transition, WorkflowTable


class InstalmentStatus(TextChoices):
    SCHEDULED = "scheduled", _("未到期")
    DUE = "due", _("待发放")
    BATCHED = "batched", _("发放办理中")
    PAID = "paid", _("已发放")
    FAILED = "failed", _("发放失败")
    REVERSED = "reversed", _("已退汇")
    CANCELLED = "cancelled", _("不再发放")
    SET_OFF = "set_off", _("已抵扣")


class BatchStatus(TextChoices):
    DRAFT = "draft", _("拟定中")
    SEALED = "sealed", _("已封存，待财政审核")
    RETURNED = "returned", _("财政退回")
    APPROVED = "approved", _("财政已审核，待放行")
    RELEASED = "released", _("已放行，待银行回盘")
    SETTLED = "settled", _("已结清")
    CANCELLED = "cancelled", _("已取消")


class LineStatus(TextChoices):
    UNANSWERED = "unanswered", _("待回盘")
    PAID = "paid", _("已付")
    FAILED = "failed", _("付款失败")
    REVERSED = "reversed", _("已退汇")
    REFUNDED = "refunded", _("已退回国库")
    PAID_TWICE = "paid_twice", _("重复发放")
    CANCELLED = "cancelled", _("已取消")


class ExceptionStatus(TextChoices):
    OPEN = "open", _("待处理")
    PROPOSED = "proposed", _("待复核")
    RESOLVED = "resolved", _("已处理")


class HoldStatus(TextChoices):
    LIVE = "live", _("暂停中")
    LIFTED = "lifted", _("已解除")


class RecoveryStatus(TextChoices):
    DRAFTED = "drafted", _("待确认")
    CONFIRMED = "confirmed", _("已确认，待通知")
    NOTIFIED = "notified", _("已通知，待缴款")
    SETTLED = "settled", _("已结清")
    WRITTEN_OFF = "written_off", _("已核销")
    CANCELLED = "cancelled", _("已取消")


class ProposalStatus(TextChoices):
    PROPOSED = "proposed", _("待另一人确认")
    CONFIRMED = "confirmed", _("已确认")
    DROPPED = "dropped", _("未同意")


class RevocationStatus(TextChoices):
    PROPOSED = "proposed", _("待另一人确认")
    CONFIRMED = "confirmed", _("已撤销授予")
    DROPPED = "dropped", _("不予撤销")


B, L, R, C, E = BatchStatus, LineStatus, ReturnStatus, RecoveryStatus, ExceptionStatus
BOTH_SIDES = (Role.FINANCE_OFFICER, Role.REVIEWER)
REQUESTED = (B.SEALED, B.APPROVED, B.RELEASED, B.SETTLED)
"""Statuses in which the office's request for payment stands."""
SENT_BACK = (InstalmentStatus.FAILED, InstalmentStatus.REVERSED)
"""The money is not with the person, and the account has to be corrected or confirmed before it is paid again."""

UNBATCHED = (InstalmentStatus.SCHEDULED, InstalmentStatus.DUE, *SENT_BACK)
"""Statuses in which an instalment is still to be paid and in no batch."""

BACK = (L.FAILED, L.REVERSED, L.REFUNDED)
"""Statuses of a line whose money did not stay with the person, as far as anybody knows."""

RECEIVED = (InstalmentStatus.PAID, InstalmentStatus.SET_OFF)
"""Statuses in which the person has had the money: from the bank, or since a debt of theirs fell by it."""

ENDED = (InstalmentStatus.PAID, InstalmentStatus.CANCELLED, InstalmentStatus.SET_OFF)
"""Statuses in which no money is to go out any more."""

UNPAID = tuple(status for status in InstalmentStatus if status not in ENDED)

INSTALMENT = WorkflowTable(
    name="instalment",
    statuses=InstalmentStatus,
    initial=InstalmentStatus.SCHEDULED,
    transitions=[
        Transition("fall_due", (InstalmentStatus.SCHEDULED,), InstalmentStatus.DUE, (SYSTEM,), _("到期")),
        Transition("draw", (InstalmentStatus.DUE,), InstalmentStatus.BATCHED, (Role.REVIEWER,), _("列入批次")),
        Transition("free", (InstalmentStatus.BATCHED,), InstalmentStatus.DUE, (Role.REVIEWER, SYSTEM), _("退出批次")),
        Transition("pay", (InstalmentStatus.BATCHED,), InstalmentStatus.PAID, BOTH_SIDES, _("银行已付")),
        Transition("fail", (InstalmentStatus.BATCHED,), InstalmentStatus.FAILED, BOTH_SIDES, _("银行退回")),
        Transition("reverse", (InstalmentStatus.PAID,), InstalmentStatus.REVERSED, BOTH_SIDES, _("付款后退汇")),
        Transition(
            "succeed_late",
            (InstalmentStatus.FAILED, InstalmentStatus.DUE, InstalmentStatus.CANCELLED),
            InstalmentStatus.PAID,
            BOTH_SIDES,
            _("失败后又成功"),
        ),
        Transition(
            "account_corrected",
            SENT_BACK,
            InstalmentStatus.DUE,
            (Role.APPLICANT, SYSTEM),
            _("更正账户"),
        ),
        Transition("cancel", UNBATCHED, InstalmentStatus.CANCELLED, (Role.REVIEWER, SYSTEM), _("不再发放")),
        Transition(
            "restore", (InstalmentStatus.CANCELLED,), InstalmentStatus.SCHEDULED, (Role.REVIEWER,), _("恢复发放")
        ),
        Transition("set_off", (InstalmentStatus.DUE,), InstalmentStatus.SET_OFF, (Role.REVIEWER,), _("抵扣应追回款")),
    ],
)

PAYMENT_BATCH = WorkflowTable(
    name="payment_batch",
    statuses=BatchStatus,
    initial=B.DRAFT,
    transitions=[
        Transition("seal", (B.DRAFT,), B.SEALED, (Role.REVIEWER,), _("封存并送财政")),
        Transition("return", (B.SEALED, B.APPROVED), B.RETURNED, (Role.FINANCE_OFFICER,), _("退回人才办")),
        Transition("approve", (B.SEALED,), B.APPROVED, (Role.FINANCE_OFFICER,), _("审核通过")),
        Transition("release", (B.APPROVED,), B.RELEASED, (Role.FINANCE_OFFICER,), _("放行")),
        Transition("settle", (B.RELEASED,), B.SETTLED, BOTH_SIDES, _("全部回盘，结清")),
        Transition("cancel", (B.DRAFT, B.SEALED, B.RETURNED), B.CANCELLED, (Role.REVIEWER,), _("取消批次")),
    ],
)

PAYMENT_LINE = WorkflowTable(
    name="payment_line",
    statuses=LineStatus,
    initial=L.UNANSWERED,
    transitions=[
        Transition("pay", (L.UNANSWERED,), L.PAID, BOTH_SIDES, _("银行已付")),
        Transition("fail", (L.UNANSWERED,), L.FAILED, BOTH_SIDES, _("银行退回")),
        Transition("cancel", (L.UNANSWERED,), L.CANCELLED, (Role.REVIEWER,), _("随批次取消")),
        Transition("reverse", (L.PAID, L.PAID_TWICE), L.REVERSED, BOTH_SIDES, _("付款后退汇")),
        Transition("succeed_late", BACK, L.PAID, BOTH_SIDES, _("失败或退回后又成功")),
        Transition("pay_twice", BACK, L.PAID_TWICE, BOTH_SIDES, _("失败或退回后又成功，已重复发放")),
        Transition("count_first", (L.PAID_TWICE,), L.PAID, BOTH_SIDES, _("补发未成，改按这一笔计")),
        Transition("refund", (L.FAILED, L.REVERSED), L.REFUNDED, (Role.FINANCE_OFFICER,), _("退回国库")),
    ],
)

BANK_RETURN = WorkflowTable(
    name="bank_return",
    statuses=ReturnStatus,
    initial=R.PREVIEW,
    transitions=[
        Transition("quarantine", (R.PREVIEW,), R.QUARANTINED, BOTH_SIDES, _("合计不符，暂缓入账")),
        Transition("accept", (R.QUARANTINED,), R.PREVIEW, BOTH_SIDES, _("认可明细")),
        Transition("commit", (R.PREVIEW,), R.COMMITTED, BOTH_SIDES, _("确认入账")),
        Transition("discard", (R.PREVIEW, R.QUARANTINED), R.DISCARDED, BOTH_SIDES, _("放弃本次回盘")),
    ],
)

RETURN_EXCEPTION = WorkflowTable(
    name="return_exception",
    statuses=ExceptionStatus,
    initial=E.OPEN,
    transitions=[
        Transition("propose", (E.OPEN,), E.PROPOSED, BOTH_SIDES, _("提出处理意见")),
        Transition("refuse", (E.PROPOSED,), E.OPEN, BOTH_SIDES, _("不同意，退回重提")),
        Transition("confirm", (E.PROPOSED,), E.RESOLVED, BOTH_SIDES, _("复核同意")),
    ],
)

HOLD = WorkflowTable(
    name="hold",
    statuses=HoldStatus,
    initial=HoldStatus.LIVE,
    transitions=[
        Transition("lift", (HoldStatus.LIVE,), HoldStatus.LIFTED, (Role.REVIEWER, SYSTEM), _("解除暂停")),
    ],
)

OFFICE_AND_FINANCE = (Role.REVIEWER, Role.FINANCE_OFFICER)
RECOVERY = WorkflowTable(
    name="recovery",
    statuses=RecoveryStatus,
    initial=C.DRAFTED,
    transitions=[
        Transition("confirm", (C.DRAFTED,), C.CONFIRMED, (Role.REVIEWER,), _("确认追回")),
        Transition("notify", (C.CONFIRMED,), C.NOTIFIED, (Role.REVIEWER,), _("发出追回通知书")),
        Transition("settle", (C.CONFIRMED, C.NOTIFIED), C.SETTLED, OFFICE_AND_FINANCE, _("结清")),
        Transition("reopen", (C.SETTLED,), C.NOTIFIED, (Role.FINANCE_OFFICER,), _("冲正缴款，恢复追回")),
        Transition("write_off", (C.NOTIFIED,), C.WRITTEN_OFF, (Role.FINANCE_OFFICER,), _("核销")),
        Transition("cancel", (C.DRAFTED, C.CONFIRMED, C.NOTIFIED), C.CANCELLED, (Role.REVIEWER,), _("取消追回")),
    ],
)

RECOVERY_PROPOSAL = WorkflowTable(
    name="recovery_proposal",
    statuses=ProposalStatus,
    initial=ProposalStatus.PROPOSED,
    transitions=[
        Transition(
            "confirm", (ProposalStatus.PROPOSED,), ProposalStatus.CONFIRMED, OFFICE_AND_FINANCE, _("由另一人确认")
        ),
        Transition("drop", (ProposalStatus.PROPOSED,), ProposalStatus.DROPPED, OFFICE_AND_FINANCE, _("不同意或收回")),
    ],
)

REVOCATION = WorkflowTable(
    name="revocation",
    statuses=RevocationStatus,
    initial=RevocationStatus.PROPOSED,
    transitions=[
        Transition(
            "confirm", (RevocationStatus.PROPOSED,), RevocationStatus.CONFIRMED, (Role.REVIEWER,), _("确认撤销授予")
        ),
        Transition("drop", (RevocationStatus.PROPOSED,), RevocationStatus.DROPPED, (Role.REVIEWER,), _("不予撤销")),
    ],
)
