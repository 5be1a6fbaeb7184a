"""The one table of what may happen to a staff roster."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import Role
from talent.workflow.table import Transition, WorkflowTable

READING, COMMITTING = "roster.reading", "roster.committing"
"""Kinds of work that the worker does on rosters."""


class RosterStatus(TextChoices):
    PREVIEW = "preview", _("待确认")
    COMMITTED = "committed", _("已生效")
    DISCARDED = "discarded", _("已放弃")
    TAKEN_BACK = "taken_back", _("已撤回")


HAVE_COUNTED = (RosterStatus.COMMITTED, RosterStatus.TAKEN_BACK)
"""Statuses of rosters that count, or counted once."""

ROSTER = WorkflowTable(
    name="roster",
    statuses=RosterStatus,
    initial=RosterStatus.PREVIEW,
    transitions=[
        Transition("commit", (RosterStatus.PREVIEW,), RosterStatus.COMMITTED, (Role.HR_OFFICER,), _("确认导入")),
        Transition("discard", (RosterStatus.PREVIEW,), RosterStatus.DISCARDED, (Role.HR_OFFICER,), _("放弃导入")),
        Transition("take_back", (RosterStatus.COMMITTED,), RosterStatus.TAKEN_BACK, (Role.HR_OFFICER,), _("撤回导入")),
    ],
)
