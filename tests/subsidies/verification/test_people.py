"""在册人员: who is on the list of a unit, how they stand, and who may see it."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from subsidies.verification import actions
from subsidies.verification.people import people_sources
from talent.accounts.models import NaturalPerson
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer, RosterEntry
from tests.factories import make_applicant, make_employer, make_identity_number, make_user
from tests.subsidies.applications.stages import Office, latest, ready_person
from tests.subsidies.payments.stages import make_award
from tests.subsidies.verification.claims import import_roster, proving_row
from tests.talent.employers.rosters import commit, hr_of, row

LIST, SEARCH, FILE = "/employer/people/", "/employer/people/search/", "/employer/people/download/"
AGO = dt.timedelta(days=20)


@pytest.fixture
def unit(db: None) -> Employer:
    return make_employer()


@pytest.fixture
def hr(client: Client, unit: Employer) -> Client:
    client.force_login(hr_of(unit))
    return client


def names(client: Client, **asked: str) -> list[str]:
    return [each.name for each in client.get(LIST, asked).context["rows"]]


def test_the_list_holds_the_roster_and_those_who_say_to_work_there_each_once(hr: Client, unit: Employer):
    both, stated = make_applicant(unit, name="在册"), make_applicant(unit, name="自报")
    commit(unit, proving_row(both), row("未注册"))
    make_applicant(make_employer(), name="外单位")
    assert sorted(names(hr)) == sorted([both.name, stated.name, "未注册"])


def test_each_standing_narrows_the_list_to_its_people(hr: Client, unit: Employer, office: Office):
    paid, left = (make_applicant(unit, name=name) for name in ("在享受", "已离职"))
    office.submitted(ready_person(unit, name="有申请"))
    make_award(paid)
    actions.report_left(left, by=hr_of(unit), left_on=clock.today() - AGO, kind="left_city")
    commit(unit, row("未注册"), row("册上离职", left_on=(clock.today() - AGO).isoformat()))
    found = {each: sorted(names(hr, standing=each)) for each in ("employed", "left", "not_applied", "applied")}
    assert found == {
        "employed": sorted(["有申请", "在享受", "未注册"]),
        "left": sorted(["已离职", "册上离职"]),
        "not_applied": sorted(["未注册"]),
        "applied": sorted(["有申请", "在享受"]),
    }
    assert names(hr, standing="to_confirm") == ["在享受"]


def test_a_group_sees_its_units_and_may_choose_one(client: Client, unit: Employer):
    unit.parent = make_employer()
    unit.save()
    make_applicant(unit, name="下级")
    make_applicant(unit.parent, name="总部")
    client.force_login(hr_of(unit.parent))
    assert (sorted(names(client)), names(client, employer=str(unit.pk))) == (sorted(["下级", "总部"]), ["下级"])


def test_a_unit_of_others_cannot_be_chosen(hr: Client, unit: Employer):
    other = make_employer()
    make_applicant(other, name="外单位")
    make_applicant(unit, name="本单位")
    assert names(hr, employer=str(other.pk)) == ["本单位"]


@pytest.mark.parametrize("how", ["name", "document"])
def test_people_are_found_by_name_and_by_number_without_either_in_the_address(hr: Client, unit: Employer, how: str):
    wanted = make_applicant(unit, name="欧阳静")
    make_applicant(unit, name="张伟")
    number = make_identity_number()
    commit(unit, row("欧阳锋", number))
    text = "欧阳" if how == "name" else number.lower()
    found = hr.post(SEARCH, {"text": text}, follow=True)
    expected = ["欧阳静", "欧阳锋"] if how == "name" else ["欧阳锋"]
    assert sorted(each.name for each in found.context["rows"]) == sorted(expected)
    address = found.request["PATH_INFO"] + found.request["QUERY_STRING"]
    assert [part in address for part in (text, wanted.name)] == [False, False]


def test_pages_of_merged_lists_follow_on_each_other_without_gap_or_repetition(hr: Client, unit: Employer):
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n // 2) for n in range(130)]
    commit(unit, *(row("册" + chr(0x4E00 + n), hired_on=day.isoformat()) for n, day in enumerate(days)))
    for number, day in enumerate(days[:20]):
        person = make_applicant(unit, name=f"报{number}")
        person.employment.hired_on = day
        person.employment.save()
    seen, address = [], f"{LIST}?size=50"
    while address:
        page = hr.get(address).context["page"]
        seen.append([row.pk for row in page.rows])
        address = f"{LIST}?{page.next_query}" if page.next_query else ""
    flat = [key for rows in seen for key in rows]
    assert ([len(rows) for rows in seen], len(set(flat)), page.total) == ([50, 50, 50], 150, 150)
    back = hr.get(f"{LIST}?{page.previous_query}").context["page"]
    assert [row.pk for row in back.rows] == seen[1]


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_takes_the_same_number_of_queries_for_any_number(
    hr: Client, unit: Employer, django_assert_num_queries: DjangoAssertNumQueries, count: int
):
    people = [make_applicant(unit) for _ in range(count)]
    commit(unit, *(proving_row(person) for person in people[: count // 2]), row("未注册"))
    hr.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        hr.get(LIST)


LIST_QUERIES = 18


def test_the_file_says_what_the_list_says_and_taking_it_is_logged(hr: Client, unit: Employer):
    make_applicant(unit, name="=1+1")
    import_roster(unit, make_applicant(unit, name="张伟"))
    answer = hr.post(FILE, {"standing": "employed"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    cells = [[cell.value for cell in line] for line in sheet.active.iter_rows(min_row=3)]
    event = AuditEvent.objects.get(verb="people.list_downloaded")
    assert (sorted(line[1] for line in cells), event.detail["people"]) == (["=1+1", "张伟"], 2)
    assert all(cell.data_type != "f" for line in sheet.active.iter_rows() for cell in line)


def test_an_empty_list_is_not_taken_as_a_file(hr: Client):
    answer = hr.post(FILE, {}, follow=True)
    assert (["没有符合条件的人员" in str(each) for each in answer.context["messages"]], AuditEvent.objects.filter(
        verb="people.list_downloaded").count()) == ([True], 0)  # fmt: skip


def test_a_persons_page_shows_employment_roster_and_who_verified(office: Office, client: Client):
    case = office.submitted()
    actions.verify(case, by=office.hr, submission=latest(case))
    import_roster(office.employer, case.person)
    client.force_login(office.hr)
    shown = client.get(f"{LIST}{case.person.pk}/").content.decode()
    client.get(f"{LIST}{case.person.pk}/")
    assert [word in shown for word in (str(office.hr), case.number, office.employer.name, "现行")] == [True] * 4
    assert AuditEvent.objects.filter(verb="people.read", object_id=str(case.person.pk)).count() == 1


def test_who_is_only_on_the_roster_has_a_page_until_they_register(hr: Client, unit: Employer):
    number = make_identity_number()
    commit(unit, row("未注册", number))
    entry = RosterEntry.objects.get()
    assert "还没有注册" in hr.get(f"{LIST}listed/{entry.pk}/").content.decode()
    person = make_applicant(unit, identity_number=number)
    assert hr.get(f"{LIST}listed/{entry.pk}/").headers["Location"] == f"{LIST}{person.pk}/"


@pytest.mark.parametrize("count", [1, 4])
def test_a_persons_page_takes_the_same_queries_however_much_there_is(
    hr: Client, unit: Employer, django_assert_num_queries: DjangoAssertNumQueries, count: int
):
    person = make_applicant(unit)
    for months in range(4, 4 + count):
        import_roster(unit, person, months=months)
    hr.get(f"{LIST}{person.pk}/")
    with django_assert_num_queries(PERSON_QUERIES):
        hr.get(f"{LIST}{person.pk}/")


PERSON_QUERIES = 21


@pytest.mark.parametrize("address", ["", "left/", "transfer/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_person_of_another_unit_is_not_there(hr: Client, address: str, method: str):
    stranger = make_applicant(make_employer())
    answer = getattr(hr, method)(f"{LIST}{stranger.pk}/{address}")
    assert answer.status_code == (405 if method == "post" and not address else 404)


def test_what_another_unit_said_of_a_person_is_not_shown(hr: Client, unit: Employer):
    person, other = make_applicant(unit), make_employer(name="另一家单位")
    import_roster(other, person)
    assert "另一家单位" not in hr.get(f"{LIST}{person.pk}/").content.decode()


def test_a_roster_row_of_another_unit_is_not_there(hr: Client):
    commit(make_employer(), row("外单位"))
    assert hr.get(f"{LIST}listed/{RosterEntry.objects.get().pk}/").status_code == 404


def test_oneself_is_shown_without_anything_to_do(client: Client, unit: Employer):
    person = make_applicant(unit)
    bound = NaturalPerson.objects.create(name=person.name, identity_number=person.identity_number)
    client.force_login(hr_of(unit, natural_person=bound))
    shown = client.get(f"{LIST}{person.pk}/").content.decode()
    assert ("按回避规定" in shown, "登记离职" in shown) == (True, False)


def test_the_sources_of_nobodys_units_are_empty(db: None):
    assert [list(source.rows) for source in people_sources(make_user(Role.REVIEWER), {})] == [[], [], []]
