"""Before a proposal is handed on, the officer reads the letter that it would lead to."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from subsidies.applications.models import Application, Decision
from subsidies.review.models import Review
from talent.audit.models import AuditEvent
from talent.jobs.models import Job
from talent.papers.models import IssuedPaper
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.review.stages import somebody
from tests.subsidies.review.views.test_case import as_, propose_data, url

pytestmark = pytest.mark.django_db
REFUSED = {"living_outcome": "refused", "living_reason": "毕业证书编号查无记录"}


@pytest.fixture
def case(office: Office) -> Application:
    return office.at("awaiting_review", somebody(office))


@pytest.fixture
def desk(office: Office) -> Client:
    return as_(office.reviewer)


def read(desk: Client, case: Application, **typed: Any) -> str:
    return desk.post(url("preview_letter", case), propose_data(case, **typed)).content.decode()


def test_a_refusal_is_read_with_its_reason_its_findings_and_the_way_to_appeal(desk: Client, case: Application):
    page = read(desk, case, **REFUSED)
    words = ("生活补贴：不予通过", "审核说明：毕业证书编号查无记录", "登录本平台申诉", '<th scope="row">', "还没有提交")
    assert [each for each in words if each not in page] == []


def test_a_grant_is_read_with_its_amount(desk: Client, case: Application):
    assert "发放生活补贴30,000 元" in read(desk, case)


def test_reading_it_keeps_nothing(desk: Client, case: Application):
    def kept() -> list[Any]:
        counts = [model.objects.count() for model in (Review, IssuedPaper, Decision, AuditEvent, Job)]
        return [fresh(case).status, *counts]

    before = kept()
    read(desk, case, **REFUSED)
    assert kept() == before


def test_what_was_read_is_handed_on_by_its_own_button(desk: Client, case: Application):
    page = read(desk, case, **REFUSED)
    fields = dict(re.findall(r'<input type="hidden" name="(proposal-[^"]+)"(?: value="([^"]*)")?', page))
    desk.post(url("propose", case), fields)
    review = Review.objects.get()
    assert (fresh(case).status, review.application.decisions.get().reason) == (
        "awaiting_recheck",
        REFUSED["living_reason"],
    )


def test_the_way_back_brings_what_was_typed(desk: Client, case: Application):
    page = (
        read(desk, case, **REFUSED)
        and desk.post(url("preview_letter", case), propose_data(case, **REFUSED) | {"back": "1"}).content.decode()
    )
    assert (REFUSED["living_reason"] in page, "还没有提交" in page) == (True, False)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"living_outcome": "refused"}, "不予通过须写明理由"),
        ({"living_outcome": ""}, "请选择同意或不予通过。"),
        ({"amount_yuan": 1}, "测算"),
    ],
)
def test_what_could_not_be_proposed_is_said_on_the_case(desk: Client, case: Application, typed: Any, told: str):
    answer = desk.post(url("preview_letter", case), propose_data(case, **typed))
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_a_submission_of_another_case_is_not_there(desk: Client, case: Application, office: Office):
    other = office.at("awaiting_review", somebody(office))
    assert desk.post(url("preview_letter", case), propose_data(other)).status_code == 404
