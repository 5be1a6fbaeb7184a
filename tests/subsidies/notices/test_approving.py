"""The final approval of a list: recorded before it is published, and shown wherever the list is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from subsidies.applications.models import Application
from subsidies.notices import actions, approving
from subsidies.notices.exports.course_statement import course_statement
from subsidies.notices.models import MinutesScan, PublicNotice
from talent.audit.models import AuditEvent
from talent.uploads.inspection import inspect_upload
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.notices.stages import approved, drawn, on, published
from tests.talent.profiles.forms.scans import photo

pytestmark = pytest.mark.django_db
NUMBER, DAY = "长汽开人才会纪〔2026〕12号", dt.date(2026, 11, 23)


def unapproved(office: Office, *cases: Application) -> PublicNotice:
    return drawn(office, *cases, minutes_number="", minutes_on=None)


def test_a_list_that_was_not_approved_is_not_published(office: Office):
    notice = unapproved(office)
    with pytest.raises(ActionRefused, match="还没有登记名单审定的会议纪要文号和日期，不能发布。"):
        actions.publish(notice, by=office.reviewer)
    approving.record_approval(notice, NUMBER, DAY, by=office.reviewer)
    assert actions.publish(notice, by=office.reviewer).status == "published"


def test_an_old_draft_with_a_number_alone_waits_for_its_day(office: Office):
    notice = drawn(office)
    PublicNotice.objects.update(minutes_on=None)
    with pytest.raises(ActionRefused):
        actions.publish(notice, by=office.reviewer)


def test_the_approval_is_logged_with_number_and_day(office: Office):
    notice = unapproved(office)
    for _ in range(2):
        approving.record_approval(notice, NUMBER, DAY, by=office.reviewer)
    event = AuditEvent.objects.get(verb="notice.approved")
    assert (event.object_id, event.actor, event.detail) == (
        str(notice.pk),
        office.reviewer,
        {"number": notice.number, "minutes": NUMBER, "minutes_on": "2026-11-23", "minutes_before": ""},
    )


def test_drawing_up_with_the_minutes_records_the_approval(office: Office):
    notice = drawn(office)
    event = AuditEvent.objects.get(verb="notice.approved")
    assert (notice.is_approved, event.detail["minutes"]) == (True, notice.minutes_number)


def test_a_correction_keeps_the_number_before_in_the_log(office: Office):
    before = drawn(office).minutes_number
    approving.record_approval(PublicNotice.objects.get(), NUMBER, DAY, by=office.reviewer)
    assert AuditEvent.objects.filter(verb="notice.approved").latest("pk").detail["minutes_before"] == before


@pytest.mark.parametrize(
    ("number", "on", "sentence"),
    [
        ("", DAY, "请填写审定会议纪要的文号和日期。"),
        (NUMBER, None, "请填写审定会议纪要的文号和日期。"),
        (NUMBER, dt.date(2026, 11, 24), "审定日期不能晚于今天。"),
        (NUMBER, dt.date(2026, 11, 22), "最后一件申请 2026年11月23日 才复核通过，审定日期不能早于这一天"),
        ("220102200005010014", DAY, "这里像是写了身份证号码、银行账号或手机号码。公示内容不得含有这些信息。"),
    ],
)
def test_what_is_no_approval_is_refused(office: Office, number: str, on: dt.date | None, sentence: str):
    with pytest.raises(ActionRefused, match=sentence):
        approving.record_approval(unapproved(office), number, on, by=office.reviewer)


def test_the_last_recheck_of_the_list_counts_and_no_other(office: Office):
    """A meeting of Monday approves what was rechecked that day, not what was rechecked on Tuesday."""
    monday = approved(office)
    with on(dt.date(2026, 11, 24)):
        tuesday = approved(office)
        alone = unapproved(office, monday)
        approving.record_approval(alone, NUMBER, DAY, by=office.reviewer)
        actions.discard(alone, by=office.reviewer)
        with pytest.raises(ActionRefused, match="最后一件申请 2026年11月24日 才复核通过"):
            approving.record_approval(unapproved(office, monday, tuesday), NUMBER, DAY, by=office.reviewer)
    alone.refresh_from_db()
    assert alone.minutes_on == DAY


def test_a_published_notice_keeps_its_minutes(office: Office):
    with pytest.raises(ActionRefused, match="公示已发布或已作废，审定的文号和日期不能再改。"):
        approving.record_approval(published(office), NUMBER, DAY, by=office.reviewer)


@pytest.mark.parametrize("role", ["auditor", "finance_officer", "applicant"])
def test_only_reviewers_record_an_approval(office: Office, role: str):
    with pytest.raises(ActionRefused, match="只有人才办审核人员可以办理公示。"):
        approving.record_approval(unapproved(office), NUMBER, DAY, by=make_user(role))


def test_the_database_knows_no_published_notice_without_minutes(office: Office):
    notice = published(office)
    with pytest.raises(IntegrityError, match="published_notice_was_approved"), transaction.atomic():
        PublicNotice.objects.filter(pk=notice.pk).update(minutes_number="")


def test_the_statement_names_number_and_day(office: Office):
    notice = published(office)
    facts = dict(course_statement(notice, objections=0, handling="").facts)
    assert facts["审定纪要"] == f"{notice.minutes_number}（2026年11月23日）"


def test_a_scan_is_kept_once_and_logged(office: Office):
    notice = published(office)
    scans = [approving.attach_minutes(notice, inspect_upload(photo()), by=office.reviewer) for _ in range(2)]
    logged = AuditEvent.objects.filter(verb="notice.minutes_attached", object_id=str(notice.pk)).count()
    files = len(default_storage.listdir(scans[0].storage_name.rpartition("/")[0])[1])
    assert (scans[0], MinutesScan.objects.count(), logged, files) == (scans[1], 1, 1, 1)


def test_a_discarded_notice_takes_no_scan(office: Office):
    notice = actions.discard(drawn(office), by=office.reviewer)
    with pytest.raises(ActionRefused, match="公示已作废，不能再上传。"):
        approving.attach_minutes(notice, inspect_upload(photo()), by=office.reviewer)
    assert MinutesScan.objects.count() == 0
