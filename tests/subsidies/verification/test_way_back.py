"""The way back from a page that confirms: the list as it was, with the same people ticked."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils.html import escape

from subsidies.applications import actions as cases
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.verification.claims import waiting
from tests.subsidies.verification.test_views import CONFIRM, DONE, QUEUE, page, said, ticked


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.hr)
    return client


def boxes(client: Client, address: str) -> dict[str, bool]:
    """Each row's box by its value, and whether it is ticked."""
    found = re.findall(r'name="selected" value="([^"]+)"( checked)?', page(client, address))
    return {value: bool(checked) for value, checked in found}


@pytest.mark.parametrize("asked", [CONFIRM, "/employer/verify/dispute/"])
def test_the_way_back_from_a_confirm_page_leads_to_the_same_page_with_the_same_people_ticked(
    desk: Client, office: Office, asked: str
):
    first, second, third = waiting(office, 3)
    answer = desk.post(asked, ticked(first, third) | {"due": "", "size": "100"}, follow=True)
    back = answer.context["queue_url"]
    expected = {ticked(case)["selected"][0]: case is not second for case in (first, second, third)}
    assert (answer.content.decode().count(f'href="{escape(back)}"'), "size=100" in back) == (2, True)
    assert (boxes(desk, back), set(boxes(desk, QUEUE).values())) == (expected, {False})


def test_an_objection_without_a_reason_still_leads_back_to_those_who_were_ticked(desk: Client, office: Office):
    first, second = waiting(office, 2)
    asking = desk.post("/employer/verify/dispute/", ticked(first))
    key = parse_qs(urlsplit(asking["Location"]).query)["ticked"]
    answer = desk.post("/employer/verify/dispute/done/", ticked(first) | {"roster": "differs", "ticked": key})
    back = answer.context["queue_url"]
    assert ("roster=differs" in back, boxes(desk, back.replace("roster=differs", ""))) == (
        True,
        {ticked(first)["selected"][0]: True, ticked(second)["selected"][0]: False},
    )


@pytest.mark.parametrize("asked", [CONFIRM, "/employer/verify/dispute/"])
def test_the_confirm_page_can_be_loaded_again_and_gone_back_to_without_sending_anything(
    desk: Client, office: Office, asked: str
):
    first, second = waiting(office, 2)
    address = desk.post(asked, ticked(first))["Location"]
    named = [[claim.application for claim in desk.get(address).context["chosen"].claims] for _ in range(2)]
    before = fresh(first).status
    desk.post(DONE, ticked(first), follow=True)
    gone = desk.get(address, follow=True)
    assert (named, before, fresh(first).status) == ([[first], [first]], "awaiting_employer", "awaiting_review")
    assert (gone.redirect_chain, said(gone)) == (
        [(QUEUE, 302)], ["先前的勾选没有保留（可能已办理、重新登录过或时间太久），请重新勾选。"],
    )  # fmt: skip
    assert gone.context["page"].rows == [second]


def test_who_changed_meanwhile_is_not_ticked_on_the_way_back(desk: Client, office: Office):
    (case,) = waiting(office)
    back = desk.post(CONFIRM, ticked(case), follow=True).context["queue_url"]
    cases.mark_disputed(case, by=office.hr, submission=latest(case), reason="")
    cases.answer_dispute(fresh(case), by=case.person.user)
    assert list(boxes(desk, back).values()) == [False]
