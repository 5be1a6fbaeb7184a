from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from talent.notifications import demo_box
from talent.notifications.outbox import run_outbox
from tests.factories import make_user
from tests.talent.accounts.sessions import sign_in

pytestmark = pytest.mark.django_db
PHONE = "+8613800138001"
CHANGE_PHONE, BY_CODE, BY_PASSWORD = (
    "/accounts/phone/change/",
    "/accounts/reauthenticate/code/",
    "/accounts/reauthenticate/",
)
INVITE = "/accounts/invitations/new/"


def code_to(phone: str) -> str:
    return re.search(r"\b\d{6}\b", demo_box.last_to(phone)).group()


def applicant(**fields: object):
    return make_user(**{"email": None, "phone": PHONE, "phone_verified": True, **fields})


def test_who_has_just_signed_in_goes_on(client: Client):
    sign_in(client, make_user("administrator"), seconds_ago=590)
    assert client.get(INVITE).status_code == 200


def test_a_stale_sign_in_is_asked_for_the_password_and_comes_back(client: Client):
    user = make_user("administrator", password="Jingyue-2026")
    sign_in(client, user, seconds_ago=610)
    assert client.get(INVITE).headers["Location"] == f"{BY_PASSWORD}?next=%2Faccounts%2Finvitations%2Fnew%2F"
    answer = client.post(BY_PASSWORD, {"password": "Jingyue-2026", "next": INVITE})
    assert (answer.headers["Location"], client.get(INVITE).status_code) == (INVITE, 200)


def test_a_wrong_password_does_not_do(client: Client):
    sign_in(client, make_user("administrator", password="Jingyue-2026"), seconds_ago=610)
    page = client.post(BY_PASSWORD, {"password": "wrong", "next": INVITE}).content.decode()
    assert ("密码不正确。" in page, client.get(INVITE).status_code) == (True, 302)


def test_a_form_sent_too_late_goes_on_with_what_was_typed(client: Client):
    sign_in(client, make_user("administrator", password="Jingyue-2026"), seconds_ago=610)
    client.post(INVITE, {"name": "王建国"})
    page = client.post(BY_PASSWORD, {"password": "Jingyue-2026", "next": INVITE}).content.decode()
    assert ('value="王建国"' in page, "field--error" in page) == (True, True)


def test_an_account_that_signs_in_by_code_is_asked_for_a_code(client: Client):
    sign_in(client, applicant(), seconds_ago=610)
    client.post(CHANGE_PHONE, {"phone": "13900139001"})
    assert client.get(BY_CODE, {"next": CHANGE_PHONE}).status_code == 200
    client.post(BY_CODE, {"action": "send", "next": CHANGE_PHONE})
    answer = client.post(BY_CODE, {"code": code_to(PHONE), "next": CHANGE_PHONE})
    assert answer.headers["Location"] == "/accounts/phone/verify/"


def test_a_stale_session_cannot_change_the_phone(client: Client):
    sign_in(client, applicant(), seconds_ago=610)
    answer = client.post(CHANGE_PHONE, {"phone": "13900139001"})
    assert answer.headers["Location"] == f"{BY_CODE}?next=%2Faccounts%2Fphone%2Fchange%2F"


def test_an_account_without_a_phone_gets_the_code_by_mail(client: Client):
    sign_in(client, make_user(email="li@example.com"), seconds_ago=610)
    client.post(BY_CODE, {"action": "send"})
    assert (mail.outbox[-1].to, bool(re.search(r"\b\d{6}\b", mail.outbox[-1].body))) == (["li@example.com"], True)


def test_opening_the_page_sends_nothing(client: Client):
    sign_in(client, make_user(email="li@example.com"), seconds_ago=610)
    client.get(BY_CODE)
    assert mail.outbox == []


def test_after_five_wrong_codes_a_new_one_is_needed(client: Client):
    sign_in(client, applicant(), seconds_ago=610)
    client.post(BY_CODE, {"action": "send"})
    right = code_to(PHONE)
    pages = [client.post(BY_CODE, {"code": "000"}).content.decode() for _attempt in range(5)]
    assert ["这个验证码已失效" in page for page in pages] == [False] * 4 + [True]
    client.post(BY_CODE, {"code": right, "next": "/me/"})
    assert client.post(CHANGE_PHONE, {"phone": "13900139001"}).headers["Location"].startswith(BY_CODE)


def test_codes_are_not_sent_without_end(client: Client):
    sign_in(client, applicant(), seconds_ago=610)
    answers = [client.post(BY_CODE, {"action": "send"}).status_code for _attempt in range(6)]
    assert answers == [302] * 5 + [429]


def test_no_next_leads_to_another_site(client: Client):
    sign_in(client, applicant(), seconds_ago=610)
    client.post(BY_CODE, {"action": "send"})
    answer = client.post(BY_CODE, {"code": code_to(PHONE), "next": "//evil.example/"})
    assert answer.headers["Location"] == "/home/"


class TestChangingThePhone:
    def test_a_new_phone_counts_after_its_code_and_the_old_one_is_told(self, client: Client):
        user = applicant()
        sign_in(client, user)
        client.post(CHANGE_PHONE, {"phone": "１３９ 0013 9001"})
        client.post("/accounts/phone/verify/", {"code": code_to("+8613900139001")})
        run_outbox()
        user.refresh_from_db()
        assert (user.phone, user.phone_verified) == ("+8613900139001", True)
        assert "已更换为 139****9001" in demo_box.last_to(PHONE)

    def test_the_old_phone_stays_until_the_code_is_entered(self, client: Client):
        user = applicant()
        sign_in(client, user)
        client.post(CHANGE_PHONE, {"phone": "13900139001"})
        client.post("/accounts/phone/verify/", {"code": "abc"})
        user.refresh_from_db()
        assert user.phone == PHONE

    def test_a_phone_of_another_account_is_not_taken_over(self, client: Client):
        user = applicant()
        applicant(phone="+8613900139001")
        sign_in(client, user)
        client.post(CHANGE_PHONE, {"phone": "13900139001"})
        client.post("/accounts/phone/verify/", {"code": code_to("+8613900139001")})
        user.refresh_from_db()
        assert user.phone == PHONE

    def test_two_changes_at_once_are_slowed_down_not_broken(self, client: Client):
        sign_in(client, applicant())
        answers = [client.post(CHANGE_PHONE, {"phone": "13900139001"}).status_code for _attempt in range(2)]
        assert answers == [302, 429]


class TestChangingTheAddress:
    def test_a_new_address_counts_after_its_code_and_the_old_one_is_told(self, client: Client):
        user = make_user(email="li@example.com")
        EmailAddress.objects.create(user=user, email="li@example.com", verified=True, primary=True)
        sign_in(client, user)
        client.post("/accounts/email/", {"email": "Li.Ming@Example.com", "action_add": ""})
        code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
        client.post("/accounts/confirm-email/", {"code": code})
        user.refresh_from_db()
        assert (user.email, mail.outbox[-1].to) == ("li.ming@example.com", ["li@example.com"])

    def test_the_address_cannot_be_removed(self, client: Client):
        user = make_user(email="li@example.com")
        EmailAddress.objects.create(user=user, email="li@example.com", verified=True, primary=True)
        sign_in(client, user)
        client.post("/accounts/email/", {"email": "li@example.com", "action_remove": ""})
        user.refresh_from_db()
        assert (user.email, EmailAddress.objects.count()) == ("li@example.com", 1)
