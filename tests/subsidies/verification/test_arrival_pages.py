"""The pages on people who come from other units, and how many statements recording them takes."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from subsidies.verification import actions
from talent.accounts.models import User
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Employer
from tests.factories import make_employer
from tests.subsidies.verification.claims import proving_row
from tests.subsidies.verification.moving import at, settled, unit_of
from tests.talent.employers.rosters import commit, hr_of, preview, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moments_pass(clock_at_noon: time_machine.Traveller) -> time_machine.Traveller:
    return clock_at_noon


@pytest.mark.parametrize("in_city", [True, False])
def test_recording_and_taking_back_cost_the_same_queries_for_any_number(
    affiliates, above: User, in_city: bool, clock_at_noon: time_machine.Traveller, django_assert_num_queries
):
    affiliates[1].in_city = in_city
    affiliates[1].save()
    for count in (2, 6):
        clock_at_noon.shift(60)
        people = [at(affiliates[0]) for _ in range(count)]
        roster = preview(affiliates[1], *map(proving_row, people), row(), by=above)
        roster = rosters.commit(roster, by=above, arrivals_on=clock.today())
        with django_assert_num_queries(RECORD_QUERIES[in_city]):
            assert actions.record_arrivals(roster) == count
        with django_assert_num_queries(TAKE_BACK_QUERIES[in_city]):
            assert actions.take_back_roster(roster, by=above).moved == count


RECORD_QUERIES = {True: 45, False: 51}
TAKE_BACK_QUERIES = {True: 56, False: 58}
PAGE_QUERIES = 18


def test_the_page_of_the_people_takes_the_same_queries_for_any_number(
    client: Client, affiliates, above: User, django_assert_num_queries
):
    client.force_login(above)
    client.get("/employer/rosters/")
    for count in (1, 8):
        roster = preview(affiliates[1], *(proving_row(at(affiliates[0])) for _ in range(count)), by=above)
        with django_assert_num_queries(PAGE_QUERIES):
            assert len(client.get(f"/employer/people/arrivals/{roster.pk}/").context["rows"]) == count


def test_the_preview_asks_for_the_day_and_keeps_the_choice(client: Client, affiliates, above: User):
    person = at(affiliates[0])
    roster = preview(affiliates[1], proving_row(person), by=above)
    client.force_login(above)
    address = f"/employer/rosters/{roster.pk}/"
    page = client.get(address).content.decode()
    refused = client.post(f"{address}commit/", {"record": "on", "arrived_on": ""}).content.decode()
    assert ("将 1 人登记为从集团内其他单位调入" in page, "请填写调入日期" in refused) == (True, True)
    client.post(f"{address}commit/", {"record": "on", "arrived_on": clock.today().isoformat()})
    settled(roster)
    assert unit_of(person) == affiliates[1]


def test_the_former_unit_sees_its_own_people_alone_and_agrees_on_the_page(client: Client, affiliates, group: Employer):
    third = make_employer(name="丙单位", parent=group)
    mine, other = at(affiliates[0]), at(third)
    roster = settled(commit(affiliates[1], proving_row(mine), proving_row(other)))
    client.force_login(hr_of(affiliates[0]))
    address = f"/employer/people/arrivals/{roster.pk}/"
    seen = [row.name for row, _standing in client.get(address).context["rows"]]
    client.post(address, {"moved_on": clock.today().isoformat()})
    assert (len(seen), unit_of(mine), unit_of(other)) == (1, affiliates[1], third)


def test_strangers_and_previews_of_others_are_not_found(client: Client, affiliates):
    listed = preview(affiliates[1], proving_row(at(affiliates[0])))
    answers = []
    for officer in (hr_of(affiliates[0]), hr_of(make_employer())):
        client.force_login(officer)
        answers.append(client.get(f"/employer/people/arrivals/{listed.pk}/").status_code)
    assert answers == [404, 404]
