"""The one table of what may happen to an invitation to apply."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import SYSTEM, Role
from talent.workflow.table import Transition, WorkflowTable


class OfferStatus(TextChoices):
    INVITED = "invited", _("已邀请")
    OPENED = "opened", _("已查看")
    APPLIED = "applied", _("已申请")
    DECLINED = "declined", _("不申请")
    WITHDRAWN = "withdrawn", _("已收回")


S = OfferStatus
OPEN = (S.INVITED, S.OPENED)
"""Statuses in which the invitation waits for its person."""

OFFER = WorkflowTable(
    name="offer",
    statuses=OfferStatus,
    initial=S.INVITED,
    transitions=[
        Transition("open", (S.INVITED,), S.OPENED, (Role.APPLICANT,), _("查看邀请")),
        Transition("decline", OPEN, S.DECLINED, (Role.APPLICANT, SYSTEM), _("不申请，不再提醒")),
        Transition("apply", (*OPEN, S.DECLINED), S.APPLIED, (Role.APPLICANT, SYSTEM), _("提交申请")),
        Transition("withdraw", OPEN, S.WITHDRAWN, (Role.HR_OFFICER, SYSTEM), _("收回邀请")),
    ],
)
