"""A list holds everybody under review whom a department was not asked about, once, with what it needs to answer."""

from __future__ import annotations

import io
import uuid

import openpyxl
import pytest

from subsidies.applications import actions as cases
from subsidies.crosschecks import actions
from subsidies.crosschecks.exports.list_xlsx import list_xlsx
from subsidies.crosschecks.models import CrossCheck
from subsidies.review import actions as review
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.crosschecks.conftest import drawn, under_review
from tests.subsidies.review.stages import proposed

pytestmark = pytest.mark.django_db


def numbers(crosscheck: CrossCheck) -> list[str]:
    return list(crosscheck.rows.values_list("application__number", flat=True))


def test_only_cases_under_review_are_asked_about(office: Office):
    wanted = under_review(office)
    proposed(office)
    assert numbers(drawn(office)) == [wanted.number]


def test_nobody_is_asked_about_twice_and_each_department_is_asked_by_itself(office: Office):
    wanted = under_review(office)
    drawn(office)
    with pytest.raises(ActionRefused) as refused:
        drawn(office)
    assert (str(refused.value), numbers(drawn(office, "subsidies"))) == (
        "现在没有需要向这个部门比对的申请。",
        [wanted.number],
    )


def test_a_case_that_was_submitted_again_is_asked_about_again(office: Office):
    wanted = under_review(office)
    drawn(office)
    review.return_for_correction(wanted, [("contract", "请更正")], by=office.reviewer, submission=latest(wanted))
    cases.correct(fresh(wanted), by=wanted.person.user)
    assert numbers(drawn(office)) == [wanted.number]


def test_the_housing_departments_are_asked_about_nobody_who_wants_no_housing(office: Office):
    under_review(office)
    with pytest.raises(ActionRefused):
        drawn(office, "real_estate")


def test_lists_are_numbered_without_gaps_and_a_double_click_draws_one(office: Office):
    under_review(office)
    key = uuid.uuid4()
    first = actions.draw("social_insurance", pk=key, by=office.reviewer)
    again = actions.draw("social_insurance", pk=key, by=office.reviewer)
    with pytest.raises(ActionRefused):
        drawn(office)
    assert (first, [first.number, drawn(office, "subsidies").number]) == (again, ["BD2026-001", "BD2026-002"])


def test_the_file_opens_elsewhere_with_numbers_as_text_and_choices_to_pick(office: Office):
    wanted = under_review(office)
    crosscheck = drawn(office, "subsidies")
    content = list_xlsx(crosscheck, actions.take(crosscheck, by=office.reviewer))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    person = latest(wanted).entered["person"]
    assert (rows, [rule.formula1 for rule in sheet.data_validations.dataValidation]) == (
        [
            ["序号", "受理编号", "姓名", "证件类型", "证件号码", "是否享受过同类补贴", "备注"],
            [1, wanted.number, person["name"], "居民身份证", person["identity_number"], None, None],
        ],
        ['"是,否"'],
    )


def test_the_same_list_gives_the_same_bytes(office: Office):
    under_review(office)
    crosscheck = drawn(office)
    once, again = (list_xlsx(crosscheck, actions.take(crosscheck, by=office.reviewer)) for _ in range(2))
    assert once == again


def test_taking_it_out_is_logged_without_anybody_s_number(office: Office):
    under_review(office)
    actions.take(drawn(office), by=office.reviewer)
    event = AuditEvent.objects.get(verb="crosscheck.taken")
    assert event.detail == {"number": "BD2026-001", "count": 1}


@pytest.mark.parametrize("role", ["auditor", "finance_officer", "hr_officer", "applicant"])
def test_only_the_office_draws(office: Office, role: str):
    under_review(office)
    with pytest.raises(ActionRefused) as refused:
        actions.draw("social_insurance", pk=uuid.uuid4(), by=make_user(role))
    assert str(refused.value) == "部门比对由人才办工作人员办理。"
