"""The one table of what may happen to a mandate."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import SYSTEM, Role
from talent.workflow.table import Transition, WorkflowTable


class MandateStatus(TextChoices):
    OPENED = "opened", _("待本人授权")
    IN_FORCE = "in_force", _("授权有效")
    ENDED = "ended", _("已终止")


S = MandateStatus
AGENTS = (Role.REVIEWER, Role.HR_OFFICER)
"""Roles that may file for others."""

MANDATE = WorkflowTable(
    name="mandate",
    statuses=MandateStatus,
    initial=S.OPENED,
    transitions=[
        Transition("take_effect", (S.OPENED,), S.IN_FORCE, AGENTS, _("授权生效")),
        Transition("end", (S.OPENED, S.IN_FORCE), S.ENDED, (*AGENTS, Role.APPLICANT, SYSTEM), _("终止授权")),
    ],
)
