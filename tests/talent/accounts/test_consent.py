from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from talent.accounts import actions, consent
from talent.accounts.access import child_consent_required, consent_required
from talent.accounts.models import Consent
from talent.audit.models import AuditEvent
from tests.factories import make_user
from tests.talent.accounts.sessions import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/consent/"


def opened(user: object, decorator: object = consent_required) -> str:
    request = RequestFactory().get("/me/apply/?step=2")
    request.user = user
    response = decorator(lambda request: "page")(request)
    return response if response == "page" else response.headers["Location"]


def test_without_consent_the_page_leads_to_it_and_back():
    assert opened(make_user()) == "/accounts/consent/?next=%2Fme%2Fapply%2F%3Fstep%3D2"


def test_with_consent_the_page_opens():
    user = make_user()
    actions.give_consent(user, consent.SENSITIVE_DATA, by=user)
    assert opened(user) == "page"


def test_the_consent_for_a_child_is_one_of_its_own():
    user = make_user()
    actions.give_consent(user, consent.SENSITIVE_DATA, by=user)
    assert opened(user, child_consent_required) == "/accounts/consent/child/?next=%2Fme%2Fapply%2F%3Fstep%3D2"


def test_consent_is_given_by_ticking_and_leads_on(client: Client):
    user = make_user()
    sign_in(client, user)
    answer = client.post(PAGE, {"agreed": "on", "next": "/me/"})
    given = Consent.objects.get()
    assert (answer.headers["Location"], given.user, given.purpose) == ("/me/", user, "sensitive_data")


def test_nothing_is_given_without_ticking(client: Client):
    sign_in(client, make_user())
    page = client.post(PAGE, {"next": "/me/"}).content.decode()
    assert ("请勾选同意后再继续" in page, 'name="next" value="/me/"' in page, Consent.objects.count()) == (
        True,
        True,
        0,
    )


def test_the_box_is_not_ticked_beforehand(client: Client):
    sign_in(client, make_user())
    assert "checked" not in client.get(PAGE).content.decode()


def test_two_clicks_give_one_consent(client: Client):
    sign_in(client, make_user())
    for _click in range(2):
        client.post(PAGE, {"agreed": "on"})
    assert (Consent.objects.count(), AuditEvent.objects.filter(verb="consent.given").count()) == (1, 1)


def test_a_new_text_asks_again(monkeypatch: pytest.MonkeyPatch):
    user = make_user()
    actions.give_consent(user, consent.SENSITIVE_DATA, by=user)
    monkeypatch.setattr(consent, "TEXT_VERSION", "2030-01")
    assert consent.has_consent(user, consent.SENSITIVE_DATA) is False


def test_consent_is_withdrawn_with_one_button_and_can_be_given_again(client: Client):
    user = make_user()
    sign_in(client, user)
    client.post(PAGE, {"agreed": "on"})
    client.post("/accounts/consent/sensitive_data/withdraw/")
    withdrawn = consent.has_consent(user, consent.SENSITIVE_DATA)
    client.post(PAGE, {"agreed": "on"})
    assert (withdrawn, consent.has_consent(user, consent.SENSITIVE_DATA), Consent.objects.count()) == (False, True, 2)


def test_withdrawing_does_not_touch_other_peoples_consents(client: Client):
    other = make_user()
    actions.give_consent(other, consent.SENSITIVE_DATA, by=other)
    sign_in(client, make_user())
    client.post("/accounts/consent/sensitive_data/withdraw/")
    assert consent.has_consent(other, consent.SENSITIVE_DATA) is True


def test_a_consent_to_nothing_known_is_not_found(client: Client):
    sign_in(client, make_user())
    assert client.post("/accounts/consent/everything/withdraw/").status_code == 404


def test_consent_leads_to_no_other_site(client: Client):
    sign_in(client, make_user())
    assert client.post(PAGE, {"agreed": "on", "next": "https://evil.example/"}).headers["Location"] == "/home/"


@pytest.mark.parametrize("page", [PAGE, "/accounts/consent/child/"])
def test_the_text_says_what_why_who_how_long_and_how_to_withdraw(client: Client, page: str):
    sign_in(client, make_user())
    text = client.get(page).content.decode()
    assert [word in text for word in ("哪些信息", "为什么需要", "谁会看到", "保存多久", "撤回")] == [True] * 5


def test_withdrawing_is_asked_about_first(client: Client):
    user = make_user()
    sign_in(client, user)
    actions.give_consent(user, consent.SENSITIVE_DATA, by=user)
    page = client.get("/accounts/consent/sensitive_data/withdraw/").content.decode()
    assert ("撤回以后仍然保留的" in page, consent.has_consent(user, consent.SENSITIVE_DATA)) == (True, True)
