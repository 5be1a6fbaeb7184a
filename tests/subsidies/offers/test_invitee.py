"""The invited person confirms what the unit states, corrects it, or says no; nothing is handed in without them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.applications.models import Application
from subsidies.offers import actions
from subsidies.offers.models import Offer
from subsidies.offers.workflow import OfferStatus as S
from talent.accounts.actions import give_consent
from talent.accounts.consent import SENSITIVE_DATA
from talent.accounts.models import User
from talent.profiles.models import Employment
from tests.factories import make_degree, make_employment, make_person, make_user
from tests.subsidies.offers.conftest import GRADUATE, PHONE, statuses
from tests.subsidies.offers.test_views import text_of

pytestmark = pytest.mark.django_db
HOME, OFFER, CONFIRM = (reverse(f"me:{name}") for name in ("home", "offer", "offer_confirm"))


@pytest.fixture
def offer(officer, listed) -> Offer:
    actions.invite([listed(**GRADUATE).pk], by=officer)
    return Offer.objects.get()


def signed_in(client: Client, user: User) -> Client:
    give_consent(user, SENSITIVE_DATA, by=user)
    client.force_login(user)
    return client


@pytest.fixture
def invitee(client: Client, offer) -> Client:
    """The person, whose confirmed phone is the one that the unit knows."""
    user = make_user(phone=PHONE, phone_verified=True)
    make_person(user, identity_number=offer.identity_number)
    return signed_in(client, user)


def opened(invitee: Client, offer: Offer):
    return invitee.post(reverse("me:offer_open", args=[offer.pk]), follow=True)


def test_the_start_page_shows_who_invites_and_opening_shows_what_is_stated(invitee, offer):
    home, page = text_of(invitee.get(HOME)), text_of(opened(invitee, offer))
    assert ("一汽解放汽车有限公司 邀请您申请人才补贴" in home, statuses()) == (True, {"李明": S.OPENED})
    for words in ("2026年7月1日", "36 个月", "硕士", "吉林大学", "生活补贴共 50,000 元"):
        assert words in page


def test_a_colleague_who_knows_the_number_is_shown_nothing(client: Client, offer):
    person = make_person(identity_number=offer.identity_number)
    page = text_of(signed_in(client, person.user).get(HOME))
    answers = [client.get(OFFER).status_code, opened(client, offer).status_code, client.post(CONFIRM).status_code]
    assert ("解放" in page, answers, statuses(), Employment.objects.count()) == (
        False,
        [302, 200, 302],
        {"李明": S.INVITED},
        0,
    )


def test_confirming_takes_the_employment_over_and_hands_nothing_in(invitee, offer):
    opened(invitee, offer)
    response = invitee.post(CONFIRM)
    employment = Employment.objects.get()
    assert (response["Location"], employment.employer, employment.contract_months, Application.objects.count()) == (
        reverse("me:benefits"), offer.employer, 36, 0,
    )  # fmt: skip


def test_what_the_roster_leaves_open_is_asked_with_the_rest_filled_in(invitee, offer, employer):
    entry = offer.employer.rosters.get().entries.get()
    entry.insured_months = None
    entry.save()
    assert (invitee.post(CONFIRM)["Location"], Employment.objects.count()) == (reverse("me:employment"), 0)
    form = invitee.get(reverse("me:employment")).context["form"]
    assert (form["employer"].value(), form["contract_months"].value(), form["insured_months"].value()) == (
        employer.pk, 36, None,
    )  # fmt: skip


def test_the_form_says_which_answers_come_from_the_unit(invitee, offer):
    page = text_of(invitee.get(reverse("me:employment")))
    assert page.count("单位提供，请核对。") == 5


def test_the_first_degree_is_filled_in_as_far_as_it_is_stated(invitee, offer):
    form = invitee.get(reverse("me:degree_new")).context["form"]
    assert [form[name].value() for name in ("level", "institution_name", "graduation_certificate_number")] == [
        "master", "吉林大学", None,
    ]  # fmt: skip


def test_what_the_person_has_entered_stays_until_they_take_the_other_over(invitee, offer):
    person = User.objects.get(phone_index=offer.employer.rosters.get().entries.get().phone_index).person
    make_employment(person, contract_months=60)
    make_degree(person)
    forms = [invitee.get(reverse(f"me:{name}")).context["form"] for name in ("employment", "degree_new")]
    assert (forms[0]["contract_months"].value(), forms[1]["level"].value()) == (60, None)
    assert "您填写过任职信息" in text_of(opened(invitee, offer))


def test_declining_is_one_tap(invitee, offer):
    page = text_of(invitee.post(reverse("me:offer_decline", args=[offer.pk]), follow=True))
    assert ("已记下，不再提醒" in page, "邀请您申请" in page, statuses()) == (True, False, {"李明": S.DECLINED})


@pytest.mark.parametrize("name", ["offer_open", "offer_decline"])
def test_somebody_else_s_invitation_stays_as_it_is(client: Client, offer, name):
    signed_in(client, make_person().user)
    page = text_of(client.post(reverse(f"me:{name}", args=[offer.pk]), follow=True))
    assert ("没有找到这份邀请" in page, statuses()) == (True, {"李明": S.INVITED})


def test_a_newcomer_who_came_by_the_link_is_led_to_what_is_stated(client: Client, offer):
    client.post(reverse("offers:mine", args=[offer.code]))
    signed_in(client, make_user())
    assert "您是从单位的邀请进来的" in text_of(client.get(HOME))
    form = client.get(reverse("me:benefits")).context["form"]
    said = {
        "key": form["key"].value(), "benefits": ["living"], "claimed_elsewhere": "no", "name": "李明",
        "identity_number": offer.identity_number, "document_type": "resident_id",
    }  # fmt: skip
    assert client.post(reverse("me:benefits"), said)["Location"] == OFFER
    assert "一汽解放汽车有限公司" in text_of(client.get(OFFER))


def test_a_browser_says_with_the_form_of_the_page_where_it_comes_from_and_no_other_site_learns_the_address(offer):
    page = Client().get(reverse("offers:invitation", args=[offer.code]))
    assert page.headers["Referrer-Policy"] == "same-origin"
