"""Degrees and children: added, changed, taken out; by their owner alone."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from talent.accounts.actions import give_consent
from talent.accounts.consent import SENSITIVE_DATA
from talent.profiles.models import Child, Institution, Person
from tests.factories import make_degree, make_person
from tests.subsidies.portal.me import applicant as fill
from tests.subsidies.portal.me.applicant import Applicant

pytestmark = pytest.mark.django_db
DEGREES, CHILDREN = "/me/profile/degrees/", "/me/profile/children/"


@pytest.fixture
def person(jilin: Institution) -> Person:
    return make_person()


@pytest.fixture
def known(client: Client, person: Person) -> Applicant:
    return Applicant.signed_in(client, person.user)


def test_the_list_of_degrees_starts_with_the_form(known: Applicant):
    assert known.client.get(DEGREES).headers["Location"] == f"{DEGREES}new/"


def test_a_degree_sent_twice_is_one(known: Applicant, person: Person):
    data = fill.degree()
    for _ in range(2):
        known.sends(f"{DEGREES}new/", data)
    assert list(person.degrees.values_list("institution_name", "institution__code")) == [("吉林大学", "4122010183")]


def test_a_second_degree_leads_to_the_list(known: Applicant, person: Person):
    make_degree(person)
    assert known.sends(f"{DEGREES}new/", fill.degree()).address == DEGREES


def test_a_degree_is_changed_where_it_stands(known: Applicant, person: Person):
    degree = make_degree(person, major="车辆工程")
    known.sends(f"{DEGREES}{degree.pk}/", fill.degree(level="doctor"))
    assert list(person.degrees.values_list("pk", "level", "major")) == [(degree.pk, "doctor", "车辆工程")]


def test_what_was_typed_survives_an_error(known: Applicant):
    page = known.sends(f"{DEGREES}new/", fill.degree(institution_name="某某研究院"))
    assert (page.value("institution_name"), page.value("awarded_on"), len(page.errors)) == (
        "某某研究院",
        "2026-06-20",
        1,
    )


def test_a_degree_is_taken_out_once_that_is_confirmed(known: Applicant, person: Person):
    degree = make_degree(person)
    asked = known.reads(f"{DEGREES}{degree.pk}/remove/")
    assert (asked.tree.xpath("string(//h1)"), person.degrees.count()) == ("删除这个学位？", 1)
    known.sends(f"{DEGREES}{degree.pk}/remove/", {})
    assert person.degrees.count() == 0


def test_a_child_is_entered_once_changed_and_taken_out(known: Applicant, person: Person):
    data = {"key": uuid.uuid4(), "name": "小明", "born_on": "2020-08-31"}
    for _ in range(2):
        known.sends(f"{CHILDREN}new/", data)
    child = Child.objects.get()
    known.sends(f"{CHILDREN}{child.pk}/", data | {"born_on": "2020-09-01"})
    child.refresh_from_db()
    page = known.sends(f"{CHILDREN}{child.pk}/remove/", {})
    assert (child.born_on.isoformat(), page.address, Child.objects.count()) == (
        "2020-09-01",
        CHILDREN,
        0,
    )


def test_a_child_needs_a_guardians_consent(client: Client, person: Person):
    give_consent(person.user, SENSITIVE_DATA, by=person.user)
    client.force_login(person.user)
    none = client.get(CHILDREN)
    entering = client.get(f"{CHILDREN}new/")
    Child.objects.create(person=person, name="小明", born_on="2020-01-01")
    seeing = client.get(CHILDREN)
    consent = "/accounts/consent/child"
    assert none.status_code == 200
    assert [answer.headers["Location"].startswith(consent) for answer in (entering, seeing)] == [True, True]


def test_the_entries_of_others_are_not_there(known: Applicant):
    other = make_person()
    degree = make_degree(other)
    child = Child.objects.create(person=other, name="小明", born_on="2020-01-01")
    answers = [
        known.client.get(f"{DEGREES}{degree.pk}/"),
        known.client.post(f"{DEGREES}{degree.pk}/", fill.degree()),
        known.client.post(f"{DEGREES}{degree.pk}/remove/"),
        known.client.get(f"{CHILDREN}{child.pk}/"),
        known.client.post(f"{CHILDREN}{child.pk}/remove/"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert (other.degrees.count(), other.children.count()) == (1, 1)


def test_a_child_is_taken_out_only_once_that_is_confirmed(known: Applicant, person: Person):
    known.sends(f"{CHILDREN}new/", {"key": uuid.uuid4(), "name": "小明", "born_on": "2020-08-31"})
    asked = known.reads(f"{CHILDREN}{Child.objects.get().pk}/remove/")
    assert (asked.tree.xpath("string(//h1)"), Child.objects.count()) == ("删除这名子女的信息？", 1)


@pytest.mark.parametrize(("typed", "options"), [("jld", 1), ("吉林", 1), ("", 0), ("%", 0), ("\x00", 0), ("不存在", 0)])
def test_schools_are_suggested_while_typing(known: Applicant, typed: str, options: int):
    fragment = known.client.get("/me/profile/institutions/", {"q": typed}).content.decode()
    assert fragment.count('<li role="option" data-value="吉林大学">') == options
