"""The one table of what may happen to a public notice."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import SYSTEM, Role
from talent.workflow.table import Transition, WorkflowTable


class NoticeStatus(TextChoices):
    DRAFT = "draft", _("拟定中")
    PUBLISHED = "published", _("公示中")
    ENDED = "ended", _("公示期满")
    DISCARDED = "discarded", _("已作废")


S = NoticeStatus
PUBLIC_NOTICE = WorkflowTable(
    name="public_notice",
    statuses=NoticeStatus,
    initial=S.DRAFT,
    transitions=[
        Transition("publish", (S.DRAFT,), S.PUBLISHED, (Role.REVIEWER,), _("发布公示")),
        Transition("discard", (S.DRAFT,), S.DISCARDED, (Role.REVIEWER,), _("作废")),
        Transition("end", (S.PUBLISHED,), S.ENDED, (SYSTEM,), _("公示期满")),
    ],
)
