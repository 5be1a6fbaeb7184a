"""What of a submission can be checked on official pages, and what the checks of it say."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from subsidies.review.codes import checkables, code_of
from subsidies.review.kinds import CodeKind
from subsidies.review.models import CodeCheck
from talent.workflow.refusals import ActionRefused

DAY = dt.date(2026, 11, 23)
KEY = uuid.UUID(int=7)


def degree(**changes: Any) -> dict[str, Any]:
    return {
        "id": str(KEY),
        "level": "master",
        "institution_name": "吉林大学",
        "overseas": False,
        "chsi_code": "AB12CD34EF56",
        "chsi_code_expires_on": "2026-11-23",
    } | changes


def entered(*degrees: dict[str, Any]) -> dict[str, Any]:
    return {"degrees": list(degrees), "employment": {"insured_months": 4}}


@pytest.mark.parametrize(("day", "expired"), [(DAY, False), (DAY + dt.timedelta(days=1), True)])
def test_a_code_holds_through_its_last_day(day: dt.date, expired: bool):
    assert [item.is_expired for item in checkables(entered(degree()), [], on=day)] == [expired, False]


def test_each_degree_and_social_insurance_can_be_checked(settings: Any):
    found = checkables(entered(degree()), [], on=DAY)
    assert [(item.value, item.title, item.code) for item in found] == [
        (f"chsi:{KEY}", "学信网在线验证码 · 硕士 · 吉林大学", "AB12CD34EF56"),
        ("social_insurance", "社会保险缴费记录", ""),
    ]


def test_a_degree_from_abroad_has_no_code_to_check():
    found = checkables(entered(degree(overseas=True, chsi_code="", chsi_code_expires_on=None)), [], on=DAY)
    assert [item.value for item in found] == ["social_insurance"]


def test_a_code_that_was_replaced_is_not_checked_any_more():
    checks = [CodeCheck(kind=CodeKind.CHSI, degree=KEY, code="OLD"), CodeCheck(kind="social_insurance")]
    old, insured = checkables(entered(degree()), checks, on=DAY)
    (renewed, _insured) = checkables(entered(degree(chsi_code="OLD")), checks, on=DAY)
    assert (old.is_checked, insured.is_checked, renewed.is_checked) == (False, True, True)


def test_the_latest_check_comes_first():
    checks = [
        CodeCheck(kind=CodeKind.CHSI, degree=KEY, code="OLD"),
        CodeCheck(kind=CodeKind.CHSI, degree=KEY, code="N"),
    ]
    assert [check.code for check in checkables(entered(degree()), checks, on=DAY)[0].checks] == ["N", "OLD"]


@pytest.mark.parametrize(
    ("kind", "about"), [(CodeKind.CHSI, None), (CodeKind.CHSI, uuid.UUID(int=8)), (CodeKind.SOCIAL_INSURANCE, KEY)]
)
def test_what_the_submission_does_not_have_is_refused(kind: CodeKind, about: uuid.UUID | None):
    with pytest.raises(ActionRefused):
        code_of(entered(degree()), kind, about)


def test_the_code_is_the_one_of_the_submission():
    assert code_of(entered(degree()), CodeKind.CHSI, KEY) == "AB12CD34EF56"
