"""The tables of what may happen to an instalment, a payment batch, a line of one and a bank's return."""

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
    CANCELLED = "cancelled", _("已取消")


class HoldStatus(TextChoices):
    LIVE = "live", _("暂停中")
    LIFTED = "lifted", _("已解除")


B, L, R = BatchStatus, LineStatus, ReturnStatus
BOTH_SIDES = (Role.FINANCE_OFFICER, Role.REVIEWER)
REQUESTED = (B.SEALED, B.APPROVED, B.RELEASED, B.SETTLED)
"""Statuses in which the office's request for payment stands."""

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
        Transition(
            "account_corrected",
            (InstalmentStatus.FAILED,),
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
    ],
)

BANK_RETURN = WorkflowTable(
    name="bank_return",
    statuses=ReturnStatus,
    initial=R.PREVIEW,
    transitions=[
        Transition("commit", (R.PREVIEW,), R.COMMITTED, BOTH_SIDES, _("确认入账")),
        Transition("discard", (R.PREVIEW,), R.DISCARDED, BOTH_SIDES, _("放弃本次回盘")),
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
