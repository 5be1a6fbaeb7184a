from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from talent.accounts.models import User
from talent.audit.models import AuditEvent
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/staff/"
PASSWORD = "Jingyue-2026"


def post(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"login": login, "password": password, **more})


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.fixture
def reviewer() -> User:
    return make_user("reviewer", email="zhang@example.com", password=PASSWORD)


def test_staff_sign_in_by_address_and_password(client: Client, reviewer: User):
    post(client, " Zhang@Example.com ")
    assert signed_in_as(client) == str(reviewer.pk)


def test_an_applicant_cannot_sign_in_by_password(client: Client):
    make_user(email="li@example.com", password=PASSWORD)
    response = post(client, "li@example.com")
    assert (signed_in_as(client), "电子邮箱或密码不正确。" in response.content.decode()) == (None, True)


@pytest.mark.parametrize("login", ["zhang@example.com", "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client, reviewer: User, login: str):
    response = post(client, login, "wrong-password")
    assert (response.status_code, "电子邮箱或密码不正确。" in response.content.decode()) == (200, True)


@pytest.mark.parametrize("login", ["zhang@example.com", "nobody@example.com"])
def test_five_wrong_passwords_lock_known_and_unknown_addresses_alike(client: Client, reviewer: User, login: str):
    pages = [post(Client(), login, "wrong-password").content.decode() for _attempt in range(6)]
    assert ["尝试次数过多" in page for page in pages] == [False] * 5 + [True]


def test_a_locked_address_does_not_open_by_the_right_password(client: Client, reviewer: User):
    for _attempt in range(5):
        post(Client(), "zhang@example.com", "wrong-password")
    post(client, "zhang@example.com")
    assert signed_in_as(client) is None


def test_a_failed_try_is_recorded_with_the_account_and_nothing_typed(client: Client, reviewer: User):
    post(client, "zhang@example.com", "wrong-password")
    event = AuditEvent.objects.get(verb="account.sign_in_failed")
    assert (event.actor, event.object_id, event.detail) == (None, str(reviewer.pk), {})


def test_a_desk_sends_a_visitor_to_the_staff_page_and_back(client: Client, reviewer: User):
    sent = client.get("/accounts/staff/")
    assert sent.headers["Location"] == f"{SIGN_IN}?next=/accounts/staff/"
    page = client.get(sent.headers["Location"]).content.decode()
    assert 'name="next" value="/accounts/staff/"' in page
    assert post(client, "zhang@example.com", next="/accounts/staff/").headers["Location"] == "/accounts/staff/"


def test_no_next_leads_to_another_site(client: Client, reviewer: User):
    assert post(client, "zhang@example.com", next="//evil.example/").headers["Location"] == "/home/"


def test_an_account_whose_last_role_was_revoked_cannot_sign_in(client: Client, reviewer: User):
    reviewer.role_grants.update(revoked_at="2026-01-01T00:00:00Z")
    response = post(client, "zhang@example.com")
    assert (signed_in_as(client), response.headers["Location"]) == (None, "/accounts/inactive/")


def test_a_closed_account_cannot_sign_in(client: Client, reviewer: User):
    User.objects.update(is_active=False)
    assert (post(client, "zhang@example.com").headers["Location"], signed_in_as(client)) == (
        "/accounts/inactive/",
        None,
    )


def test_a_forgotten_password_is_replaced_by_mail(client: Client, reviewer: User):
    client.post("/accounts/password/reset/", {"email": "ZHANG@example.com"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)
    form = client.get(link).headers["Location"]
    client.post(form, {"password1": "Nanhu-2026-lake", "password2": "Nanhu-2026-lake"})
    post(client, "zhang@example.com", "Nanhu-2026-lake")
    assert signed_in_as(client) == str(reviewer.pk)


def test_an_applicant_has_no_password_to_reset(client: Client):
    make_user(email="li@example.com")
    client.post("/accounts/password/reset/", {"email": "li@example.com"})
    assert ("/password/reset/key/" in mail.outbox[-1].body, "没有密码" in mail.outbox[-1].body) == (False, True)
