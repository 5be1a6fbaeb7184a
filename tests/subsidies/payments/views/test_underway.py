"""Pages of batches and returns that the worker is at, and of lines that are held."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from subsidies.payments import actions
from subsidies.payments.actions import background
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.queries.held import held_lines
from talent.accounts.models import User
from talent.calendars import clock
from talent.jobs.models import Job
from talent.notifications.lease import LEASE
from talent.notifications.outbox import run_outbox
from tests.factories import make_user
from tests.subsidies.payments.stages import Desk, change_account, lines_of
from tests.subsidies.payments.views.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch):
    monkeypatch.setattr(background, "AT_ONCE_UP_TO", 2)


def page(sign_in: SignIn, user: User, name: str, key: uuid.UUID) -> str:
    return sign_in(user).get(reverse(name, args=[key])).content.decode()


def ask(desk: Desk) -> PaymentBatch:
    batch = desk.drawn()
    actions.request_seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核对")
    return batch


def test_the_page_shows_what_is_being_done_and_how_far_it_is(sign_in: SignIn, desk: Desk):
    batch = ask(desk)
    assert "正在等待后台办理" in page(sign_in, desk.clerk, "payments:batch", batch.pk)
    job = Job.objects.get()
    Job.objects.update(started_at=job.requested_at, stage="copying", done=2)
    shown = page(sign_in, desk.clerk, "payments:batch", batch.pk)
    assert ("封存中（第 2 步，共 3 步）：固定收款人和账户" in shown, "2 / 3" in shown, "<script>" in shown) == (
        True,
        True,
        False,
    )
    run_outbox()
    assert "已封存，待财政审核" in page(sign_in, desk.clerk, "payments:batch", batch.pk)


@pytest.mark.parametrize(("ago", "said"), [(LEASE / 2, False), (LEASE * 2, True)])
def test_the_page_says_when_the_worker_is_silent_beyond_the_lease(sign_in: SignIn, desk: Desk, ago, said: bool):
    batch = ask(desk)
    Job.objects.update(started_at=clock.real_now() - ago, heard_at=clock.real_now() - ago)
    assert ("后台办理中断" in page(sign_in, desk.clerk, "payments:batch", batch.pk)) is said


def test_the_page_of_sealing_leads_to_what_is_underway(sign_in: SignIn, desk: Desk):
    batch = ask(desk)
    response = sign_in(desk.clerk).get(reverse("payments:seal", args=[batch.pk]))
    assert response.headers["Location"] == reverse("payments:batch", args=[batch.pk])


def test_a_refusal_of_the_worker_stands_on_the_page(sign_in: SignIn, desk: Desk):
    batch = ask(desk)
    change_account(lines_of(batch)[0].instalment.award.person)
    run_outbox()
    shown = page(sign_in, desk.clerk, "payments:batch", batch.pk)
    assert ("上次提交的封存没有办理，批次没有变化" in shown, "暂不能发放" in shown) == (True, True)


def test_finance_sees_the_held_lines_first_and_their_token_travels(sign_in: SignIn, desk: Desk):
    batch = desk.sealed()
    person = lines_of(batch)[0].instalment.award.person
    actions.place_hold(person, by=make_user("reviewer"), pk=uuid.uuid4(), kind=HoldKind.DISPUTE_OPEN, reason="举报")
    shown = page(sign_in, desk.approver, "finance:approve", batch.pk)
    token = held_lines(batch).token
    assert (person.name in shown, "异议或申诉正在核查" in shown, f'value="{token}"' in shown) == (True, True, True)
    url, client = reverse("finance:approve", args=[batch.pk]), sign_in(desk.approver)
    words = {"digest": batch.digest, "checked": "on", "held_reason": "已核实"}
    stale = client.post(url, words).content.decode()
    assert ("与您打开页面时不同" in stale, f'value="{token}"' in stale) == (True, True)
    assert "请写明核对情况" in client.post(url, words | {"held_seen": token, "held_reason": ""}).content.decode()
    assert client.post(url, words | {"held_seen": token}).status_code == 302
    assert "已核实" in page(sign_in, desk.releaser, "finance:release", batch.pk)
    assert "已核实" in page(sign_in, make_user("auditor"), "payments:batch", batch.pk)
