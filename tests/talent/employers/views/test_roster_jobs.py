"""The one address of a large roster: how far it is read, then the preview, or why there is none."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.employers.actions import roster_jobs
from talent.employers.models import Employer, Roster
from talent.jobs.models import Job
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.notifications.targets import target_of
from tests.factories import make_employer, make_user
from tests.talent.employers.rosters import HEADER, commit, hr_of, preview, roster_file, row, upload

pytestmark = pytest.mark.django_db
LIST = "/employer/rosters/"
NEW = "/employer/rosters/new/"


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_jobs, "READ_AT_ONCE_BYTES", -1)
    monkeypatch.setattr(roster_jobs, "COMMIT_AT_ONCE", -1)


def send(client: Client, employer: Employer, *rows: list[Any], **fields: Any) -> str:
    """Upload a file; the address that follows."""
    answer = client.post(NEW, {"employer": employer.pk, "file": upload(roster_file(*rows, **fields))})
    assert answer.status_code == 302
    return str(answer["Location"])


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_address_shows_how_far_it_is_read_and_then_the_preview(signed_in: Client, employer: Employer):
    address = send(signed_in, employer, row(), row())
    job = Job.objects.get()
    assert (address, "已收到，正在等待后台办理。" in page(signed_in, address)) == (f"{LIST}{job.subject}/", True)
    Job.objects.update(started_at=job.requested_at, stage="reading", done=1234, total=0)
    assert "第 1 步，共 4 步：读取文件" in (shown := page(signed_in, address))
    assert "1,234 行" in shown
    Job.objects.update(stage="checking", done=1000, total=200000)
    assert "第 2 步，共 4 步：逐行检查" in (shown := page(signed_in, address))
    assert ("1,000 / 200,000 行" in shown, '<progress value="1000" max="200000"' in shown) == (True, True)
    run_outbox()
    assert "确认导入 2 人" in page(signed_in, address)


def test_who_left_finds_the_work_on_the_list_and_the_preview_by_the_message(
    signed_in: Client, employer: Employer, hr: User
):
    address = send(signed_in, employer, row())
    assert ("正在读取“花名册.xlsx”" in (shown := page(signed_in, LIST)), f'href="{address}"' in shown) == (True, True)
    run_outbox()
    assert "正在读取" not in page(signed_in, LIST)
    target = target_of(Message.objects.get(recipient=hr))
    assert target is not None
    assert (target.url, target.text) == (address, "查看这份花名册")


def test_a_worker_that_fell_silent_is_said_to_be_interrupted(signed_in: Client, employer: Employer):
    address = send(signed_in, employer, row())
    long_ago = "2026-01-01T00:00:00Z"
    Job.objects.update(started_at=long_ago, heard_at=long_ago)
    assert "后台办理中断" in page(signed_in, address)


def test_a_refusal_stands_at_the_address_and_leads_to_a_new_form(signed_in: Client, employer: Employer):
    address = send(signed_in, employer, header=HEADER[:2])
    run_outbox()
    shown = page(signed_in, address)
    assert ("这份花名册没有读取，一切保持原状" in shown, f'href="{NEW}"' in shown) == (True, True)


def test_headings_are_asked_about_at_the_address_and_the_answer_reads_the_file_again(
    signed_in: Client, employer: Employer
):
    address = send(signed_in, employer, row("独孤求败"), header=["员工", *HEADER[1:]])
    run_outbox()
    assert ("哪一列是“姓名”" in (shown := page(signed_in, address)), "独孤求败" in shown) == (True, True)
    answer = signed_in.post(f"{address}headings/", {"meaning-name": "员工"}, follow=True)
    assert ("后台正在重新读取" in answer.content.decode(), answer.redirect_chain) == (True, [(address, 302)])
    run_outbox()
    assert "确认导入 1 人" in page(signed_in, address)
    again = signed_in.post(f"{address}headings/", {"meaning-name": "员工"}, follow=True)
    assert ("不再保留" in again.content.decode(), Roster.objects.count()) == (True, 1)


def test_nobody_else_sees_the_work_or_answers_for_it(client: Client, employer: Employer, hr: User):
    client.force_login(hr)
    address = send(client, employer, row())
    client.force_login(hr_of(make_employer(parent=employer)))
    assert [client.get(address).status_code, client.post(f"{address}headings/").status_code] == [404, 404]
    assert "正在读取" not in page(client, LIST)
    client.force_login(make_user(Role.REVIEWER))
    assert client.get(address).status_code == 403


def test_a_large_commit_shows_its_progress_then_what_counts(signed_in: Client, employer: Employer, hr: User):
    roster = preview(employer, row(), row(), by=hr)
    address = reverse("employer:roster", args=[roster.pk])
    answer = signed_in.post(f"{address}commit/", follow=True).content.decode()
    assert ("已提交，后台正在导入。" in answer, "正在导入花名册" in answer, "确认导入 2 人" in answer) == (
        True,
        True,
        False,
    )
    Job.objects.update(started_at=Job.objects.get().requested_at, stage="replacing", done=1, total=2)
    assert "1 / 2 行" in page(signed_in, address)
    run_outbox()
    assert "已生效" in page(signed_in, address)


def test_why_it_was_not_committed_stands_above_the_new_counts(signed_in: Client, employer: Employer, hr: User):
    roster = preview(employer, row(), by=hr)
    address = reverse("employer:roster", args=[roster.pk])
    signed_in.post(f"{address}commit/")
    Job.objects.update(finished_at=Job.objects.get().requested_at)
    commit(employer, row(), by=hr)
    Job.objects.update(finished_at=None)
    run_outbox()
    shown = page(signed_in, address)
    assert ("上次没有导入，一切保持原状" in shown, "人数已重新计算" in shown, "确认导入 1 人" in shown) == (True,) * 3
