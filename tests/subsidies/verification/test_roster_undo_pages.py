"""The pages that ask whether a roster is to be taken back, and say what came of it."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from talent.employers.models import Roster
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, ready_person
from tests.subsidies.verification.claims import import_roster, proving_row, waiting
from tests.subsidies.verification.test_roster_undo import ELEVEN, settled
from tests.talent.employers.rosters import commit, row

pytestmark = pytest.mark.django_db
CONFIRM_PAGE_QUERIES = 15


@pytest.fixture(autouse=True)
def moments_pass(clock_at_noon: time_machine.Traveller) -> time_machine.Traveller:
    return clock_at_noon


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.hr)
    return client


def test_the_page_of_a_roster_offers_it_for_ten_minutes(desk: Client, office: Office, clock_at_noon):
    roster = commit(office.employer, row(), by=office.hr)
    address = f"/employer/rosters/{roster.pk}/"
    offered = [f"{address}take-back/" in desk.get(address).content.decode()]
    clock_at_noon.shift(ELEVEN)
    desk.force_login(office.hr)
    offered.append(f"{address}take-back/" in desk.get(address).content.decode())
    said = desk.get(f"{address}take-back/", follow=True).redirect_chain[-1][0]
    refused = desk.post(f"{address}take-back/", follow=True).content.decode()
    assert (offered, said, "已超过 10 分钟，不能撤回。" in refused) == ([True, False], address, True)


def test_it_asks_in_numbers_and_then_says_what_it_did(desk: Client, office: Office, clock_at_noon):
    known = ready_person(office.employer)
    settled(import_roster(office.employer, known, by=office.hr))
    clock_at_noon.shift(60)
    untouched, reviewed = waiting(office, 2)
    lines = [proving_row(case.person) for case in (untouched, reviewed)]
    roster = settled(commit(office.employer, *lines, proving_row(known, left_on="2026-11-01"), by=office.hr))
    clock_at_noon.shift(60)
    office.do("review", reviewed)
    address = f"/employer/rosters/{roster.pk}/take-back/"
    asked = desk.get(address).content.decode()
    done = desk.post(address, follow=True).content.decode()
    assert [
        "花名册的 3 行不再有效：1 人恢复为以前的记录，2 人以前没有记录，不再列在花名册里。" in asked,
        "由这份花名册自动核实的 1 件申请回到待核实" in asked,
        "这份花名册写明离职的 1 人" in asked,
        "1 人不撤回" in asked,
        reviewed.number in asked,
        untouched.number in asked,
        "花名册已撤回：2 行不再有效，1 人恢复为以前的记录，1 件申请回到待核实。" in done,
        f"{reviewed.person.name} {reviewed.number}：当前状态为“待复核”，不能办理“撤销答复”。" in done,
        "没有撤回的人员" in done,
        "已撤回" in desk.get("/employer/rosters/").content.decode(),
    ] == [True, True, True, True, True, False, True, True, True, True]


def test_a_second_click_on_the_page_says_that_it_is_done(desk: Client, office: Office):
    roster = commit(office.employer, row(), by=office.hr)
    pages = [desk.post(f"/employer/rosters/{roster.pk}/take-back/", follow=True).content.decode() for _ in range(2)]
    assert ("花名册此前已经撤回，没有重复办理。" in pages[0], "花名册此前已经撤回，没有重复办理。" in pages[1]) == (
        False,
        True,
    )


def test_another_units_roster_is_not_there(client: Client, office: Office):
    roster = commit(office.employer, row(), by=office.hr)
    client.force_login(make_user("hr_officer", employer=make_employer()))
    address = f"/employer/rosters/{roster.pk}/take-back/"
    assert ([client.get(address).status_code, client.post(address).status_code], Roster.objects.get().status) == (
        [404, 404],
        "committed",
    )


@pytest.mark.parametrize("people", [1, 30])
def test_the_page_that_asks_takes_the_same_queries(
    desk: Client, office: Office, people: int, django_assert_num_queries
):
    commit(office.employer, *(row() for _ in range(people)), by=office.hr)
    address = f"/employer/rosters/{Roster.objects.get().pk}/take-back/"
    desk.get("/employer/rosters/")
    with django_assert_num_queries(CONFIRM_PAGE_QUERIES):
        assert desk.get(address).status_code == 200
