"""What the home page says first: results, what waits, what comes next."""

from __future__ import annotations

import pytest
from django.test import Client

from subsidies.applications.workflow import ApplicationStatus as S
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.portal.me.applicant import Applicant, Page

pytestmark = pytest.mark.django_db


def home_of(application, client: Client) -> Page:
    return Applicant.signed_in(client, application.person.user).reads("/me/")


def refused(office: Office):
    application = office.at(S.AWAITING_REVIEW)
    office.do("review_to_refuse", application)
    office.do("confirm_refusal", fresh(application))
    return fresh(application)


def test_a_refusal_says_so_first_and_why(office: Office, client: Client):
    page = home_of(refused(office), client)
    tags = [
        tag.text_content().strip()
        for tag in page.main.xpath(".//section[@aria-labelledby='current']//*[contains(@class, 'tag')]")
    ]
    last = page.main.xpath(".//li[contains(@class, 'timeline__step--problem')]/p/text()")
    assert ("主要理由：材料不实" in page.text, tags, last[0]) == (True, ["不予通过", "不予通过"], "办结：不予通过")


def test_a_grant_says_its_amount(office: Office, client: Client):
    page = home_of(office.at(S.CLOSED), client)
    assert "生活补贴30,000 元同意" in page.text


def test_nothing_of_a_proposal_shows(office: Office, client: Client):
    assert "同意" not in home_of(office.at(S.AWAITING_RECHECK), client).text


def test_after_withdrawing_one_is_shown_the_way_back_and_the_last_day(office: Office, client: Client):
    application = office.submitted()
    office.do("withdraw", application)
    page = home_of(application, client)
    steps = page.main.xpath(".//li[contains(@class, 'timeline__step--problem')]")
    assert ("重新申请" in page.text, "2027年7月1日 前（含当日）" in page.text, steps) == (True, True, [])


@pytest.mark.parametrize("path", ["/me/", "/me/cases/{}/submitted/"])
def test_the_receipt_is_at_hand(office: Office, client: Client, path: str):
    application = office.at(S.AWAITING_EMPLOYER)
    page = Applicant.signed_in(client, application.person.user).reads(path.format(application.pk))
    assert len(page.main.xpath(".//section[@aria-labelledby='papers']//a[contains(@href, '/papers/')]")) == 1
