from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_user
from tests.talent.accounts.sessions import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/settings/"


def test_an_applicant_chooses_name_and_language(client: Client):
    user = make_user()
    sign_in(client, user)
    answer = client.post(PAGE, {"display_name": " 小  李 ", "language": "en"})
    user.refresh_from_db()
    assert (user.display_name, user.language, answer.cookies["django_language"].value) == ("小 李", "en", "en")


def test_an_unknown_language_is_refused(client: Client):
    user = make_user()
    sign_in(client, user)
    page = client.post(PAGE, {"display_name": "李", "language": "xx"}).content.decode()
    user.refresh_from_db()
    assert ("field--error" in page, user.language) == (True, "zh-hans")


def test_the_phone_is_masked(client: Client):
    sign_in(client, make_user(phone="+8613800138001", phone_verified=True))
    page = client.get(PAGE).content.decode()
    assert ("138****8001" in page, "13800138001" in page) == (True, False)


def test_staff_see_no_field_for_a_name(client: Client):
    sign_in(client, make_user("reviewer"))
    assert "display_name" not in client.get(PAGE).content.decode()


def test_switching_the_language_of_the_page_is_kept_for_mails(client: Client):
    user = make_user()
    sign_in(client, user)
    client.post("/ui/language/", {"language": "en"})
    user.refresh_from_db()
    assert user.language == "en"


def test_other_devices_can_be_signed_out(client: Client):
    user = make_user()
    other = Client()
    sign_in(other, user)
    sign_in(client, user)
    client.post("/accounts/sessions/")
    assert (client.get(PAGE).status_code, other.get(PAGE).status_code) == (200, 302)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"name": "李明", "email": "li@example.com"}, "李明"),
        ({"name": "", "email": "li@example.com"}, "li@example.com"),
        ({"name": "", "email": None, "phone": "+8613800138001"}, "138****8001"),
    ],
)
def test_an_account_is_shown_by_name_address_or_masked_phone(fields: dict[str, str], shown: str):
    assert str(make_user(**fields)) == shown
