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


B, L, R, E = BatchStatus, LineStatus, ReturnStatus, ExceptionStatus
BOTH_SIDES = (Role.FINANCE_OFFICER, Role.REVIEWER)
REQUESTED = (B.SEALED, B.APPROVED, B.RELEASED, B.SETTLED)
"""Statuses in which the office's request for payment stands."""
SENT_BACK = (InstalmentStatus.FAILED, InstalmentStatus.REVERSED)
"""The money is not with the person, and the account has to be corrected or confirmed before it is paid again."""

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
            (InstalmentStatus.FAILED, InstalmentStatus.DUE),
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
        Transition("reverse", (L.PAID,), L.REVERSED, BOTH_SIDES, _("付款后退汇")),
        Transition("succeed_late", (L.FAILED,), L.PAID, BOTH_SIDES, _("失败后又成功")),
        Transition("pay_twice", (L.FAILED,), L.PAID_TWICE, BOTH_SIDES, _("失败后又成功，已重复发放")),
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
