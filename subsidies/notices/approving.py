"""The final approval of a list: the minutes of the meeting that approved it, by number, day and scan."""

from __future__ import annotations

import datetime as dt

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from subsidies.applications.models import Decision
from subsidies.notices import permissions
from subsidies.notices.models import MinutesScan, PublicNotice
from subsidies.notices.queries import decisions_on, last_decided_on
from subsidies.notices.workflow import NoticeStatus
from talent.accounts.models import User
from talent.audit import events as audit
from talent.audit.sensitive import looks_personal
from talent.calendars import clock
from talent.ui.formatting import day
from talent.uploads.inspection import CleanUpload
from talent.workflow.refusals import ActionRefused

MOST_SCANS = 10


def wrong_with_approval(on: dt.date, decisions: QuerySet[Decision]) -> str:
    """What is wrong with a day on which a meeting is said to have approved these decisions; empty if nothing is."""
    if on > clock.today():
        return _("审定日期不能晚于今天。")
    last = last_decided_on(decisions)
    if last and on < last:
        words = _("名单中最后一件申请 %(day)s 才复核通过，审定日期不能早于这一天，请核对会议纪要。")
        return words % {"day": day(last)}
    return ""


@transaction.atomic
def record_approval(notice: PublicNotice, number: str, on: dt.date | None, *, by: User) -> PublicNotice:
    """Record that a meeting approved the whole list, or correct what was recorded, as long as it is a draft.

    Raises:
        ActionRefused: it was published or discarded, the number or the day is missing, or the day is still to come or
            before the last of what was approved.
    """
    permissions.refuse_others(by)
    notice = PublicNotice.objects.select_for_update().get(pk=notice.pk)
    number = number.strip()
    if notice.status != NoticeStatus.DRAFT:
        raise ActionRefused(_("公示已发布或已作废，审定的文号和日期不能再改。"))
    if not number or on is None:
        raise ActionRefused(_("请填写审定会议纪要的文号和日期。"))
    if looks_personal(number):
        raise ActionRefused(_("这里像是写了身份证号码、银行账号或手机号码。公示内容不得含有这些信息。"))
    if wrong := wrong_with_approval(on, decisions_on(notice)):
        raise ActionRefused(wrong)
    before = (notice.minutes_number, notice.minutes_on)
    if before != (number, on):
        notice.minutes_number, notice.minutes_on = number, on
        notice.save(update_fields=["minutes_number", "minutes_on"])
        detail = {"number": notice.number, "minutes": number, "minutes_on": on, "minutes_before": before[0]}
        audit.record("notice.approved", notice, by=by, detail=detail)
    return notice


def attach_minutes(notice: PublicNotice, upload: CleanUpload, *, by: User) -> MinutesScan:
    """Keep the scan of the minutes; the same file again changes nothing.

    Raises:
        ActionRefused: the notice was discarded, or there are too many scans.
    """
    permissions.refuse_others(by)
    storage_name = default_storage.save(upload.name, upload.as_file())
    kept = None
    try:
        kept = _list(notice, storage_name, upload, by=by)
    finally:
        if kept is None or kept.storage_name != storage_name:
            default_storage.delete(storage_name)
    return kept


def note_minutes_reading(scan: MinutesScan, *, by: User) -> None:
    """Log that somebody looked at the minutes: they may speak of people."""
    audit.record("notice.minutes_read", scan, by=by, detail={"number": scan.notice.number})


@transaction.atomic
def _list(notice: PublicNotice, storage_name: str, upload: CleanUpload, *, by: User) -> MinutesScan:
    notice = PublicNotice.objects.select_for_update().get(pk=notice.pk)
    if known := notice.minutes_scans.filter(sha256=upload.sha256).first():
        return known
    if notice.status == NoticeStatus.DISCARDED:
        raise ActionRefused(_("公示已作废，不能再上传。"))
    if notice.minutes_scans.count() >= MOST_SCANS:
        raise ActionRefused(_("扫描件已有 %(most)d 份，不能再传。请把多页合成一个 PDF。") % {"most": MOST_SCANS})
    scan = MinutesScan.objects.create(
        notice=notice,
        storage_name=storage_name,
        original_name=upload.name,
        content_type=upload.content_type,
        size=upload.size,
        sha256=upload.sha256,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    audit.record("notice.minutes_attached", notice, by=by, detail={"number": notice.number, "sha256": upload.sha256})
    return scan
