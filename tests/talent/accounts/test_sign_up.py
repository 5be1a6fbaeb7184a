from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client, override_settings

from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.notifications import demo_box
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SIGN_UP, SIGN_IN, CONFIRM = "/accounts/signup/", "/accounts/login/", "/accounts/login/code/confirm/"
PHONE = "+8613800138001"


def code_to(address: str) -> str:
    """The code in the last text to a phone, or in the last mail."""
    text = demo_box.last_to(address) if address.startswith("+") else mail.outbox[-1].body
    return re.search(r"\b\d{6}\b", text or "").group()


def sign_up(client: Client, contact: str, **more: str):
    return client.post(SIGN_UP, {"contact": contact, "terms": "on", **more})


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_phone_and_its_code_open_an_account(client: Client):
    assert sign_up(client, "138 0013 8001").headers["Location"] == CONFIRM
    response = client.post(CONFIRM, {"code": code_to(PHONE)})
    user = User.objects.get()
    assert (response.status_code, user.phone, user.phone_verified, user.email) == (302, PHONE, True, None)
    assert signed_in_as(client) == str(user.pk)


def test_an_address_and_its_code_open_an_account(client: Client):
    sign_up(client, "Li@Example.com")
    client.post(CONFIRM, {"code": code_to("li@example.com")})
    address = EmailAddress.objects.get()
    assert (address.user.email, address.verified, address.primary) == ("li@example.com", True, True)
    assert signed_in_as(client) == str(address.user.pk)


def test_neither_row_nor_session_holds_a_readable_phone_or_code(client: Client):
    sign_up(client, "13800138001")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_index FROM accounts_user")
        row = b"".join(bytes(value) if not isinstance(value, str) else value.encode() for value in cursor.fetchone())
        cursor.execute("SELECT session_data FROM django_session")
        session = cursor.fetchone()[0]
    assert [secret in text for secret, text in ((b"13800138001", row), ("13800138001", session))] == [False, False]
    assert list(User.objects.with_phone("138-0013-8001")) == [User.objects.get()]


def test_the_account_keeps_the_language_of_the_page(client: Client):
    client.cookies["django_language"] = "en"
    sign_up(client, "13800138001")
    assert User.objects.get().language == "en"


@pytest.mark.parametrize("typed", ["１２３４５６", "123 456", "123-456"])
def test_a_code_may_be_typed_in_any_width(client: Client, monkeypatch: pytest.MonkeyPatch, typed: str):
    monkeypatch.setattr(
        "talent.accounts.adapter.AccountAdapter.generate_phone_verification_code", lambda *a, **k: "123456"
    )
    sign_up(client, "13800138001")
    client.post(CONFIRM, {"code": typed})
    assert signed_in_as(client) == str(User.objects.get().pk)


def test_a_code_has_six_digits(client: Client):
    sign_up(client, "13800138001")
    assert re.fullmatch(r"\d{6}", code_to(PHONE))


def test_the_demo_shows_the_code_in_the_page(client: Client, settings: object):
    settings.DEMO = True
    sign_up(client, "13800138001")
    assert f"您的验证码是 {code_to(PHONE)}" in client.get(CONFIRM).content.decode()


def test_no_other_portal_shows_the_code(client: Client):
    sign_up(client, "13800138001")
    assert code_to(PHONE) not in client.get(CONFIRM).content.decode()


def test_signing_up_twice_makes_one_account(client: Client):
    sign_up(client, "13800138001")
    sign_up(Client(), "+86 138 0013 8001")
    assert User.objects.count() == 1


def test_signing_up_with_ones_own_phone_again_is_signing_in(client: Client):
    user = make_user(email=None, phone=PHONE, phone_verified=True)
    response = sign_up(client, "13800138001")
    client.post(CONFIRM, {"code": code_to(PHONE)})
    assert (response.headers["Location"], signed_in_as(client)) == (CONFIRM, str(user.pk))


def test_an_address_in_another_case_is_the_same_account(client: Client):
    user = make_user(email="li@example.com")
    client.post(SIGN_IN, {"contact": "LI@EXAMPLE.COM"})
    client.post(CONFIRM, {"code": code_to("li@example.com")})
    assert signed_in_as(client) == str(user.pk)


def test_a_staff_address_gets_no_code_but_the_way_to_the_password(client: Client):
    make_user("reviewer", email="zhang@example.com")
    pages = [sign_up(client, "zhang@example.com").headers["Location"], client.get(CONFIRM).status_code]
    assert pages == [CONFIRM, 200]
    assert ("/accounts/login/staff/" in mail.outbox[-1].body, re.search(r"\b\d{6}\b", mail.outbox[-1].body)) == (
        True,
        None,
    )


def test_an_unknown_phone_sees_the_page_of_a_known_one(client: Client):
    make_user(email=None, phone=PHONE, phone_verified=True)
    other = Client()
    client.post(SIGN_IN, {"contact": "13800138001"})
    other.post(SIGN_IN, {"contact": "13900139001"})
    known, unknown = (re.sub(r'value="[^"]+"', "", each.get(CONFIRM).content.decode()) for each in (client, other))
    assert unknown.replace("139****9001", "138****8001") == known


def test_asking_again_for_an_unknown_phone_looks_like_asking_for_a_known_one(client: Client):
    client.post(SIGN_IN, {"contact": "13900139001"})
    response = client.post(CONFIRM, {"action": "resend"})
    assert (response.status_code, response.headers["Location"]) == (302, CONFIRM)


def test_a_code_can_be_sent_again_and_the_first_is_void(client: Client):
    sign_up(client, "13800138001")
    first = code_to(PHONE)
    client.post(CONFIRM, {"action": "resend"})
    second = code_to(PHONE)
    if first != second:
        client.post(CONFIRM, {"code": first})
        assert signed_in_as(client) is None
    client.post(CONFIRM, {"code": second})
    assert signed_in_as(client) == str(User.objects.get().pk)


def test_a_wrong_code_is_told_in_chinese_at_the_field(client: Client):
    sign_up(client, "13800138001")
    page = client.post(CONFIRM, {"code": "abc"}).content.decode()
    assert "验证码不正确，请核对后重新输入。" in page


def test_after_five_wrong_codes_a_new_one_is_needed(client: Client):
    sign_up(client, "13800138001")
    right = code_to(PHONE)
    for _attempt in range(5):
        client.post(CONFIRM, {"code": "abc"})
    client.post(CONFIRM, {"code": right})
    assert signed_in_as(client) is None


def test_a_sixth_code_within_a_quarter_of_an_hour_is_refused_for_known_and_unknown_alike(client: Client):
    make_user(email=None, phone=PHONE, phone_verified=True)
    answers = []
    for contact in ("13800138001", "13900139001"):
        pages = [Client().post(SIGN_IN, {"contact": contact}) for _attempt in range(6)]
        answers.append(([page.status_code for page in pages], "操作太频繁" in pages[-1].content.decode()))
    assert answers == [([302] * 5 + [200], True)] * 2


def test_the_terms_must_be_agreed_to_and_the_number_stays(client: Client):
    page = client.post(SIGN_UP, {"contact": "138 0013 8001"}).content.decode()
    assert ("请先阅读并同意" in page, 'value="138 0013 8001"' in page, User.objects.count()) == (True, True, 0)


@pytest.mark.parametrize(
    "contact", ["", "   ", "12345", "王", "a\x00b@example.com", "'; --", "138001380011380013800113800138001"]
)
def test_what_cannot_be_a_contact_is_told_at_the_field(client: Client, contact: str):
    response = sign_up(client, contact)
    assert (response.status_code, "field--error" in response.content.decode(), User.objects.count()) == (200, True, 0)


def test_the_page_asked_for_comes_after_the_code(client: Client):
    response = sign_up(client, "13800138001", next="/me/")
    page = client.get(response.headers["Location"]).content.decode()
    answer = client.post(CONFIRM, {"code": code_to(PHONE), "next": "/me/"})
    assert ('name="next" value="/me/"' in page, answer.headers["Location"]) == (True, "/me/")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil"])
def test_no_next_leads_to_another_site(client: Client, target: str):
    sign_up(client, "13800138001", next=target)
    answer = client.post(f"{CONFIRM}?next={target}", {"code": code_to(PHONE), "next": target})
    assert answer.headers["Location"] == "/home/"


def test_the_language_of_the_account_reaches_a_new_device(client: Client):
    make_user(email=None, phone=PHONE, phone_verified=True, language="en")
    client.post(SIGN_IN, {"contact": "13800138001"})
    answer = client.post(CONFIRM, {"code": code_to(PHONE)})
    assert answer.cookies["django_language"].value == "en"


def test_a_closed_account_gets_no_code(client: Client):
    make_user(email=None, phone=PHONE, phone_verified=True, is_active=False)
    client.post(SIGN_IN, {"contact": "13800138001"})
    assert re.search(r"\b\d{6}\b", demo_box.last_to(PHONE)) is None


def test_signing_in_is_recorded(client: Client):
    sign_up(client, "13800138001")
    client.post(CONFIRM, {"code": code_to(PHONE)})
    event = AuditEvent.objects.get(verb="account.signed_in")
    assert (event.actor, event.detail) == (User.objects.get(), {"method": ["code"]})


@override_settings(SMS_BACKEND="tests.talent.accounts.test_sign_up.BrokenGateway")
def test_a_gateway_that_fails_is_told_and_nothing_breaks(client: Client):
    response = client.post(SIGN_UP, {"contact": "13800138001", "terms": "on"}, follow=True)
    assert "短信暂时发不出去，请过几分钟再试。" in response.content.decode()


class BrokenGateway:
    def send(self, phone: str, text: str) -> None:
        raise ConnectionError
