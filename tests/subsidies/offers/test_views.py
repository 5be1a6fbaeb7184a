"""The officer's two lists, the confirm page, and the page behind an invitation."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.offers import actions
from subsidies.offers.models import Offer
from subsidies.offers.workflow import OfferStatus as S
from talent.identifiers.masking import masked_identity
from tests.factories import make_employer, make_user
from tests.subsidies.offers.conftest import GRADUATE, statuses
from tests.talent.accounts.test_sign_up import code_to, sign_up

pytestmark = pytest.mark.django_db
LIST_QUERIES = 17
"""Session, person, roles, the filter's units, the candidates, the rows of a page, who was invited."""
INVITED_QUERIES = 14
LIST, CONFIRM, INVITE, INVITED = (reverse(f"offers:{name}") for name in ("candidates", "confirm", "invite", "invited"))


@pytest.fixture
def desk(client: Client, officer) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def offer(officer, listed) -> Offer:
    actions.invite([listed(**GRADUATE).pk], by=officer)
    return Offer.objects.get()


def without_token(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_list_says_how_likely_and_what_is_still_to_be_said(desk, listed):
    listed("甲", **GRADUATE)
    listed("乙")
    page = text_of(desk.get(LIST))
    for words in ("很可能符合", "测算 50,000 元", "可能符合", "花名册没有写", "学历学位、是否享受过同类补贴", "邀请单"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", 2),
        ("?prospect=likely", 1),
        ("?prospect=possible", 1),
        ("?reach=phone", 1),
        ("?reach=paper", 1),
        ("?reach=x", 2),
    ],
)
def test_the_list_is_narrowed(desk, listed, query, shown):
    listed("甲", **GRADUATE)
    listed("乙")
    assert len(desk.get(f"{LIST}{query}").context["rows"]) == shown


@pytest.mark.parametrize("path", [LIST, INVITED])
def test_an_empty_list_says_what_to_do(desk, path):
    page = text_of(desk.get(path))
    assert ("没有可以邀请的职工" in page) != ("还没有邀请过职工" in page)


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_takes_so_many_queries(desk, listed, number, django_assert_num_queries):
    for _ in range(number):
        listed(**GRADUATE)
    with django_assert_num_queries(LIST_QUERIES):
        desk.get(LIST)


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_of_the_invited_takes_so_many_queries(desk, officer, listed, number, django_assert_num_queries):
    actions.invite([listed(**GRADUATE).pk for _ in range(number)], by=officer)
    with django_assert_num_queries(INVITED_QUERIES):
        desk.get(INVITED)


def test_ticked_people_are_named_and_then_invited_once(desk, listed):
    entry = listed(**GRADUATE)
    page = desk.post(CONFIRM, {"selected": [str(entry.pk)]}, follow=True)
    assert ("确认邀请 1 人" in text_of(page), statuses()) == (True, {})
    pages = [text_of(desk.post(INVITE, {"selected": [str(entry.pk)]}, follow=True)) for _ in range(2)]
    assert ["已邀请 1 人。" in pages[0], "没有重复邀请" in pages[1], statuses()] == [True, True, {"李明": S.INVITED}]


def test_everything_means_what_the_filter_shows(desk, listed):
    listed("甲", **GRADUATE)
    listed("乙")
    page = desk.post(CONFIRM, {"everything": "1", "prospect": "likely"}, follow=True)
    assert [row.entry.name for row in page.context["rows"]] == ["甲"]


def test_who_applied_meanwhile_is_left_out_and_counted(desk, officer, listed):
    first, second = listed("甲"), listed("乙")
    actions.invite([first.pk], by=officer)
    page = desk.post(CONFIRM, {"selected": [str(first.pk), str(second.pk)]}, follow=True)
    assert ("有 1 人没有列入" in text_of(page), [row.entry.name for row in page.context["rows"]]) == (True, ["乙"])


@pytest.mark.parametrize("selected", [[], ["x"], [str(uuid.uuid4())], [str(uuid.uuid4()) for _ in range(1_001)]])
@pytest.mark.parametrize("path", [CONFIRM, INVITE])
def test_senseless_selections_invite_nobody(desk, listed, path, selected):
    listed()
    response = desk.post(path, {"selected": selected})
    assert (response.status_code, statuses()) == (302, {})


def test_the_sheets_are_a_pdf_for_those_who_wait(desk, offer):
    response = desk.post(reverse("offers:sheets"), {"status": "invited"})
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_name_that_cannot_be_printed_keeps_no_sheet_back(desk, officer, listed):
    actions.invite([listed("\U000323af某").pk], by=officer)
    assert desk.post(reverse("offers:sheets")).content[:5] == b"%PDF-"


def test_without_anybody_waiting_there_is_nothing_to_print(desk, offer):
    actions.decline_by_code(offer.code)
    assert "不用打印邀请单" in text_of(desk.post(reverse("offers:sheets"), follow=True))


def test_withdrawing_asks_first(desk, offer):
    path = reverse("offers:withdraw", args=[offer.pk])
    assert (desk.get(path).status_code, statuses()) == (200, {"李明": S.INVITED})
    assert "链接随即失效" in text_of(desk.post(path, follow=True))
    assert (desk.post(path).status_code, statuses()) == (302, {"李明": S.WITHDRAWN})


def test_another_unit_s_invitation_is_not_found(client: Client, offer):
    client.force_login(make_user("hr_officer", employer=make_employer()))
    path = reverse("offers:withdraw", args=[offer.pk])
    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]
    assert ("李明" in client.get(INVITED).content.decode(), "李明" in client.get(LIST).content.decode()) == (
        False,
        False,
    )


def test_the_page_behind_a_link_is_the_same_for_every_code(client: Client, offer):
    def page(code: str) -> str:
        return without_token(client.get(reverse("offers:invitation", args=[code]))).replace(code, "CODE")

    real, guessed = page(offer.code), page("7" * 28)
    assert (real == guessed, "李明" in real, "解放" in real) == (True, False, False)


def test_the_answer_to_declining_is_the_same_for_every_code(client: Client, offer):
    answers = [client.post(reverse("offers:decline", args=[code])) for code in ("7" * 28, offer.code)]
    pages = {without_token(answer).replace(offer.code, "7" * 28) for answer in answers}
    assert (len(pages), {answer.status_code for answer in answers}, statuses()) == (1, {200}, {"李明": S.DECLINED})


def test_reading_a_link_changes_nothing(client: Client, offer):
    client.get(reverse("offers:invitation", args=[offer.code]))
    assert statuses() == {"李明": S.INVITED}


def test_going_on_leads_to_the_sign_in_and_keeps_the_code(client: Client, offer):
    response = client.post(reverse("offers:mine", args=[offer.code]), follow=True)
    assert (response.redirect_chain[-1][0].split("?")[0], client.session["offer_code"]) == (
        "/accounts/login/",
        offer.code,
    )


def test_the_sign_in_says_what_to_do_without_an_account_and_leads_to_the_sign_up(client: Client, offer):
    page = client.post(reverse("offers:mine", args=[offer.code]), follow=True)
    said = [str(message) for message in page.context["messages"]]
    assert said == ["请先登录，登录后继续办理单位的邀请。还没有账号的，点“注册账号”，注册后同样可以继续。"]
    assert (
        re.findall(r'href="(/accounts/signup/[^"]*)"', page.content.decode())[-1] == "/accounts/signup/?next=%2Fme%2F"
    )


def test_who_has_no_account_signs_up_and_goes_on_with_the_invitation(client: Client, offer):
    signup = client.post(reverse("offers:mine", args=[offer.code]), {"new": "1"}, follow=True)
    said = [str(message) for message in signup.context["messages"]]
    assert (signup.redirect_chain[-1][0], said) == (
        "/accounts/signup/?next=%2Fme%2F",
        ["请先注册账号，注册后继续办理单位的邀请。"],
    )
    sign_up(client, "13900139000", next="/me/")
    answer = client.post("/accounts/login/code/confirm/", {"code": code_to("+8613900139000"), "next": "/me/"})
    kept = (client.session["offer_code"], "_auth_user_id" in client.session)
    assert (answer.headers["Location"], kept) == ("/me/", (offer.code, True))


def test_two_people_of_one_name_are_told_apart_before_and_after_either_is_invited(desk, officer, listed):
    entries = [listed("张伟", **GRADUATE), listed("张伟", **GRADUATE)]
    masked = [masked_identity(entry.identity_number) for entry in entries]
    pages = [desk.get(LIST), desk.post(CONFIRM, {"selected": [entry.pk for entry in entries]}, follow=True)]
    actions.invite([entry.pk for entry in entries], by=officer)
    last = Offer.objects.get(identity_index=entries[1].identity_index)
    pages += [desk.get(INVITED), desk.get(reverse("offers:withdraw", args=[last.pk]))]
    shown = [[number in page.content.decode() for number in masked] for page in pages]
    assert shown == [[True, True], [True, True], [True, True], [False, True]]


def test_the_confirm_page_can_be_loaded_again_until_they_are_invited(desk, listed):
    entry = listed()
    address = desk.post(CONFIRM, {"selected": [str(entry.pk)]})["Location"]
    opened = [[row.entry.pk for row in desk.get(address).context["rows"]] for _ in range(2)]
    desk.post(INVITE, {"selected": [str(entry.pk)]})
    assert (opened, desk.get(address)["Location"], Offer.objects.count()) == ([[entry.pk]] * 2, LIST, 1)


def test_the_way_back_from_the_confirm_page_keeps_who_was_ticked_and_the_filter(desk, listed):
    first, second = listed(), listed()
    back = desk.post(CONFIRM, {"selected": [str(first.pk)], "reach": "sms"}, follow=True).context["back"]
    boxes = re.findall(
        r'name="selected" value="([^"]+)"( checked)?', desk.get(back.replace("reach=sms", "")).content.decode()
    )
    assert ("reach=sms" in back, dict(boxes)) == (True, {str(first.pk): " checked", str(second.pk): ""})
