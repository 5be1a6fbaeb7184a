"""What waits at the talent office: cases, public notices, payments."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from subsidies.appeals.queries import waiting as appeals_waiting
from subsidies.appeals.workflow import AppealStatus
from subsidies.applications.workflow import ApplicationStatus
from subsidies.notices.models import NoticeEntry, PublicNotice
from subsidies.notices.queries import awaiting_notice
from subsidies.notices.workflow import NoticeStatus
from subsidies.objections.queries import waiting
from subsidies.objections.workflow import ObjectionStatus
from subsidies.payments.filters import UNANSWERED
from subsidies.payments.models import Hold, Instalment, PaymentBatch
from subsidies.payments.waiting import claims_waiting, returns_waiting
from subsidies.payments.workflow import BatchStatus
from subsidies.review.queries import queue
from talent.accounts.models import User
from talent.calendars import clock
from talent.ui import formatting
from talent.ui.stats import Stat, stat


def office_desk(user: User) -> dict[str, Any]:
    """The numbers of the parts of the office's work (seventeen queries)."""
    counts = queue.desk(user)
    parts = [
        (_("审核"), _cases(counts)),
        (_("公示"), _notices(user)),
        (_("申诉"), _appeals(user)),
        (_("拨付"), _payments(user)),
        (_("银行回盘"), _returns(user)),
        (_("追回与撤销"), claims_waiting(user)),
    ]
    return {"counts": counts, "parts": parts}


def _cases(counts: dict[str, int]) -> list[Stat]:
    unit, page = _("件"), "review:queue"
    return [
        _promised(_("待初审"), counts, "review", ApplicationStatus.AWAITING_REVIEW),
        _promised(_("待复核"), counts, "recheck", ApplicationStatus.AWAITING_RECHECK),
        stat(_("申请人补正中"), counts["returned"], unit, page, status=ApplicationStatus.RETURNED.value),
    ]


def _promised(label: str, counts: dict[str, int], name: str, status: ApplicationStatus) -> Stat:
    late, today = counts[f"{name}_late"], counts[f"{name}_today"]
    parts = [_("已超期 %(count)s 件") % {"count": late}] if late else []
    parts += [_("今天到期 %(count)s 件") % {"count": today}] if today else []
    kind = "danger" if late else "warning" if today else ""
    words = _("，").join(parts)
    return stat(label, counts[name], _("件"), "review:queue", note=words, kind=kind, status=status.value)


def _notices(user: User) -> list[Stat]:
    found = PublicNotice.objects.visible_to(user).aggregate(
        drafts=Count("pk", filter=Q(status=NoticeStatus.DRAFT)),
        running=Count("pk", filter=Q(status=NoticeStatus.PUBLISHED)),
        ends_on=Min("ends_on", filter=Q(status=NoticeStatus.PUBLISHED)),
    )
    against = waiting(user, on=clock.today())
    held = NoticeEntry.objects.held().values("application").distinct().count()
    ends = _("最早 %(day)s 期满") % {"day": formatting.day(found["ends_on"])}
    page = "notices:manage"
    return [
        stat(_("待公示"), awaiting_notice(user).count(), _("件"), page, note=_("可以拟定公示"), kind="info"),
        stat(_("拟定中"), found["drafts"], _("份"), page, note=_("核对后发布"), kind="info"),
        stat(_("公示中"), found["running"], _("份"), page, note=ends),
        stat(_("期满未能授予"), held, _("件"), page, note=_("请查明原因"), kind="danger"),
        _objections(_("异议待受理"), against, ObjectionStatus.RECEIVED),
        _objections(_("异议核查中"), against, ObjectionStatus.EXAMINING),
    ]


def _objections(label: str, counts: dict[str, int], status: ObjectionStatus) -> Stat:
    late = counts["late"]
    note = _("有 %(count)s 件已超过承诺日期") % {"count": late} if late else ""
    kind = "danger" if late else "info"
    return stat(label, counts[status.value], _("件"), "objections:list", note=note, kind=kind, status=status.value)


def _appeals(user: User) -> list[Stat]:
    counts = appeals_waiting(user, on=clock.today())
    late = counts["late"]
    note = _("有 %(count)s 件已超过承诺日期") % {"count": late} if late else ""
    kind, page, unit = "danger" if late else "info", "appeals:list", _("件")
    return [
        stat(_("申诉待分派"), counts["filed"], unit, page, note=note, kind=kind, status=AppealStatus.FILED.value),
        stat(_("申诉办理中"), counts["assigned"], unit, page, note=note, kind=kind, status=AppealStatus.ASSIGNED.value),
    ]


def _payments(user: User) -> list[Stat]:
    due = Instalment.objects.visible_to(user).due().summed()
    batches = PaymentBatch.objects.visible_to(user).aggregate(
        drafts=Count("pk", filter=Q(status=BatchStatus.DRAFT)),
        returned=Count("pk", filter=Q(status=BatchStatus.RETURNED)),
    )
    held = Hold.objects.visible_to(user).live().aggregate(people=Count("person", distinct=True))["people"]
    page, unit = "payments:batch_list", _("批")
    amount = _("合计 %(amount)s") % {"amount": formatting.yuan(due["yuan"])}
    draft, returned = BatchStatus.DRAFT.value, BatchStatus.RETURNED.value
    again = _("取消后重新拟定")
    return [
        stat(_("待发放"), due["count"], _("笔"), "payments:due_list", note=amount, kind="info"),
        stat(_("暂停发放"), held, _("人"), "payments:hold_list", note=_("查清后解除"), kind="warning"),
        stat(_("待封存批次"), batches["drafts"], unit, page, kind="info", status=draft),
        stat(_("财政退回"), batches["returned"], unit, page, note=again, kind="warning", status=returned),
    ]


def _returns(user: User) -> list[Stat]:
    late = PaymentBatch.objects.visible_to(user).unanswered(clock.today()).count()
    ask, page = _("请向代发银行查询"), "payments:batch_list"
    overdue = stat(_("逾期未回盘"), late, _("批"), page, note=ask, kind="danger", status=UNANSWERED)
    return [overdue, *returns_waiting(user, "payments")]
