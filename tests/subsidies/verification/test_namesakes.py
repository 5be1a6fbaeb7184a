"""Two people of one name at one unit are told apart wherever an officer is about to act on one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from subsidies.applications.models import Application
from subsidies.verification import actions
from subsidies.verification.models import Verification
from talent.calendars import clock
from talent.identifiers.masking import masked_identity
from tests.subsidies.applications.stages import Office, latest
from tests.subsidies.review.stages import somebody

QUEUE, PEOPLE = "/employer/verify/", "/employer/people/"
NUMBERS = ("220102199003071234", "22010219950812003X")
MASKED = [masked_identity(number) for number in NUMBERS]
Case = Application


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.hr)
    return client


@pytest.fixture
def namesakes(office: Office) -> list[Case]:
    return [office.submitted(somebody(office, name="张伟", identity_number=number)) for number in NUMBERS]


def ticked(cases: list[Case]) -> dict[str, list[str]]:
    return {"selected": [f"{case.pk}:{latest(case).pk}" for case in cases]}


def shown(response: Any) -> list[bool]:
    assert response.status_code == 200
    return [masked in response.content.decode() for masked in MASKED]


def answered(office: Office, cases: list[Case]) -> None:
    for case in cases:
        actions.verify(case, by=office.hr, submission=latest(case))


@pytest.mark.parametrize("path", ["confirm/", "dispute/"])
def test_the_pages_on_many_show_number_and_case_of_each(desk: Client, namesakes: list[Case], path: str):
    response = desk.post(f"{QUEUE}{path}", ticked(namesakes), follow=True)
    assert (shown(response), [case.number in response.content.decode() for case in namesakes]) == (
        [True, True],
        [True, True],
    )


def test_the_queue_shows_each_number_and_leads_to_each_person(desk: Client, namesakes: list[Case]):
    response = desk.get(QUEUE)
    links = [f'href="{PEOPLE}{case.person_id}/"' in response.content.decode() for case in namesakes]
    assert (shown(response), links) == ([True, True], [True, True])


def test_the_page_of_one_dispute_shows_the_number_of_that_person_and_case(desk: Client, namesakes: list[Case]):
    response = desk.get(f"{QUEUE}{namesakes[1].pk}/dispute/")
    numbers = [case.number in response.content.decode() for case in namesakes]
    assert (shown(response), numbers) == ([False, True], [False, True])


def test_whom_one_talks_with_is_told_by_number(desk: Client, office: Office, namesakes: list[Case]):
    case = namesakes[0]
    actions.dispute(case, by=office.hr, submission=latest(case), reason="has_left", comment="")
    assert shown(desk.get(f"{QUEUE}{case.pk}/messages/")) == [True, False]


def test_what_was_answered_shows_each_number(desk: Client, office: Office, namesakes: list[Case]):
    answered(office, namesakes)
    assert shown(desk.get(f"{QUEUE}answered/")) == [True, True]


def test_the_summary_on_the_screen_shows_the_numbers_as_its_paper_does(
    desk: Client, office: Office, namesakes: list[Case]
):
    answered(office, namesakes)
    period = {"employer": str(office.employer.pk), "first_on": "2026-11-01", "last_on": "2026-11-30"}
    text = desk.get("/employer/summary/", period).content.decode()
    assert [masked_identity(number) in text for number in NUMBERS] == [True, True]


def test_taking_an_answer_back_shows_whose_it_is(desk: Client, office: Office, namesakes: list[Case]):
    answered(office, namesakes)
    answer = Verification.objects.get(submission__application=namesakes[1])
    assert shown(desk.get(f"{QUEUE}answered/{answer.pk}/undo/")) == [False, True]


def leaving(desk: Client, case: Case, _by: Any) -> Any:
    return desk.get(f"{PEOPLE}{case.person_id}/left/")


def correcting(desk: Client, case: Case, by: Any) -> Any:
    return desk.get(f"{PEOPLE}departures/{_left(case, by).pk}/")


def withdrawing(desk: Client, case: Case, by: Any) -> Any:
    return desk.get(f"{PEOPLE}departures/{_left(case, by).pk}/withdraw/")


def moving(desk: Client, case: Case, _by: Any) -> Any:
    return desk.get(f"{PEOPLE}{case.person_id}/transfer/")


def _left(case: Case, by: Any) -> Any:
    return actions.report_left(case.person, by=by, left_on=clock.today(), kind="dismissed")


@pytest.mark.parametrize("page", [leaving, correcting, withdrawing, moving])
def test_pages_on_leaving_and_moving_show_whom_they_are_about(
    desk: Client, office: Office, namesakes: list[Case], page: Callable[..., Any]
):
    assert shown(page(desk, namesakes[1], office.hr)) == [False, True]
