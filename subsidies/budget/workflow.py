"""The table of what may happen to a budget line."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import Role
from talent.workflow.table import Transition, WorkflowTable


class LineState(TextChoices):
    OPEN = "open", _("执行中")
    CLOSED = "closed", _("已年终结账")


BUDGET_LINE = WorkflowTable(
    name="budget_line",
    statuses=LineState,
    initial=LineState.OPEN,
    transitions=[
        Transition("close", (LineState.OPEN,), LineState.CLOSED, (Role.FINANCE_OFFICER,), _("年终结账")),
    ],
)
