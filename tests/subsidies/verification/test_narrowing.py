"""The queue narrowed by unit, roster and day, and searched: what is shown, kept in the address, and chosen at once."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from subsidies.applications.models import Application
from subsidies.verification import actions
from tests.factories import make_employer
from tests.subsidies.applications.stages import Office, latest, ready_person
from tests.subsidies.verification.claims import import_roster, waiting
from tests.subsidies.verification.test_views import ANSWERED, CONFIRM, QUEUE, QUEUE_QUERIES, said
from tests.talent.employers.rosters import hr_of

DISPUTE, SEARCH = "/employer/verify/dispute/", "/employer/verify/search/"
NARROWED_QUERIES = QUEUE_QUERIES + 2
"""One more looks up the unit that is asked for, one the day that is late."""


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.hr)
    return client


def shown(client: Client, query: str) -> set[Application]:
    return {claim.application for claim in client.get(f"{QUEUE}?{query}").context["claims"]}


def promised(case: Application, day: dt.date) -> None:
    Application.objects.filter(pk=case.pk).update(promised_on=day)


def test_a_group_narrows_its_queue_to_one_unit(client: Client, office: Office):
    office.employer.parent = make_employer()
    office.employer.save()
    own = office.submitted(ready_person(office.employer.parent))
    (below,) = waiting(office)
    client.force_login(hr_of(office.employer.parent))
    found = [shown(client, f"employer={pk}") for pk in (office.employer.pk, office.employer.parent_id)]
    assert (found, shown(client, "")) == ([{below}, {own}], {own, below})


def test_units_of_others_are_not_offered_and_narrow_nothing(desk: Client, office: Office):
    (case,) = waiting(office)
    answer = desk.get(f"{QUEUE}?employer={make_employer().pk}&roster=x&due=y")
    choices = [str(label) for _value, label in answer.context["by"].form["employer"].field.choices]
    assert ([c.application for c in answer.context["claims"]], choices) == ([case], ["全部", office.employer.name])


def test_the_roster_tells_the_listed_from_the_others(desk: Client, office: Office):
    listed, other, elsewhere = waiting(office, 3)
    import_roster(office.employer, listed.person, months=2)
    import_roster(make_employer(), elsewhere.person, months=2)
    assert [shown(desk, f"roster={word}") for word in ("listed", "unlisted")] == [{listed}, {other, elsewhere}]


def test_late_cases_and_those_due_today_stand_apart(desk: Client, office: Office):
    late, today, _later = waiting(office, 3)
    promised(late, dt.date(2026, 11, 20))
    promised(today, dt.date(2026, 11, 23))
    assert [shown(desk, f"due={word}") for word in ("late", "today")] == [{late}, {today}]


def test_soon_is_the_next_working_day_however_far_it_is(
    client: Client, office: Office, clock_at_noon: time_machine.Traveller
):
    clock_at_noon.shift(dt.timedelta(days=4))  # a Friday
    client.force_login(office.hr)
    today, soon, later = waiting(office, 3)
    for case, day in ((today, 27), (soon, 30)):
        promised(case, dt.date(2026, 11, day))
    promised(later, dt.date(2026, 12, 1))
    assert shown(client, "due=soon") == {soon}


def test_a_case_that_is_due_soon_bears_a_tag(desk: Client, office: Office):
    (case,) = waiting(office)
    promised(case, dt.date(2026, 11, 24))
    assert '<span class="tag tag--neutral">即将到期</span>' in desk.get(QUEUE).content.decode()


def test_a_search_by_name_leaves_no_name_in_the_address(desk: Client, office: Office):
    wanted = office.submitted(ready_person(office.employer, name="欧阳静"))
    waiting(office)
    answer = desk.post(SEARCH, {"text": "欧阳"}, follow=True)
    ((address, _status),) = answer.redirect_chain
    assert ([c.application for c in answer.context["claims"]], "欧阳" in address, "%" in address) == (
        [wanted],
        False,
        False,
    )
    assert "按姓名“欧阳”查找" in answer.content.decode()


@pytest.mark.parametrize("what", ["number", "identity"])
def test_a_case_is_found_by_its_number_and_by_the_document(desk: Client, office: Office, what: str):
    wanted, _other = waiting(office, 2)
    text = wanted.number if what == "number" else wanted.person.identity_number
    answer = desk.post(SEARCH, {"text": text}, follow=True)
    assert [claim.application for claim in answer.context["claims"]] == [wanted]


def test_people_of_other_employers_are_not_found(desk: Client, office: Office):
    Office.open().submitted()
    answer = desk.post(SEARCH, {"text": "李明"}, follow=True)
    assert answer.context["claims"] == []


def test_an_empty_search_says_what_to_enter(desk: Client):
    assert said(desk.post(SEARCH, {"text": ""}, follow=True)) == ["请输入要查找的姓名、证件号码或受理编号。"]


def test_nobody_found_is_said_otherwise_than_nobody_waiting(desk: Client, office: Office):
    empty = desk.get(QUEUE).content.decode()
    waiting(office)
    narrowed = desk.get(f"{QUEUE}?due=late").content.decode()
    assert [("没有待核实的人员" in text, "没有符合条件的人员" in text) for text in (empty, narrowed)] == [
        (True, False),
        (False, True),
    ]


def test_pages_keep_what_the_queue_is_narrowed_by(desk: Client, office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("talent.ui.pages.SIZES", (2, 100))
    late = waiting(office, 3)
    waiting(office)
    for case in late:
        promised(case, dt.date(2026, 11, 20))
    first = desk.get(f"{QUEUE}?due=late").context["page"]
    second = desk.get(f"{QUEUE}?{first.next_query}").context
    assert ("due=late" in first.next_query, first.total, len(second["claims"])) == (True, 3, 1)
    assert {*first.rows, *second["page"].rows} == set(late)


def test_only_who_serves_several_units_is_asked_for_which(client: Client, office: Office):
    office.employer.parent = make_employer()
    office.employer.save()
    asked = []
    for officer in (office.hr, hr_of(office.employer.parent)):
        client.force_login(officer)
        asked.append(['name="employer"' in client.get(page).content.decode() for page in (QUEUE, ANSWERED)])
    assert asked == [[False, False], [True, True]]


def test_answers_are_narrowed_by_what_was_answered_and_by_what_still_waits(desk: Client, office: Office):
    verified, open_case, corrected = waiting(office, 3)
    actions.verify(verified, by=office.hr, submission=latest(verified))
    for case in (open_case, corrected):
        actions.dispute(case, by=office.hr, submission=latest(case), reason="place_differs", comment="")
    office.do("answer_dispute", corrected)
    found = {
        word: {answer.submission.application for answer in desk.get(f"{ANSWERED}?answer={word}").context["page"]}
        for word in ("verified", "disputed", "open", "x")
    }
    both = {open_case, corrected}
    assert found == {"verified": {verified}, "disputed": both, "open": {open_case}, "x": {verified, *both}}


def test_nobody_answered_so_is_said_otherwise_than_nobody_answered(desk: Client, office: Office):
    empty = desk.get(ANSWERED).content.decode()
    narrowed = desk.get(f"{ANSWERED}?answer=open").content.decode()
    words = ("还没有已答复的申请", "没有符合条件的答复")
    assert [[word in text for word in words] for text in (empty, narrowed)] == [[True, False], [False, True]]


def test_the_figures_of_the_desk_lead_to_those_they_count(desk: Client, office: Office):
    late, today, disputed = waiting(office, 3)
    promised(late, dt.date(2026, 11, 20))
    promised(today, dt.date(2026, 11, 23))
    actions.dispute(disputed, by=office.hr, submission=latest(disputed), reason="has_left", comment="")
    text = desk.get("/employer/").content.decode()
    assert [f'href="{address}"' in text for address in (f"{QUEUE}?due=late", f"{QUEUE}?due=today")] == [True, True]
    assert f'href="{ANSWERED}?answer=open"' in text


@pytest.mark.parametrize("address", [CONFIRM, DISPUTE])
def test_all_that_match_are_chosen_at_once_and_nobody_else(desk: Client, office: Office, address: str):
    late, _other = waiting(office, 2)
    promised(late, dt.date(2026, 11, 20))
    assert 'name="due" value="late"' in desk.get(f"{QUEUE}?due=late").content.decode()
    chosen = desk.post(address, {"everything": "1", "due": "late"}, follow=True).context["chosen"]
    assert [claim.application for claim in chosen.claims] == [late]


def test_the_narrowed_queue_takes_the_same_queries_for_one_and_for_ten(
    desk: Client, office: Office, django_assert_num_queries: DjangoAssertNumQueries
):
    for count in (1, 9):
        for case in waiting(office, count):
            import_roster(office.employer, case.person, months=2)
            promised(case, dt.date(2026, 11, 20))
        key = desk.post(SEARCH, {"text": "李"})["Location"].partition("search=")[2]
        query = f"{QUEUE}?employer={office.employer.pk}&roster=listed&due=late&search={key}"
        desk.get(query)
        with django_assert_num_queries(NARROWED_QUERIES):
            desk.get(query)
