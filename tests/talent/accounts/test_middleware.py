from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from talent.accounts.models import User
from tests.factories import make_user
from tests.talent.accounts.sessions import sign_in

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
PAGE = "/accounts/settings/"


def visit(client: Client, minutes: float, path: str = PAGE, **more: object):
    with time_machine.travel(START + dt.timedelta(minutes=minutes), tick=False):
        return client.get(path, **more)


def signed_in(client: Client, user: User) -> Client:
    with time_machine.travel(START, tick=False):
        sign_in(client, user)
        client.get(PAGE)
    return client


@pytest.mark.parametrize(("role", "limit"), [("applicant", 120), ("reviewer", 30)])
def test_an_idle_session_ends(client: Client, role: str, limit: int):
    signed_in(client, make_user(role))
    assert [visit(client, limit - 1).status_code, visit(client, 2 * limit + 5).status_code] == [200, 302]


def test_an_active_session_goes_on_but_not_beyond_twelve_hours(client: Client):
    signed_in(client, make_user("reviewer"))
    answers = [visit(client, minutes).status_code for minutes in range(20, 12 * 60 + 40, 20)]
    assert answers == [200] * 36 + [302]


def test_whoever_was_idle_is_told_and_comes_back_to_the_page(client: Client):
    signed_in(client, make_user("reviewer"))
    response = visit(client, 60, "/accounts/settings/?a=1")
    assert response.headers["Location"] == "/accounts/login/staff/?next=/accounts/settings/%3Fa%3D1"
    assert "有一段时间没有操作" in client.get(response.headers["Location"]).content.decode()


def test_a_form_that_came_too_late_leads_back_to_the_page_it_stood_on(client: Client):
    signed_in(client, make_user())
    with time_machine.travel(START + dt.timedelta(hours=3), tick=False):
        response = client.post("/accounts/settings/", {}, headers={"referer": "http://testserver/me/?step=2"})
    assert response.headers["Location"] == "/accounts/login/?next=/me/%3Fstep%3D2"


def test_another_sites_address_is_not_come_back_to(client: Client):
    signed_in(client, make_user())
    with time_machine.travel(START + dt.timedelta(hours=3), tick=False):
        response = client.post("/accounts/settings/", {}, headers={"referer": "http://evil.example/me/"})
    assert response.headers["Location"] == "/accounts/login/?next=/accounts/settings/"


def test_a_swapped_part_of_a_page_sends_the_whole_page_to_sign_in(client: Client):
    signed_in(client, make_user())
    response = visit(client, 300, headers={"hx-request": "true", "referer": "http://testserver/me/"})
    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/me/"


def test_public_pages_go_on_without_a_user(client: Client):
    signed_in(client, make_user())
    assert (visit(client, 300, "/accounts/signup/").status_code, "_auth_user_id" in client.session) == (200, False)


def test_a_closed_account_is_out_on_the_next_request(client: Client):
    user = make_user("reviewer")
    sign_in(client, user)
    User.objects.update(is_active=False)
    assert client.get(PAGE).headers["Location"] == f"/accounts/login/?next={PAGE}"


def test_an_account_without_its_last_role_is_out_on_the_next_request(client: Client):
    user = make_user("reviewer")
    sign_in(client, user)
    user.role_grants.update(revoked_at=START)
    response = client.get(PAGE)
    assert (response.headers["Location"], "_auth_user_id" in client.session) == (
        f"/accounts/login/staff/?next={PAGE}", False,
    )  # fmt: skip


def test_an_account_without_its_last_role_is_no_applicant():
    user = make_user("reviewer")
    user.role_grants.update(revoked_at=START)
    assert User.objects.get().roles == frozenset()


def test_activity_is_noted_once_a_minute(client: Client):
    signed_in(client, make_user())
    seen = []
    for seconds in (30, 59, 61, 100, 130):
        visit(client, seconds / 60)
        seen.append((UserSession.objects.get().last_seen_at - START).total_seconds())
    assert seen == [0, 0, 61, 61, 130]


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def required(self, settings: object) -> None:
        settings.SECOND_FACTOR_REQUIRED = True

    def test_staff_must_enrol_before_any_page(self, client: Client):
        sign_in(client, make_user("reviewer"))
        assert [client.get(path).headers.get("Location") for path in (PAGE, "/accounts/staff/", "/home/")] == [
            "/accounts/2fa/"
        ] * 3

    def test_staff_can_enrol_sign_out_and_switch_the_language_before(self, client: Client):
        sign_in(client, make_user("reviewer"))
        paths = ("/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/logout/")
        assert [client.get(path).status_code for path in paths] == [200] * 4

    def test_staff_with_a_factor_pass(self, client: Client):
        user = make_user("reviewer")
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
        sign_in(client, user)
        assert client.get(PAGE).status_code == 200

    def test_recovery_codes_alone_are_no_factor(self, client: Client):
        user = make_user("reviewer")
        Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
        sign_in(client, user)
        assert client.get(PAGE).headers["Location"] == "/accounts/2fa/"

    def test_applicants_need_none(self, client: Client):
        sign_in(client, make_user())
        assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("path", [PAGE, "/", "/messages/", "/no-such-page/", "/audit/"])
def test_nothing_that_is_shown_to_who_is_signed_in_is_kept_by_the_browser(client: Client, path: str):
    client.force_login(make_user())
    assert client.get(path).headers["Cache-Control"] == "private, no-store"


def test_the_page_that_signs_out_is_not_kept_either(client: Client):
    client.force_login(make_user())
    assert "no-store" in client.post("/accounts/logout/").headers["Cache-Control"]


def test_public_pages_for_visitors_may_be_kept(client: Client):
    assert "Cache-Control" not in client.get("/").headers


LOST = "刚才提交的内容没有办理"


def test_whoever_sends_a_form_after_the_session_ended_is_told_that_nothing_came_of_it(client: Client):
    signed_in(client, make_user("reviewer"))
    with time_machine.travel(START + dt.timedelta(hours=3), tick=False):
        late = client.post("/payments/draw-up/", {})
    idle = client.get(late.headers["Location"]).content.decode()
    gone = client.get(client.post("/payments/draw-up/", {}).headers["Location"]).content.decode()
    asked = client.get(client.get("/payments/draw-up/").headers["Location"]).content.decode()
    assert [LOST in text for text in (idle, gone, asked)] == [True, True, False]
