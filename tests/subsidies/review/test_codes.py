"""What of a submission can be checked on official pages, and what the checks of it say."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from subsidies.applications.models import Submission
from subsidies.review.codes import Checkable, checkables, code_of
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


def entered(*degrees: dict[str, Any], name: str = "李明", **employment: Any) -> dict[str, Any]:
    person = {"name": name, "document_type": "resident_id", "identity_number": "220102200005010014"}
    employed = {"employer_id": "1", "employer_name": "一汽解放", "hired_on": "2026-07-06", "insured_months": 4}
    return {"person": person, "degrees": list(degrees), "employment": employed | employment}


def check(of: dict[str, Any], kind: CodeKind = CodeKind.CHSI, result: str = "matches") -> CodeCheck:
    """A check of a submission with this content."""
    return CodeCheck(
        kind=kind, degree=KEY if kind == CodeKind.CHSI else None, result=result, submission=Submission(entered=of)
    )


def insured(now: dict[str, Any], *checks: CodeCheck) -> Checkable:
    return checkables(now, checks, on=DAY)[-1]


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


@pytest.mark.parametrize(
    ("field", "was", "now", "change"),
    [
        ("chsi_code", "OLD", "AB12CD34EF56", ("学信网在线验证码", "OLD", "AB12CD34EF56")),
        ("institution_name", "吉林大学珠海学院", "吉林大学", ("毕业院校", "吉林大学珠海学院", "吉林大学")),
        ("level", "bachelor", "master", ("学位层次", "学士", "硕士")),
    ],
)
def test_a_check_of_another_code_school_or_level_holds_no_more(field: str, was: str, now: str, change: tuple[str, ...]):
    (item, _insured) = checkables(entered(degree(**{field: now})), [check(entered(degree(**{field: was})))], on=DAY)
    assert (item.is_outdated, item.is_verified, item.checks[0].changes) == (True, False, [change])


@pytest.mark.parametrize(
    ("field", "was", "now", "change"),
    [
        ("insured_months", 4, 12, ("长春社保连续缴费月数", "4 个月", "12 个月")),
        ("hired_on", "2026-07-06", "2026-07-20", ("入职日期", "2026年7月6日", "2026年7月20日")),
    ],
)
def test_a_check_of_social_insurance_holds_no_more_when_its_claim_is_another(
    field: str, was: Any, now: Any, change: tuple[str, ...]
):
    item = insured(entered(**{field: now}), check(entered(**{field: was}), CodeKind.SOCIAL_INSURANCE))
    assert (item.is_outdated, item.is_verified, item.checks[0].changes) == (True, False, [change])


def test_another_employer_is_named_and_a_new_name_of_the_same_is_no_change():
    checked = check(entered(), CodeKind.SOCIAL_INSURANCE)
    moved = insured(entered(employer_id="2", employer_name="一汽大众"), checked)
    renamed = insured(entered(employer_name="一汽解放集团"), checked)
    assert (moved.checks[0].changes, renamed.is_verified) == ([("用人单位", "一汽解放", "一汽大众")], True)


def test_another_name_of_the_applicant_outdates_every_check():
    checks = [check(entered(degree(), name="李铭")), check(entered(name="李铭"), CodeKind.SOCIAL_INSURANCE)]
    assert [item.is_outdated for item in checkables(entered(degree()), checks, on=DAY)] == [True, True]


def test_what_the_official_page_says_nothing_about_may_change():
    checks = [check(entered(degree(chsi_code_expires_on="2026-10-01"))), check(entered(), CodeKind.SOCIAL_INSURANCE)]
    found = checkables(entered(degree(), position="工艺工程师", contract_months=60), checks, on=DAY)
    assert [item.is_verified for item in found] == [True, True]


def test_a_check_holds_again_when_its_claim_is_entered_again():
    checks = [check(entered(), CodeKind.SOCIAL_INSURANCE), check(entered(insured_months=12), CodeKind.SOCIAL_INSURANCE)]
    assert (insured(entered(), *checks).standing, insured(entered(), *checks).is_outdated) == (checks[0], False)


@pytest.mark.parametrize("result", ["differs", "not_found"])
def test_what_the_official_page_does_not_bear_out_is_not_verified(result: str):
    item = insured(entered(), check(entered(), CodeKind.SOCIAL_INSURANCE, result))
    assert (item.is_verified, item.is_outdated) == (False, False)


@pytest.mark.parametrize(("checks", "lapsed"), [([], True), ([check(entered(degree()))], False)])
def test_a_code_that_expires_after_it_was_checked_has_done_its_work(checks: list[CodeCheck], lapsed: bool):
    after = DAY + dt.timedelta(days=1)
    assert checkables(entered(degree()), checks, on=after)[0].lapsed_unchecked is lapsed


def test_the_latest_check_comes_first():
    checks = [check(entered(degree(chsi_code="OLD"))), check(entered(degree()))]
    found = checkables(entered(degree()), checks, on=DAY)[0].checks
    assert [each.row for each in found] == checks[::-1]


@pytest.mark.parametrize(
    ("kind", "about"), [(CodeKind.CHSI, None), (CodeKind.CHSI, uuid.UUID(int=8)), (CodeKind.SOCIAL_INSURANCE, KEY)]
)
def test_what_the_submission_does_not_have_is_refused(kind: CodeKind, about: uuid.UUID | None):
    with pytest.raises(ActionRefused):
        code_of(entered(degree()), kind, about)


def test_the_code_is_the_one_of_the_submission():
    assert code_of(entered(degree()), CodeKind.CHSI, KEY) == "AB12CD34EF56"
