"""The one table of what may happen to an appeal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import Role
from talent.workflow.table import Transition, WorkflowTable


class AppealStatus(TextChoices):
    FILED = "filed", _("待分派")
    ASSIGNED = "assigned", _("办理中")
    UPHELD = "upheld", _("申诉成立")
    DISMISSED = "dismissed", _("维持原决定")
    WITHDRAWN = "withdrawn", _("已撤回")


S = AppealStatus
OPEN = (S.FILED, S.ASSIGNED)
"""Statuses in which the office has still to decide."""

APPEAL = WorkflowTable(
    name="appeal",
    statuses=AppealStatus,
    initial=S.FILED,
    transitions=[
        Transition("assign", (S.FILED, S.ASSIGNED), S.ASSIGNED, (Role.REVIEWER,), _("分派")),
        Transition("uphold", (S.ASSIGNED,), S.UPHELD, (Role.REVIEWER,), _("认定申诉成立")),
        Transition("dismiss", (S.ASSIGNED,), S.DISMISSED, (Role.REVIEWER,), _("维持原来的决定")),
        Transition("withdraw", (S.FILED, S.ASSIGNED), S.WITHDRAWN, (Role.APPLICANT,), _("撤回申诉")),
    ],
)
