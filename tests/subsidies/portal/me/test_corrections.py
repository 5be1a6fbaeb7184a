"""What was asked and has been set right since is marked; unchanged, it is not sent back unwarned."""

from __future__ import annotations

import pytest
from django.test import Client

from subsidies.applications.workflow import ApplicationStatus as S
from subsidies.review import actions as review
from tests.subsidies.applications.stages import Office, add_evidence
from tests.subsidies.portal.me.applicant import Applicant, Page

pytestmark = pytest.mark.django_db
UNCHANGED = "您还没有作任何改动"


@pytest.fixture
def person(office: Office, client: Client) -> Applicant:
    application = office.at(S.AWAITING_REVIEW)
    items = [("contract", "缺第 2 页"), ("degree_data", "")]
    review.return_for_correction(application, items, by=office.reviewer, submission=application.submissions.last())
    return Applicant.signed_in(client, application.person.user)


def marks(page: Page) -> list[bool]:
    lines = page.main.xpath(".//section[@aria-labelledby='corrections']//li")
    return ["已更正" in line.text_content() for line in lines]


def test_nothing_is_marked_and_one_is_warned_before_anything_changed(person: Applicant):
    page = person.reads("/me/apply/check/")
    assert (marks(page), UNCHANGED in page.text) == ([False, False], True)


def test_a_new_file_marks_what_asked_for_it(person: Applicant):
    add_evidence(person.user.person, "contract")
    page = person.reads("/me/apply/check/")
    assert (marks(page), UNCHANGED in page.text) == ([True, False], False)


def test_a_changed_answer_marks_its_step(person: Applicant):
    person.user.person.degrees.update(degree_certificate_number="1018342026009999")
    lines = person.reads("/me/apply/").main.xpath(".//li[@class='tasks__item']")
    states = {line.xpath(".//a/text()")[0]: "已更正" in line.text_content() for line in lines}
    assert (states["学历学位"], states["证明材料"]) == (True, False)


def test_the_page_says_where_the_case_goes(person: Applicant):
    before = person.reads("/me/apply/check/").text
    employment = person.user.person.employment
    employment.contract_months = 60
    employment.save()
    after = person.reads("/me/apply/check/").text
    assert ("直接回到人才办审核" in before, "由用人单位重新核实" in after) == (True, True)
