"""公示情况说明: issued when a notice has ended, with what was objected."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from subsidies.notices.actions import issue_statement
from subsidies.notices.models import PublicNotice
from subsidies.notices.tasks import close_ended
from talent.accounts.roles import Role
from talent.papers.exports.sheets import draw_sheets
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.notices.stages import on, published


def ended(office: Office) -> PublicNotice:
    notice = published(office)
    with on(dt.date(2026, 12, 1)):
        close_ended.func()
    notice.refresh_from_db()
    return notice


def test_the_statement_says_how_long_and_what_came_of_it(office: Office):
    notice = ended(office)
    content = issue_statement(notice, by=office.reviewer, objections=0).content
    assert content["parts"][0]["paragraphs"] == [
        f"{notice.title}（{notice.number}）自2026年11月23日至2026年11月30日在本平台公示，"
        "共 5 个工作日，公布了异议受理方式。",
        "公示期间未收到异议。",
        "公示期满，名单所列事项均已授予。",
    ]
    assert content["parts"][1]["rows"] == [["生活补贴", "学士", 1, 30_000]]


def test_a_running_notice_has_no_statement(office: Office, client: Client):
    notice = published(office)
    with pytest.raises(ActionRefused):
        issue_statement(notice, by=office.reviewer, objections=0)
    client.force_login(office.reviewer)
    assert client.get(f"/notices/manage/{notice.pk}/statement/").status_code == 404


def test_objections_need_a_word_on_what_came_of_them(office: Office, client: Client):
    address = f"/notices/manage/{ended(office).pk}/statement/"
    client.force_login(office.reviewer)
    refused = client.post(address, {"objections": "2", "handling": " "})
    accepted = client.post(address, {"objections": "2", "handling": "核查后均不成立，已答复。"})
    paper = IssuedPaper.objects.get(kind="course_statement")
    assert (refused.status_code, "收到异议的，请写明处理情况。" in refused.content.decode(), accepted.status_code) == (
        422,
        True,
        302,
    )
    assert paper.content["parts"][0]["paragraphs"][1] == "公示期间收到异议 2 件。核查后均不成立，已答复。"


def test_it_can_be_printed_and_only_office_and_auditors_read_it(office: Office, client: Client):
    paper = issue_statement(ended(office), by=office.reviewer, objections=0)
    answers = []
    for user in (make_user(), office.hr, make_user(Role.AUDITOR), office.reviewer):
        client.force_login(user)
        answers.append(client.get(f"/papers/{paper.pk}/").status_code)
    assert (answers, draw_sheets([paper])[:5]) == ([404, 404, 200, 200], b"%PDF-")
