"""One unit going on for another: what passes over, what stays as it was, and who may do it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client

from subsidies.applications.snapshots import entered_by
from subsidies.verification import actions, tasks
from talent.accounts.models import StaffRole
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer, RosterEntry
from talent.papers.models import IssuedPaper
from talent.profiles import actions as profiles
from talent.profiles.models import Employment
from talent.workflow.refusals import ActionRefused
from tests.factories import make_applicant, make_application, make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.verification.claims import import_roster
from tests.subsidies.verification.test_summary import month, verified
from tests.talent.employers.rosters import hr_of, preview, row


@pytest.fixture
def into(db: None) -> Employer:
    return make_employer(name="承接单位", listed_from=dt.date(2026, 9, 1))


def merge(employer: Employer, into: Employer, *, by: str = Role.ADMINISTRATOR, days_ago: int = 2) -> actions.Passed:
    day = clock.today() - dt.timedelta(days=days_ago)
    return actions.merge(employer, by=make_user(by), into=into, changed_on=day)


def test_people_officers_and_what_waits_pass_to_the_successor(office: Office, into: Employer):
    case = office.submitted()
    passed = merge(office.employer, into)
    case = fresh(case)
    assert ((passed.people, passed.cases), case.employer, case.person.employment.employer) == ((1, 1), into, into)
    grants = StaffRole.objects.in_force().filter(user=office.hr).values_list("employer", flat=True)
    assert (list(grants), passed.officers) == ([into.pk], 1)
    actions.verify(case, by=hr_of(into), submission=latest(case))
    assert fresh(case).status == "awaiting_review"


def test_the_unit_that_hired_is_the_one_that_had_to_be_listed(office: Office, into: Employer):
    person = make_applicant(office.employer)
    merge(office.employer, into)
    entered = entered_by(make_application(person))["employment"]
    assert (entered["employer_name"], entered["employer_listed"]) == ("承接单位", True)


def test_the_successor_serves_what_was_done_before_and_the_paper_keeps_its_name(office: Office, into: Employer):
    name, case = office.employer.name, verified(office)
    paper = actions.issue_summary(month(office.employer), by=office.hr)
    merge(office.employer, into)
    served = Employer.objects.served_by(hr_of(into))
    paper = IssuedPaper.objects.get(pk=paper.pk)
    assert (office.employer in served, paper.issuer, name in str(paper.content)) == (True, name, True)
    assert [answer.submission.application for answer in month(into).answers()] == [case]


def test_roster_rows_go_on_at_the_successor_and_its_own_count_first(office: Office, into: Employer):
    both, one = make_applicant(office.employer), make_applicant(office.employer)
    import_roster(office.employer, both, one)
    import_roster(into, both, months=9)
    merge(office.employer, into)
    rows = RosterEntry.objects.in_force().values_list("employer", "identity_index", "insured_months")
    assert sorted(rows) == sorted([(into.pk, both.identity_index, 9), (into.pk, one.identity_index, 4)])


def test_units_below_come_to_stand_below_the_successor(office: Office, into: Employer):
    below = make_employer(parent=office.employer)
    merge(office.employer, into)
    below.refresh_from_db()
    assert below.parent == into


def test_the_former_unit_is_off_the_list_from_that_day_and_no_more_to_be_chosen(office: Office, into: Employer):
    merge(office.employer, into)
    office.employer.refresh_from_db()
    assert office.employer.listed_until == clock.today() - dt.timedelta(days=3)
    with pytest.raises(ActionRefused, match="已并入"):
        merge(office.employer, into)


@pytest.mark.parametrize("how", ["itself", "below", "not_listed", "ahead", "role", "preview"])
def test_what_cannot_be_merged_is_refused_and_nothing_passes(office: Office, into: Employer, how: str):
    unit, days, by = office.employer, 2, Role.ADMINISTRATOR
    make_applicant(unit)
    if how == "itself":
        into = unit
    elif how == "below":
        into = make_employer(parent=unit)
    elif how == "not_listed":
        into = make_employer(listed_from=clock.today())
    elif how == "ahead":
        days = -1
    elif how == "role":
        by = Role.POLICY_OFFICER
    else:
        preview(unit, row())
    with pytest.raises(ActionRefused):
        merge(unit, into, by=by, days_ago=days)
    unit.refresh_from_db()
    assert (unit.merged_into, AuditEvent.objects.filter(verb="employer.merged").count()) == (None, 0)


def test_the_page_names_the_effect_and_asks_before_it_merges(office: Office, into: Employer, client: Client):
    office.submitted()
    client.force_login(make_user(Role.ADMINISTRATOR))
    address = f"/employers/{office.employer.pk}/merge/"
    form = {"into": str(into.pk), "changed_on": (clock.today() - dt.timedelta(days=1)).isoformat()}
    assert client.get(address).status_code == 200
    asked = client.post(address, form)
    office.employer.refresh_from_db()
    assert ((asked.context["effect"].people, asked.context["cases"]), office.employer.merged_into) == ((1, 1), None)
    done = client.post(address, form | {"confirmed": "on"}, follow=True).content.decode()
    assert ("移交人员 1 人" in done, "已并入承接单位" in done) == (True, True)
    assert client.post(address, form | {"confirmed": "on"}).status_code == 404


def test_a_successor_that_is_not_chosen_is_said_on_the_form(office: Office, client: Client):
    client.force_login(make_user(Role.ADMINISTRATOR))
    answer = client.post(f"/employers/{office.employer.pk}/merge/", {"changed_on": "2026-11-01", "confirmed": "on"})
    assert list(answer.context["form"].errors) == ["into"]


def test_what_a_roster_proves_is_verified_although_the_unit_was_merged_before_its_turn(office: Office, into: Employer):
    case = office.submitted()
    roster = import_roster(office.employer, case.person)
    merge(office.employer, into)
    tasks.verify_by_committed_roster.func(str(roster.pk))
    assert fresh(case).status == "awaiting_review"


def test_nobody_is_moved_to_a_unit_that_was_merged_even_for_a_day_before(office: Office, into: Employer):
    former = make_employer()
    person = make_applicant(former)
    merge(office.employer, into)
    day = clock.today() - dt.timedelta(days=5)
    with pytest.raises(ActionRefused, match="另一个集团单位"):
        actions.transfer(person, by=hr_of(former), pk=uuid.uuid4(), to_employer=office.employer, moved_on=day)


def test_a_move_that_is_taken_back_leads_to_the_unit_that_goes_on_for_the_former_one(office: Office, into: Employer):
    person, to = make_applicant(office.employer), make_employer()
    move = actions.transfer(person, by=office.hr, pk=uuid.uuid4(), to_employer=to, moved_on=clock.today())
    merge(office.employer, into)
    actions.withdraw_transfer(move, by=hr_of(to))
    employment = Employment.objects.get(person=person)
    assert (employment.employer, employment.hired_by) == (into, office.employer)


def test_no_roster_is_previewed_for_a_unit_that_was_merged(office: Office, into: Employer):
    merge(office.employer, into)
    with pytest.raises(ActionRefused, match="承接单位"):
        preview(office.employer, row(), by=hr_of(into))


def test_who_enters_a_unit_that_was_merged_is_with_the_successor(office: Office, into: Employer):
    person = make_applicant(make_employer())
    merge(office.employer, into)
    profiles.save_employment(person, by=person.user, employer=office.employer, hired_on=clock.today())
    employment = Employment.objects.get(person=person)
    assert (employment.employer, employment.hired_by) == (into, office.employer)


def test_the_page_of_a_person_says_from_what_day_the_successor_goes_on(office: Office, into: Employer, client: Client):
    person, other, last = make_applicant(office.employer), make_employer(parent=into), make_employer()
    days = [clock.today() - dt.timedelta(days=days) for days in (5, 3, 2)]
    merge(office.employer, into, days_ago=5)
    actions.transfer(person, by=hr_of(into), pk=uuid.uuid4(), to_employer=other, moved_on=days[1])
    merge(other, last)
    last.parent = into
    last.save()
    client.force_login(hr_of(into))
    spells = client.get(f"/employer/people/{person.pk}/").context["spells"]
    hired_on = Employment.objects.get(person=person).hired_on
    assert [(spell.unit, spell.began_on, spell.ended_on) for spell in spells] == [
        (office.employer, hired_on, days[0]),
        (into, days[0], days[1]),
        (other, days[1], days[2]),
        (last, days[2], None),
    ]
