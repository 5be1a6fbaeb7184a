"""From signing in to one's desk."""

from __future__ import annotations

import pytest
from django.test import Client

from talent.accounts.models import StaffRole
from talent.accounts.roles import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DESKS = {
    Role.APPLICANT: "/me/",
    Role.HR_OFFICER: "/employer/",
    Role.REVIEWER: "/home/office/",
    Role.FINANCE_OFFICER: "/finance/",
    Role.POLICY_OFFICER: "/home/policy/",
    Role.AUDITOR: "/home/audit/",
    Role.ADMINISTRATOR: "/home/accounts/",
}


@pytest.mark.parametrize(("role", "path"), DESKS.items())
def test_each_role_is_led_to_its_desk(client: Client, role: str, path: str):
    client.force_login(make_user(role))
    response = client.get("/home/")
    assert (response.status_code, response.headers["Location"]) == (302, path)


def test_whoever_has_several_roles_chooses(client: Client):
    user = make_user(Role.REVIEWER)
    StaffRole.objects.create(user=user, role=Role.AUDITOR)
    client.force_login(user)
    response = client.get("/home/")
    assert [desk.url for desk in response.context["desks"]] == ["/home/office/", "/home/audit/"]


def test_a_stranger_is_asked_to_sign_in_first(client: Client):
    assert client.get("/home/").headers["Location"] == "/accounts/login/?next=/home/"
