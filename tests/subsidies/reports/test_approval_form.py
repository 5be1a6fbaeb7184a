"""申请审批表: what it says at each step, who may have it made, and all of a notice in one file."""

from __future__ import annotations

import uuid
from typing import Any

import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.test import Client

from subsidies.applications.models import Application
from subsidies.reports.actions import issue_approval_form
from subsidies.review import actions as reviews
from subsidies.verification import actions as verification
from talent.accounts.roles import Role
from talent.notifications.outbox import run_outbox
from talent.papers.exports.sheets import draw_sheets
from talent.papers.models import IssuedPaper, PrintRun
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.notices.stages import approved, published
from tests.subsidies.review.stages import AGREE, somebody


def verified(office: Office) -> Application:
    """A case that the employer's officer verified."""
    application = office.submitted(somebody(office))
    verification.verify(application, by=office.hr, submission=latest(application))
    return fresh(application)


def confirmed(office: Office) -> Application:
    """A case that a second person confirmed."""
    application = verified(office)
    review = reviews.propose(application, AGREE, by=office.reviewer, submission=latest(application))
    reviews.confirm(fresh(application), by=office.rechecker, submission=review.submission, review=review.pk)
    return fresh(application)


def form(office: Office, application: Application) -> dict[str, Any]:
    return dict(issue_approval_form(application.pk, office.reviewer).content)


def opinions(content: dict[str, Any]) -> list[list[str]]:
    return [opinion["text"] for opinion in content["opinions"]]


def test_before_the_review_only_the_employer_has_spoken(office: Office):
    texts = opinions(form(office, verified(office)))
    assert (texts[0][0][:11], texts[1:]) == (
        "任职信息核实无误。经办",
        [["（待办）"], ["（待办）"], ["审定会议纪要文号：（待办）"]],
    )


def test_after_the_notice_was_published_every_box_says_who_and_when(office: Office):
    application = confirmed(office)
    notice = published(office, application)
    texts = opinions(form(office, application))
    assert texts[1:] == [
        [f"{office.reviewer}，2026年11月23日 12:00 提出以上意见。"],
        [f"{office.rechecker}，2026年11月23日 12:00 复核同意。"],
        [
            f"审定会议纪要文号：{notice.minutes_number}（2026年11月23日）。公示编号：{notice.number}，2026年11月23日至2026年11月30日公示。"
        ],
    ]


def test_the_amount_stands_in_figures_and_capitals(office: Office):
    facts = dict(form(office, approved(office))["long_facts"])
    assert (facts["生活补贴"], facts["条件核对"]) == (
        "同意，学士，30,000 元（叁万元整）",
        "共 12 项，12 项符合。",
    )


def test_the_number_of_the_document_is_masked_and_no_account_is_on_it(office: Office):
    application = approved(office)
    text = str(form(office, application))
    person = application.person
    accounts = [account.account_number for account in person.bank_accounts.all()]
    assert [secret in text for secret in (person.identity_number, *accounts)] == [False] * (1 + len(accounts))


@pytest.mark.parametrize("status", ["draft", "awaiting_employer", "disputed", "returned"])
def test_there_is_no_form_before_the_employer_has_verified_or_while_the_applicant_corrects(office: Office, status: str):
    application = office.at(status)
    with pytest.raises(ActionRefused):
        issue_approval_form(application.pk, office.reviewer)


def test_the_same_state_of_a_case_keeps_its_form_and_another_makes_a_new_one(office: Office):
    application = office.at("awaiting_recheck")
    first = issue_approval_form(application.pk, office.reviewer)
    again = issue_approval_form(application.pk, office.reviewer)
    office.do("confirm_grant", fresh(application))
    renewed = issue_approval_form(application.pk, office.reviewer)
    first.refresh_from_db()
    assert (again.pk == first.pk, renewed.pk == first.pk, first.withdrawn_at is None, renewed.number) == (
        True,
        False,
        False,
        first.number,
    )


def test_only_the_office_makes_it_and_auditors_read_it(office: Office, client: Client):
    application = office.at("awaiting_recheck")
    address = f"/papers/issue/approval_form/{application.pk}/"
    answers = []
    for user in (application.person.user, office.hr, make_user(Role.AUDITOR), office.reviewer):
        client.force_login(user)
        answers.append(client.post(address).status_code)
    paper = IssuedPaper.objects.get(kind="approval_form")
    readers = []
    for user in (application.person.user, office.hr, make_user(Role.AUDITOR), office.reviewer):
        client.force_login(user)
        readers.append(client.get(f"/papers/{paper.pk}/").status_code)
    assert (answers, readers) == ([404, 404, 404, 302], [404, 404, 200, 200])


def test_the_form_is_one_page_and_its_text_can_be_copied_out(office: Office):
    paper = issue_approval_form(approved(office).pk, office.reviewer)
    document = pypdfium2.PdfDocument(draw_sheets([paper]))
    text = document[0].get_textpage().get_text_range()
    assert (len(document), paper.number in text, "用人单位意见" in text) == (1, True, True)


def test_all_forms_of_a_notice_come_in_one_file_but_for_names_that_cannot_be_printed(office: Office, client: Client):
    rare = approved(office, name="李\U000312f0")
    notice = published(office, approved(office), approved(office), rare)
    client.force_login(office.reviewer)
    response = client.post(f"/reports/notices/{notice.pk}/approval-forms/", {"key": str(uuid.uuid4())})
    run_outbox()
    run = PrintRun.objects.get()
    with default_storage.open(run.storage_name) as file:
        pages = len(pypdfium2.PdfDocument(file.read()))
    assert (response["Location"], run.total, run.done, pages, run.left_out) == (
        f"/papers/prints/{run.pk}/",
        3,
        2,
        2,
        [[f"{rare.number}-SP", "姓名中的 \U000312f0（U+312F0） 字库没有，不能打印"]],
    )


def test_a_second_click_asks_for_the_same_file(office: Office, client: Client):
    notice = published(office)
    client.force_login(office.reviewer)
    data = {"key": str(uuid.uuid4())}
    answers = [client.post(f"/reports/notices/{notice.pk}/approval-forms/", data)["Location"] for _ in range(2)]
    assert (answers[0] == answers[1], PrintRun.objects.count()) == (True, 1)
