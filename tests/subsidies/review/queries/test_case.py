"""What the page of a case shows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from subsidies.applications import actions as cases
from subsidies.applications.models import Application, LivingTotal, Submission
from subsidies.review import actions, case_actions
from subsidies.review.queries.case import case_page, first_proposal, history_of, reviews_of
from subsidies.verification.models import Verification
from talent.calendars import clock
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, add_evidence, fresh, latest
from tests.subsidies.review.stages import proposed, returned, somebody

pytestmark = pytest.mark.django_db


def page(application: Application, **options: Any) -> dict[str, Any]:
    return case_page(fresh(application), reviews_of(application), **options)


def corrected(office: Office) -> Application:
    """A case whose applicant changed the account's bank and added a file after it was returned."""
    application = returned(office)
    person = application.person
    person.bank_accounts.update(bank_name="吉林银行长春分行")
    person.evidence.filter(kind="contract").update(withdrawn_at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    add_evidence(person, "contract")
    cases.correct(application, by=person.user)
    return fresh(application)


def values(content: dict[str, Any], path: str) -> list[str]:
    return [
        row.value for section in content["sections"] for item in section.items for row in item.rows if row.path == path
    ]


def test_numbers_are_masked(office: Office):
    application = office.at("awaiting_review", somebody(office, identity_number="220102200005010014"))
    assert values(page(application), "person.identity_number") == ["2201**********0014"]


def test_numbers_are_full_once_revealed(office: Office):
    application = office.at("awaiting_review", somebody(office, identity_number="220102200005010014"))
    assert values(page(application, revealed=True), "person.identity_number") == ["220102200005010014"]


def test_the_first_submission_has_nothing_to_compare_with(office: Office):
    content = page(office.at("awaiting_review"))
    assert (content["before"], content["changes"], [file.added for file in content["files"]]) == (
        None,
        [],
        [False, False, False],
    )


def test_a_correction_shows_what_changed(office: Office):
    content = page(corrected(office))
    assert [tuple(change) for change in content["changes"]] == [
        ("银行账户", "开户银行", "中国工商银行长春汽车城支行", "吉林银行长春分行")
    ]


def test_a_correction_shows_which_files_are_new_and_which_are_gone(office: Office):
    content = page(corrected(office))
    assert (
        sorted((file.evidence.kind, file.added) for file in content["files"]),
        [file.kind for file in content["removed_files"]],
    ) == ([("contract", True), ("degree_certificate", False), ("graduation_certificate", False)], ["contract"])


def test_before_the_review_the_rules_answer_as_of_today(office: Office):
    (assessed,) = page(office.at("awaiting_review"))["assessments"]
    assert (assessed.result, assessed.amount_yuan, assessed.on, assessed.decision) == (
        "eligible",
        30_000,
        "2026-11-23",
        None,
    )


def test_a_decided_case_shows_the_answer_that_was_decided_on(office: Office):
    application = office.at("closed")
    (assessed,) = page(application)["assessments"]
    assert (assessed.result, assessed.amount_yuan, assessed.decision.outcome) == ("eligible", 30_000, "granted")


def test_a_decided_case_can_be_explained_finding_by_finding(office: Office):
    (assessed,) = page(office.at("closed"))["assessments"]
    assert {finding.reason for finding in assessed.findings if finding.citation} == {
        "degree_qualifies",
        "employer_listed",
        "hired_in_force",
        "hired_in_time",
        "contract_term",
        "works_in_city",
        "insured_months",
        "age_at_hire",
        "applied_in_time",
        "still_employed",
        "not_claimed_elsewhere",
        "not_already_granted",
    }


def test_the_second_person_is_told_when_the_rules_answer_otherwise_today(office: Office):
    application = proposed(office).application
    LivingTotal.objects.create(person=application.person, granted_yuan=30_000, ceiling_yuan=30_000)
    assert page(application)["warnings"] == ["生活补贴：今天的测算结果与初审时不同，请退回初审重新办理。"]


def test_a_submission_that_was_tampered_with_is_pointed_out(office: Office):
    application = office.at("awaiting_review", somebody(office))
    Submission.objects.filter(application=application).update(digest="0" * 64)
    assert page(application)["warnings"] == ["提交的内容与提交时留存的摘要不一致，请先联系系统管理员核查，不要办理。"]


def test_the_form_starts_with_what_the_rules_suggest_and_the_amount_shown(office: Office):
    assert first_proposal(page(office.at("awaiting_review"))["assessments"]) == {
        "living_outcome": "granted",
        "amount_yuan": 30_000,
    }


def test_the_form_suggests_a_refusal_without_an_amount(office: Office):
    person = somebody(office)
    person.employment.insured_months = 1
    person.employment.save()
    assert first_proposal(page(office.at("awaiting_review", person))["assessments"]) == {
        "living_outcome": "refused",
        "amount_yuan": None,
    }


def test_the_history_is_worded_by_the_table(office: Office):
    application = office.at("awaiting_review")
    actions.reveal_numbers(application, by=office.reviewer, reason="与证明材料比对")
    assert [(event["what"], event["why"]) for event in history_of(application)] == [
        ("查看完整号码", "与证明材料比对"),
        ("核实无误", ""),
        ("提交申请", ""),
        ("选择申请事项", ""),
        ("开始填写", ""),
    ]


def test_the_reviews_stand_with_what_they_asked_for(office: Office):
    application = corrected(office)
    assert [[item.note for item in review.corrections.all()] for review in page(application)["reviews"]] == [
        ["第 3 页缺失"]
    ]


@pytest.mark.parametrize("rounds", [1, 3])
def test_a_page_costs_the_same_queries_after_any_number_of_rounds(
    office: Office, rounds: int, django_assert_num_queries
):
    application = office.at("awaiting_review", somebody(office))
    for _ in range(rounds):
        actions.return_for_correction(
            application, [("contract", "")], by=office.reviewer, submission=latest(application)
        )
        cases.correct(application, by=application.person.user)
    application = Application.objects.select_related("person", "employer").get(pk=application.pk)
    with django_assert_num_queries(13):  # one is the demo's clock
        case_page(application, reviews_of(application))


def test_a_correction_that_leaves_the_employment_keeps_the_employers_answer(office: Office):
    application = returned(office)
    answer, _created = Verification.objects.get_or_create(
        submission=latest(application),
        defaults={"outcome": "verified", "answered_by": make_user("hr_officer"), "answered_at": clock.now()},
    )
    application.person.bank_accounts.update(bank_name="吉林银行长春分行")
    cases.correct(application, by=application.person.user)
    assert page(application)["verification"] == answer


def test_each_file_stands_beside_the_section_that_it_proves(office: Office):
    person = somebody(office)
    add_evidence(person, "identity", "social_insurance", "other", "overseas_certification")
    files = page(office.at("awaiting_review", person))["files"]
    assert {file.evidence.kind: file.proves for file in files} == {
        "identity": "person",
        "graduation_certificate": "degrees",
        "degree_certificate": "degrees",
        "overseas_certification": "degrees",
        "contract": "employment",
        "social_insurance": "employment",
        "other": "",
    }


def test_readings_do_not_crowd_the_history(office: Office):
    application = office.at("awaiting_review")
    before = history_of(application)
    case_actions.record_opened(application, by=office.reviewer)
    assert history_of(application) == before
