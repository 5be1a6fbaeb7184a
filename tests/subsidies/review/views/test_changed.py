"""What an officer is shown where the case changed under their hands: what is different, and all that they typed."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.review import actions
from subsidies.review.models import Review
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, add_evidence, fresh, latest
from tests.subsidies.review.stages import proposed, returned
from tests.subsidies.review.views.test_case import as_, propose_data, recheck_data, url

pytestmark = pytest.mark.django_db


def corrected(application: Application) -> None:
    """The applicant names another bank, and a photo of the certificate of social insurance."""
    person = application.person
    person.bank_accounts.update(bank_name="吉林银行长春分行")
    add_evidence(person, "social_insurance")
    cases.correct(application, by=person.user)


def typed(response: HttpResponse) -> list[tuple[str, str]]:
    return [tuple(each) for each in response.context["typed"]]


def test_a_refused_proposal_shows_what_was_read_beside_what_is_there_now(office: Office):
    application = returned(office)
    data = propose_data(application)
    corrected(application)
    since = as_(office.reviewer).post(url("propose", application), data).context["since"]
    assert (
        since.read.sequence,
        [tuple(change) for change in since.changes],
        [file.kind for file in since.added],
        since.removed,
        since.amount_differs,
    ) == (
        1,
        [("银行账户", "开户银行", "中国工商银行长春汽车城支行", "吉林银行长春分行")],
        ["social_insurance"],
        [],
        False,
    )


def test_the_difference_spans_every_submission_since_the_one_that_was_read(office: Office):
    application = returned(office)
    data = propose_data(application)
    corrected(application)
    again = fresh(application)
    actions.return_for_correction(again, [("contract", "")], by=office.reviewer, submission=latest(again))
    cases.correct(again, by=application.person.user)
    response = as_(office.reviewer).post(url("propose", application), data)
    assert (response.context["changes"], len(response.context["since"].changes)) == ([], 1)


def test_the_same_difference_is_not_shown_twice(office: Office):
    application = returned(office)
    data = propose_data(application)
    corrected(application)
    client = as_(office.reviewer)
    refused = client.post(url("propose", application), data).content.decode()
    opened = client.get(url("case", application)).content.decode()
    assert [("您打开页面之后有变动" in page, "与上次提交相比" in page) for page in (refused, opened)] == [
        (True, False),
        (False, True),
    ]


def test_a_form_with_a_mistake_of_its_own_does_not_hide_the_change(office: Office):
    application = returned(office)
    data = propose_data(application, living_outcome="")
    corrected(application)
    response = as_(office.reviewer).post(url("propose", application), data)
    assert (response.status_code, response.context["since"].read.sequence) == (422, 1)


def test_another_amount_than_the_one_read_is_shown_beside_the_one_of_now(office: Office):
    application = office.at("awaiting_review")
    data = propose_data(application, amount_yuan=50_000)
    text = as_(office.reviewer).post(url("propose", application), data).content.decode()
    assert "<del>50,000 元</del> → <ins>30,000 元</ins>" in text


def test_a_mistake_in_the_form_alone_is_no_change(office: Office):
    application = office.at("awaiting_review")
    response = as_(office.reviewer).post(url("propose", application), propose_data(application, living_outcome=""))
    assert (response.context["since"], response.context["typed"]) == (None, [])


def test_what_was_typed_is_kept_though_the_case_went_back_to_the_employer(office: Office):
    application = returned(office)
    data = propose_data(application, living_reason="社保月数已电话核实", note="请看合同")
    application.person.employment.position = "工艺工程师"
    application.person.employment.save()
    cases.correct(application, by=application.person.user)
    response = as_(office.reviewer).post(url("propose", application), data)
    assert (fresh(application).status, typed(response), response.context["since"].read.sequence) == (
        "awaiting_employer",
        [("生活补贴：审核意见", "同意"), ("生活补贴：理由", "社保月数已电话核实"), ("内部备注", "请看合同")],
        1,
    )


def test_what_was_typed_for_the_applicant_is_kept_though_a_colleague_was_quicker(office: Office):
    application = office.at("awaiting_review")
    data = {"return-submission": latest(application).pk, "return-contract": "on", "return-contract_note": "缺第 3 页"}
    actions.return_for_correction(
        application, [("identity", "")], by=make_user("reviewer"), submission=latest(application)
    )
    response = as_(office.reviewer).post(url("return", application), data)
    assert (response.status_code, typed(response)) == (
        422,
        [("劳动合同缺失或不清晰", "✓"), ("具体说明：劳动合同缺失或不清晰", "缺第 3 页")],
    )


def test_a_note_to_a_recheck_that_was_answered_meanwhile_is_kept(office: Office):
    review: Review = proposed(office)
    data = recheck_data(review, note="金额请再核对")
    actions.send_back(review.application, by=office.rechecker, submission=review.submission, note="请重看")
    response = as_(make_user("reviewer")).post(url("send_back", review.application), data)
    assert typed(response) == [("复核说明", "金额请再核对")]


def test_what_can_be_sent_again_stands_in_its_form_and_nowhere_else(office: Office):
    application = returned(office)
    data = propose_data(application, note="请看合同")
    corrected(application)
    response = as_(office.reviewer).post(url("propose", application), data)
    assert (response.context["typed"], response.context["proposal_form"]["note"].value()) == ([], "请看合同")
