"""The one table of what may happen to an objection."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import Role
from talent.workflow.table import Transition, WorkflowTable


class ObjectionStatus(TextChoices):
    RECEIVED = "received", _("待受理")
    EXAMINING = "examining", _("核查中")
    UPHELD = "upheld", _("异议成立")
    DISMISSED = "dismissed", _("异议不成立")
    DECLINED = "declined", _("不予受理")
    LEAD = "lead", _("留作线索")


class Channel(TextChoices):
    """How an objection reached the office."""

    PORTAL = "portal", _("网上")
    PHONE = "phone", _("电话")
    LETTER = "letter", _("来信")
    VISIT = "visit", _("来访")


S = ObjectionStatus
OPEN = (S.RECEIVED, S.EXAMINING)
"""Statuses in which somebody of the office has still to act, and the person objected to is not granted anything."""

OBJECTION = WorkflowTable(
    name="objection",
    statuses=ObjectionStatus,
    initial=S.RECEIVED,
    transitions=[
        Transition("accept", (S.RECEIVED, S.LEAD), S.EXAMINING, (Role.REVIEWER,), _("受理核查")),
        Transition("decline", (S.RECEIVED,), S.DECLINED, (Role.REVIEWER,), _("不予受理")),
        Transition("keep_as_lead", (S.RECEIVED,), S.LEAD, (Role.REVIEWER,), _("留作线索")),
        Transition("uphold", (S.EXAMINING,), S.UPHELD, (Role.REVIEWER,), _("认定成立")),
        Transition("dismiss", (S.EXAMINING,), S.DISMISSED, (Role.REVIEWER,), _("认定不成立")),
    ],
)
