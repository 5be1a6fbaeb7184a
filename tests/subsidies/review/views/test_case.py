"""The page of one case and what is sent from it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.review.models import Review
from talent.accounts.consent import TEXT_VERSION
from talent.accounts.models import Consent, User
from talent.audit.models import AuditEvent
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest, ready_person
from tests.subsidies.review.stages import proposed, returned, somebody

pytestmark = pytest.mark.django_db
ID = "220102200005010014"


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, application: Application) -> str:
    return reverse(f"review:{name}", args=[application.pk])


def propose_data(application: Application, **changes: Any) -> dict[str, Any]:
    data = {"submission": latest(application).pk, "amount_yuan": 30_000, "living_outcome": "granted"} | changes
    return {f"proposal-{name}": value for name, value in data.items()}


def recheck_data(read: Review, **changes: Any) -> dict[str, Any]:
    data = {"submission": read.submission_id, "review": read.pk, "note": ""} | changes
    return {f"recheck-{name}": value for name, value in data.items()}


def applicants_page(application: Application) -> str:
    """The case as its applicant reads it."""
    Consent.objects.update(text_version=TEXT_VERSION)
    client = as_(application.person.user)
    return client.get(reverse("me:case", args=[application.pk])).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("reviewer", 200), ("auditor", 200), ("hr_officer", 403), ("finance_officer", 403), ("policy_officer", 403),
     ("administrator", 403), ("applicant", 403)],
)  # fmt: skip
def test_the_page_opens_to_the_office_and_auditors_alone(office: Office, role: str, status: int):
    assert as_(make_user(role)).get(url("case", office.at("awaiting_review"))).status_code == status


@pytest.mark.parametrize("name", ["propose", "return", "confirm", "send_back", "reveal", "preview_letter"])
def test_a_get_changes_nothing(office: Office, name: str):
    assert as_(office.reviewer).get(url(name, office.at("awaiting_review"))).status_code == 405


@pytest.mark.parametrize("name", ["propose", "return", "confirm", "send_back", "preview_letter"])
def test_an_auditor_changes_nothing(office: Office, name: str):
    application = proposed(office).application
    response = as_(make_user("auditor")).post(url(name, application), propose_data(application))
    assert (response.status_code, fresh(application).status) == (403, "awaiting_recheck")


def test_an_auditor_s_page_offers_nothing_to_decide(office: Office):
    text = as_(make_user("auditor")).get(url("case", proposed(office).application)).content.decode()
    offered = [words for words in ("提交复核</button>", "复核同意</button>", "退回初审</button>") if words in text]
    assert offered == []


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_case_that_was_never_submitted_is_not_found(office: Office, status: str):
    assert as_(office.reviewer).get(url("case", office.at(status))).status_code == 404


@pytest.mark.parametrize(
    "status",
    [
        "awaiting_employer",
        "disputed",
        "awaiting_review",
        "returned",
        "awaiting_notice",
        "in_notice",
        "objected",
        "closed",
    ],
)
def test_a_case_in_any_status_can_be_read(office: Office, status: str):
    response = as_(office.reviewer).get(url("case", office.at(status)))
    assert (response.status_code, "证明材料" in response.content.decode()) == (200, True)


def test_numbers_are_masked_until_a_reason_is_given(office: Office):
    application = office.at("awaiting_review", somebody(office, identity_number=ID))
    client = as_(office.reviewer)
    before = client.get(url("case", application)).content.decode()
    after = client.post(url("reveal", application), {"reveal-reason": "compare"}).content.decode()
    later = client.get(url("case", application)).content.decode()
    assert [ID in page for page in (before, after, later)] == [False, True, False]


def test_a_reveal_is_logged_with_who_and_why(office: Office):
    application, auditor = office.at("awaiting_review"), make_user("auditor")
    as_(auditor).post(url("reveal", application), {"reveal-reason": "register"})
    event = AuditEvent.objects.get(verb="application.numbers_revealed")
    assert (event.actor, event.reason, event.object_id) == (auditor, "到主管部门系统核验", str(application.pk))


def test_a_reveal_without_a_reason_shows_and_logs_nothing(office: Office):
    application = office.at("awaiting_review", somebody(office, identity_number=ID))
    response = as_(office.reviewer).post(url("reveal", application), {"reveal-reason": ""})
    assert (response.status_code, ID in response.content.decode(), AuditEvent.objects.filter(
        verb="application.numbers_revealed").count()) == (422, False, 0)  # fmt: skip


def test_a_proposal_goes_to_the_second_person_and_back_to_the_queue(office: Office):
    application = office.at("awaiting_review")
    response = as_(office.reviewer).post(url("propose", application), propose_data(application))
    assert (response.status_code, response.headers["Location"], fresh(application).status) == (
        302,
        "/review/queue/?status=awaiting_review",
        "awaiting_recheck",
    )


def test_the_page_s_own_form_can_be_sent_as_it_is(office: Office):
    application = office.at("awaiting_review")
    client = as_(office.reviewer)
    form = client.get(url("case", application)).context["proposal_form"]
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    client.post(url("propose", application), data)
    assert fresh(application).status == "awaiting_recheck"


@pytest.mark.parametrize("amount", [50_000, ""])
def test_another_amount_than_the_one_read_decides_nothing(office: Office, amount: object):
    application = office.at("awaiting_review")
    response = as_(office.reviewer).post(url("propose", application), propose_data(application, amount_yuan=amount))
    assert (response.status_code, response.context["proposal_form"].non_field_errors(), fresh(application).status) == (
        422,
        ["测算结果与您看到的不同，金额有变，请核对后再提交。"],
        "awaiting_review",
    )


def test_a_proposal_on_an_older_submission_decides_nothing_and_keeps_what_was_typed(office: Office):
    application = returned(office)
    data = propose_data(application, living_reason="社保月数已电话核实", note="请看合同")
    cases.correct(application, by=application.person.user)
    response = as_(office.reviewer).post(url("propose", application), data)
    form = response.context["proposal_form"]
    assert (
        form.non_field_errors(),
        form["living_reason"].value(),
        form["note"].value(),
        form["submission"].value(),
        fresh(application).status,
    ) == (
        ["申请人在您打开页面之后提交了新的内容，请按最新内容办理。"],
        "社保月数已电话核实",
        "请看合同",
        str(latest(application).pk),
        "awaiting_review",
    )


def test_a_submission_of_another_case_is_not_found(office: Office):
    application, other = office.at("awaiting_review"), office.at("awaiting_review")
    response = as_(office.reviewer).post(url("propose", application), propose_data(other))
    assert (response.status_code, fresh(application).status) == (404, "awaiting_review")


def test_a_return_reaches_the_applicant_with_each_explanation(office: Office):
    application = office.at("awaiting_review")
    data = {
        "return-submission": latest(application).pk,
        "return-contract": "on",
        "return-contract_note": "第 3 页缺失，请补拍",
        "return-chsi_code": "on",
    }
    as_(office.reviewer).post(url("return", application), data)
    page = applicants_page(application)
    shown = [words in page for words in ("学信网验证码失效或缺失", "劳动合同缺失或不清晰：第 3 页缺失，请补拍")]
    assert (fresh(application).status, shown) == ("returned", [True, True])


def test_a_note_for_colleagues_never_reaches_the_applicant(office: Office):
    application = office.at("awaiting_review")
    data = {"return-submission": latest(application).pk, "return-contract": "on", "return-note": "疑似代拍，下次细看"}
    as_(office.reviewer).post(url("return", application), data)
    page = applicants_page(application)
    said = [words in page for words in ("劳动合同缺失或不清晰", "疑似代拍")]
    assert (said, application.reviews.get().note) == ([True, False], "疑似代拍，下次细看")


def test_the_officer_sets_until_when_the_applicant_corrects(office: Office):
    application = office.at("awaiting_review", somebody(office))
    client = as_(office.reviewer)
    offered = client.get(url("case", application)).context["return_form"]
    data = {"return-submission": latest(application).pk, "return-contract": "on", "return-due_on": "2026-12-18"}
    client.post(url("return", application), data)
    assert (offered["due_on"].value(), fresh(application).corrections_due_on) == (
        dt.date(2026, 12, 7),
        dt.date(2026, 12, 18),
    )


def test_a_day_out_of_reach_comes_back_with_what_was_typed(office: Office):
    application = office.at("awaiting_review", somebody(office))
    data = {"return-submission": latest(application).pk, "return-contract": "on", "return-due_on": "2026-11-23"}
    response = as_(office.reviewer).post(url("return", application), data)
    form = response.context["return_form"]
    assert (response.status_code, form.errors["due_on"], form["due_on"].value(), fresh(application).status) == (
        422,
        ["补正截止日期最早为明天：2026年11月24日。"],
        "2026-11-23",
        "awaiting_review",
    )


def test_a_return_without_words_for_other_is_shown_again_with_what_was_typed(office: Office):
    application = office.at("awaiting_review")
    data = {"return-submission": latest(application).pk, "return-other": "on", "return-note": "电话问过"}
    response = as_(office.reviewer).post(url("return", application), data)
    form = response.context["return_form"]
    assert (response.status_code, form.errors, form["note"].value()) == (
        422,
        {"other_note": ["选择“其他”时请写明需要补正什么。"]},
        "电话问过",
    )


def test_a_second_person_confirms(office: Office):
    review = proposed(office)
    response = as_(office.rechecker).post(url("confirm", review.application), recheck_data(review))
    assert (response.headers["Location"], fresh(review.application).status) == (
        "/review/queue/?status=awaiting_recheck",
        "awaiting_notice",
    )


def test_a_second_person_sends_back_with_words(office: Office):
    review = proposed(office)
    as_(office.rechecker).post(url("send_back", review.application), recheck_data(review, note="金额请再核对"))
    review.refresh_from_db()
    assert (fresh(review.application).status, review.recheck_note) == ("awaiting_review", "金额请再核对")


def test_a_refusal_of_the_recheck_is_said_on_the_page(office: Office):
    review = proposed(office)
    response = as_(office.reviewer).post(url("confirm", review.application), recheck_data(review))
    assert (response.status_code, "您已对该申请进行初审，复核须由另一人办理。" in response.content.decode()) == (
        422,
        True,
    )


def test_confirming_another_proposal_than_the_one_read_decides_nothing(office: Office):
    review = proposed(office)
    data = recheck_data(review, review=uuid.uuid4())
    response = as_(office.rechecker).post(url("confirm", review.application), data)
    assert (response.status_code, fresh(review.application).status) == (422, "awaiting_recheck")


def test_a_double_click_proposes_once(office: Office):
    application, client = office.at("awaiting_review"), as_(office.reviewer)
    data = propose_data(application)
    statuses = [client.post(url("propose", application), data).status_code for _ in range(2)]
    assert (statuses, application.reviews.count()) == ([302, 422], 1)


def test_the_applicant_at_the_office_reads_their_case_but_is_not_offered_it(office: Office):
    person = ready_person(office.employer)
    officer = make_user("reviewer")
    officer.natural_person.identity_number = person.identity_number
    officer.natural_person.save()
    text = as_(officer).get(url("case", office.at("awaiting_review", person))).content.decode()
    assert ("这是您本人的申请" in text, "提交复核</button>" in text) == (True, False)


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "㛃𠮷", "=1+1", "‮反向", "𝔘𝔫𝔦", "\x00"])
def test_strange_characters_are_kept_or_refused_at_the_field(office: Office, typed: str):
    application = office.at("awaiting_review")
    response = as_(office.reviewer).post(url("propose", application), propose_data(application, note=typed))
    if "\x00" in typed:
        assert list(response.context["proposal_form"].errors) == ["note"]
    else:
        assert application.reviews.get().note == typed
