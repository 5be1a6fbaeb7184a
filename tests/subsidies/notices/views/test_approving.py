"""The page on which a list's final approval is recorded, and where it is shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from subsidies.notices import approving
from subsidies.notices.models import MinutesScan, PublicNotice
from talent.audit.models import AuditEvent
from talent.uploads.inspection import inspect_upload
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.notices.stages import drawn, published
from tests.subsidies.notices.views.test_office import MANAGE, as_
from tests.talent.profiles.forms.scans import photo

pytestmark = pytest.mark.django_db
NUMBER = "长汽开人才会纪〔2026〕12号"
TOO_EARLY = "名单中最后一件申请 2026年11月23日 才复核通过，审定日期不能早于这一天，请核对会议纪要。"


def page(notice: PublicNotice) -> str:
    return reverse("notices:approve", args=[notice.pk])


def test_number_day_and_scan_are_recorded_together_and_shown(office: Office):
    notice, client = drawn(office, minutes_number="", minutes_on=None), as_(office.reviewer)
    before = client.get(f"{MANAGE}{notice.pk}/").content.decode()
    sent = {"minutes_number": NUMBER, "minutes_on": "2026-11-23", "file": photo()}
    response = client.post(page(notice), sent)
    after = client.get(f"{MANAGE}{notice.pk}/").content.decode()
    offered = [("登记审定" in text, "发布公示</a>" in text, NUMBER in text) for text in (before, after)]
    assert (response.status_code, offered, MinutesScan.objects.get().original_name in after) == (
        302,
        [(True, False, False), (False, True, True)],
        True,
    )


def test_the_public_reads_number_and_day(office: Office):
    notice = published(office)
    shown = as_(make_user("applicant")).get(reverse("notices:detail", args=[notice.pk])).content.decode()
    assert f"{notice.minutes_number}，2026年11月23日" in shown


def test_a_published_notice_takes_the_scan_alone(office: Office):
    notice, client = published(office), as_(office.reviewer)
    fields = list(client.get(page(notice)).context["form"].fields)
    client.post(page(notice), {"minutes_number": NUMBER, "minutes_on": "2026-11-21", "file": photo()})
    notice.refresh_from_db()
    assert (fields, notice.minutes_number == NUMBER, MinutesScan.objects.count()) == (["file"], False, 1)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"minutes_number": ""}, "minutes_number", "请填写审定会议纪要文号。"),
        ({"minutes_on": ""}, "minutes_on", "请填写审定日期。"),
        ({"minutes_on": "2026-11-24"}, "minutes_on", "审定日期不能晚于今天。"),
        ({"minutes_on": "2026-11-22"}, "minutes_on", TOO_EARLY),
    ],
)
def test_what_is_missing_is_said_at_the_field(office: Office, changes: dict[str, Any], field: str, sentence: str):
    sent = {"minutes_number": NUMBER, "minutes_on": "2026-11-23"} | changes
    response = as_(office.reviewer).post(page(drawn(office)), sent)
    assert (response.status_code, response.context["form"].errors) == (422, {field: [sentence]})


def test_a_later_scan_that_was_not_chosen_is_said(office: Office):
    response = as_(office.reviewer).post(page(published(office)))
    assert response.context["form"].errors == {"file": ["请选择要上传的扫描件。"]}


@pytest.mark.parametrize(
    ("role", "status"), [("reviewer", 200), ("auditor", 200), ("finance_officer", 403), ("applicant", 403)]
)
def test_minutes_are_for_the_office_and_auditors_and_their_reading_is_logged(office: Office, role: str, status: int):
    scan = approving.attach_minutes(drawn(office), inspect_upload(photo()), by=office.reviewer)
    response = as_(make_user(role)).get(reverse("notices:minutes", args=[scan.pk]))
    read = AuditEvent.objects.filter(verb="notice.minutes_read").count()
    assert (response.status_code, read) == (status, int(status == 200))


@pytest.mark.parametrize("role", ["auditor", "finance_officer", "hr_officer", "applicant"])
def test_only_reviewers_record(office: Office, role: str):
    assert as_(make_user(role)).post(page(drawn(office))).status_code == 403


def test_a_discarded_notice_is_not_there_to_approve(office: Office):
    notice = drawn(office)
    client = as_(office.reviewer)
    client.post(reverse("notices:discard", args=[notice.pk]))
    assert client.get(page(notice)).status_code == 404
