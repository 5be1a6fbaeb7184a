"""What a person may change in their own profile, and what nobody may change for them."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from talent.audit.models import AuditEvent
from talent.profiles import actions
from talent.profiles.actions.people import MOST_ITEMS
from talent.profiles.models import Child, Degree, Employment, Person
from talent.workflow.refusals import ActionRefused
from tests.factories import make_degree, make_employer, make_identity_number, make_person, make_user

pytestmark = pytest.mark.django_db
BORN_ON = dt.date(2000, 5, 1)


def identify(user, number: str, name: str = "李明") -> Person:
    return actions.save_identity(
        by=user,
        name=name,
        document_type="resident_id",
        identity_number=number,
        born_on=BORN_ON,
        foreign_expert=False,
    )


def unsaved_degree(person: Person, **fields) -> Degree:
    return Degree(person=person, level="master", institution_name="吉林大学", awarded_on=BORN_ON, **fields)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_an_identity_entered_twice_is_one_person():
    user, number = make_user(), make_identity_number()
    first, second = identify(user, number), identify(user, number, name="李铭")
    user.refresh_from_db()
    assert (first.pk, Person.objects.get().name, user.display_name) == (second.pk, "李铭", "李铭")


def test_a_number_belongs_to_one_account():
    number = make_identity_number()
    identify(make_user(), number)
    with pytest.raises(ActionRefused) as refusal:
        identify(make_user(), number)
    assert str(refusal.value).startswith("该证件号码已在另一账号登记")
    assert (Person.objects.count(), verbs()) == (1, ["profile.identity_saved"])


def test_a_degree_saved_twice_under_one_key_is_one_degree():
    person, key = make_person(), uuid.uuid4()
    for level in ("master", "doctor"):
        degree = unsaved_degree(person, pk=key)
        degree.level = level
        actions.save_degree(degree, by=person.user)
    assert list(person.degrees.values_list("pk", "level")) == [(key, "doctor")]


def test_the_key_of_somebody_elses_degree_is_refused():
    other, person = make_degree(make_person()), make_person()
    with pytest.raises(ActionRefused):
        actions.save_degree(unsaved_degree(person, pk=other.pk), by=person.user)
    other.refresh_from_db()
    assert (other.level, person.degrees.count()) == ("bachelor", 0)


def test_nobody_writes_in_another_profile():
    person, stranger = make_person(), make_user()
    degree = make_degree(person)
    attempts = [
        lambda: actions.save_degree(unsaved_degree(person), by=stranger),
        lambda: actions.remove_degree(degree, by=stranger),
        lambda: actions.save_household(person, by=stranger, married=True),
        lambda: actions.save_employment(person, by=stranger, employer=make_employer(), hired_on=BORN_ON),
        lambda: actions.save_child(Child(person=person, name="小明", born_on=BORN_ON), by=stranger),
    ]
    said = set()
    for attempt in attempts:
        with pytest.raises(ActionRefused) as refusal:
            attempt()
        said.add(str(refusal.value))
    assert (said, person.degrees.count(), verbs()) == ({"只能修改本人的资料。"}, 1, [])


def test_a_list_has_an_end():
    person = make_person()
    for _ in range(MOST_ITEMS):
        make_degree(person)
    with pytest.raises(ActionRefused) as refusal:
        actions.save_degree(unsaved_degree(person), by=person.user)
    assert str(refusal.value) == "最多填写 10 项，请先删除不需要的。"


def test_a_degree_and_a_child_can_be_taken_out():
    person = make_person()
    degree = make_degree(person)
    child = actions.save_child(Child(person=person, name="小明", born_on=BORN_ON), by=person.user)
    actions.remove_degree(degree, by=person.user)
    actions.remove_child(child, by=person.user)
    assert (person.degrees.count(), person.children.count(), verbs()) == (
        0,
        0,
        ["profile.child_saved", "profile.degree_removed", "profile.child_removed"],
    )


def test_an_employment_entered_twice_is_one():
    person = make_person()
    for employer in (make_employer(), make_employer()):
        actions.save_employment(person, by=person.user, employer=employer, hired_on=BORN_ON)
    assert list(Employment.objects.values_list("employer__name", flat=True)) == [employer.name]


def test_a_question_left_open_stays_unknown():
    person = make_person()
    actions.save_household(person, by=person.user, married=True)
    person.refresh_from_db()
    assert [getattr(person, name) for name in actions.HOUSEHOLD] == [True, None, None]
