"""The one table of what may happen to a summary that a unit sent to the office."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import Role
from talent.workflow.table import Transition, WorkflowTable


class SummaryStatus(TextChoices):
    SENT = "sent", _("已报送，待签收")
    RECEIVED = "received", _("人才办已签收")
    TAKEN_BACK = "taken_back", _("单位已撤回")
    RETURNED = "returned", _("人才办已退回")


S = SummaryStatus
WITH_THE_OFFICE = (S.SENT, S.RECEIVED)
"""Statuses in which the paper and its scans are frozen."""

SENT_SUMMARY = WorkflowTable(
    name="sent_summary",
    statuses=SummaryStatus,
    initial=S.SENT,
    transitions=[
        Transition("take_back", (S.SENT,), S.TAKEN_BACK, (Role.HR_OFFICER,), _("撤回报送")),
        Transition("receive", (S.SENT,), S.RECEIVED, (Role.REVIEWER,), _("签收")),
        Transition("return", (S.RECEIVED,), S.RETURNED, (Role.REVIEWER,), _("退回")),
    ],
)
