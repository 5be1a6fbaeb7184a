from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import connection
from django.test import Client

from talent.accounts.second_factor import SecondFactorAdapter
from tests.factories import make_user
from tests.talent.accounts.sessions import sign_in

pytestmark = pytest.mark.django_db
ACTIVATE = "/accounts/2fa/totp/activate/"


def number_shown(secret: str) -> str:
    """What the app on the phone shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def enrol(client: Client) -> str:
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": number_shown(secret)})
    return secret


@pytest.fixture(autouse=True)
def required(settings: object) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def test_who_enrols_reaches_the_pages(client: Client):
    sign_in(client, make_user("reviewer"))
    enrol(client)
    assert client.get("/accounts/settings/").status_code == 200


def test_the_secret_is_not_readable_in_the_database(client: Client):
    sign_in(client, make_user("reviewer"))
    secret = enrol(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        rows = " ".join(str(row[0]) for row in cursor.fetchall())
    assert ("secret" in rows, secret in rows) == (True, False)


def test_what_is_encrypted_comes_back():
    adapter = SecondFactorAdapter()
    assert adapter.decrypt(adapter.encrypt("JBSWY3DPEHPK3PXP")) == "JBSWY3DPEHPK3PXP"


def test_password_and_number_sign_in(client: Client):
    user = make_user("reviewer", password="Jingyue-2026")
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    login = {"login": user.email, "password": "Jingyue-2026"}
    asked = client.post("/accounts/login/staff/", login).headers["Location"]
    before = client.session.get("_auth_user_id")
    client.post(asked, {"code": number_shown(secret)})
    assert (asked, before, client.session.get("_auth_user_id")) == ("/accounts/2fa/authenticate/", None, str(user.pk))


@pytest.mark.parametrize(("role", "left"), [("reviewer", 1), ("applicant", 0)])
def test_staff_keep_their_last_factor_and_applicants_need_not(client: Client, role: str, left: int):
    user = make_user(role)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    sign_in(client, user)
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).count() == left
