"""A browser that opens what can only be sent lands on the page above; a program is told so."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from talent.accounts.roles import Role
from tests.factories import make_employer, make_user

pytestmark = pytest.mark.django_db
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/employer/verify/done/", "/employer/verify/"),
        ("/employer/summary/issue/", "/employer/summary/"),
        (f"/papers/scans/{uuid.UUID(int=1)}/withdraw/", f"/papers/scans/{uuid.UUID(int=1)}/"),
    ],
)
def test_a_browser_is_led_to_the_page_above(client: Client, address: str, above: str):
    client.force_login(make_user(Role.HR_OFFICER, employer=make_employer()))
    response = client.get(address, headers=BROWSER)
    assert (response.status_code, response["Location"]) == (302, above)


def test_the_page_above_says_what_happened(client: Client):
    client.force_login(make_user(Role.HR_OFFICER, employer=make_employer()))
    page = client.get("/employer/verify/done/", headers=BROWSER, follow=True).content.decode()
    assert "刚才那一步没有完成，请在这一页重新办理。" in page


def test_a_program_is_told_that_the_page_is_not_read(client: Client):
    client.force_login(make_user(Role.HR_OFFICER, employer=make_employer()))
    assert client.get("/employer/verify/done/").status_code == 405
