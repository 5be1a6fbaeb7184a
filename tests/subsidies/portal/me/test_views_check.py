"""The page on which the answers are checked: all of them to be seen, with what is odd about them."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_bank_account
from tests.subsidies.applications.stages import Office, ready_person
from tests.subsidies.portal.me import applicant as fill
from tests.subsidies.portal.me.applicant import Applicant, Page

pytestmark = pytest.mark.django_db


def check_page(person, client: Client) -> Page:
    return Applicant.signed_in(client, person.user).reads("/me/apply/check/")


def test_the_account_stands_there_in_full_and_is_kept_nowhere(office: Office, client: Client):
    application = office.draft()
    number = application.person.bank_accounts.get().account_number
    page = check_page(application.person, client)
    groups = " ".join(number[start : start + 4] for start in range(0, len(number), 4))
    assert (groups in page.text, "no-store" in page.response.headers["Cache-Control"]) == (True, True)


def test_an_odd_account_is_still_warned_of(office: Office, client: Client):
    application = office.draft()
    application.person.bank_accounts.all().delete()
    make_bank_account(application.person, account_number="6222021234567890123")
    assert "账号与银行卡校验规则不符" in check_page(application.person, client).text


def test_housing_without_children_says_none_and_what_it_gives(office: Office, client: Client):
    person = ready_person(office.employer)
    person.married, person.owns_home_in_city = False, False
    person.save()
    office.draft(person, housing=True)
    page = check_page(person, client)
    card = page.main.xpath(".//section[@aria-labelledby='answers-children']")[0]
    link = card.xpath(".//a/@href")[0]
    assert ("无" in card.text_content(), [word in page.text for word in ("户型", "租金减免")]) == (True, [True, True])
    assert Applicant(client, person.user).client.get(link).status_code == 200


def test_files_are_not_done_before_anything_was_entered(newcomer: Applicant):
    newcomer.sends("/me/apply/benefits/", fill.identity() | fill.benefits())
    page = newcomer.reads("/me/apply/")
    line = page.main.xpath(".//li[contains(., '证明材料')]")[0].text_content()
    assert ("待填写" in line, "填完学历、任职后列出" in line) == (True, True)
