"""Messages: how many wait stands in the menu, opening marks, and each leads to what it is about."""

from __future__ import annotations

import pytest
from django.test import Client

from subsidies.applications.workflow import ApplicationStatus as S
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.me.applicant import Applicant

pytestmark = pytest.mark.django_db


def menu(page) -> list[str]:
    links = page.tree.xpath("//nav[contains(@class, 'sitenav')]//a[contains(@href, '/messages/')]")
    return ["".join(link.xpath("./span[@aria-hidden]/text()")) for link in links]


def test_a_message_is_counted_opened_and_leads_to_its_case(office: Office, client: Client):
    application = office.at(S.AWAITING_EMPLOYER)
    person = Applicant.signed_in(client, application.person.user)
    inbox = person.reads("/messages/")
    page = person.sends(inbox.main.xpath(".//button/@formaction")[0], {})
    links = page.main.xpath(".//a[@class='btn']/@href")
    assert (menu(inbox), menu(page), links) == ([" (1)"], [""], [f"/me/cases/{application.pk}/"])
    assert inbox.main.xpath(".//nav[@class='pager']") == []
