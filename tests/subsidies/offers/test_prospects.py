"""Whom the rules, asked with what a roster says, hold for likely to qualify."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from subsidies.offers import actions
from subsidies.offers.kinds import Prospect
from subsidies.offers.prospects import answer_for, candidates
from talent.calendars import clock
from talent.profiles.models import Person
from tests.factories import make_applicant, make_application, make_employer, make_identity_number, make_user
from tests.subsidies.offers.conftest import GRADUATE

pytestmark = pytest.mark.django_db
OTHERS = 24


def test_with_a_degree_only_what_no_roster_says_is_open(officer, listed):
    entry = listed(**GRADUATE)
    (found,) = candidates(officer)
    answer = found.answer
    assert (found.entry, answer.prospect, answer.amount_yuan, answer.still_unknown) == (
        entry.pk, Prospect.LIKELY, 50_000, "学历、学位证书、是否享受过同类补贴",
    )  # fmt: skip


def test_without_a_degree_somebody_is_possible_and_the_degree_is_said_to_be_missing(officer, listed):
    listed()
    answer = candidates(officer)[0].answer
    assert (answer.prospect, answer.amount_yuan, answer.still_unknown) == (
        Prospect.POSSIBLE, None, "学历学位、是否享受过同类补贴",
    )  # fmt: skip


@pytest.mark.parametrize(
    "stated",
    [
        {"contract_months": 12},
        {"works_in_city": False},
        {"insured_months": 1},
        {"left_on": dt.date(2026, 10, 1)},
        {"degree_level": "below"},
        {"hired_on": dt.date(2025, 11, 22)},
        {"hired_on": dt.date(2020, 5, 1), "degree_level": "bachelor", "graduated_on": dt.date(2019, 6, 20)},
        {**GRADUATE, "graduated_on": dt.date(2023, 6, 20)},
        {**GRADUATE, "identity_number": make_identity_number(dt.date(1980, 1, 1), sequence=7)},
        {"replaced_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)},
        {"effective_at": None},
    ],
    ids=lambda stated: ",".join(f"{name}={value}" for name, value in stated.items())[:40],
)
def test_who_cannot_qualify_is_not_listed(officer, listed, stated):
    listed(**stated)
    assert candidates(officer) == []


@pytest.mark.parametrize(("hired", "listed_"), [(dt.date(2025, 11, 23), 1), (dt.date(2025, 11, 22), 0)])
def test_the_last_day_to_apply_counts(officer, listed, hired, listed_):
    listed(hired_on=hired)
    assert len(candidates(officer)) == listed_


def test_a_degree_earned_while_employed_brings_somebody_back(officer, listed):
    entry = listed(hired_on=dt.date(2022, 7, 1), **(GRADUATE | {"graduated_on": dt.date(2026, 6, 20)}))
    assert [each.entry for each in candidates(officer)] == [entry.pk]


def test_who_has_applied_was_invited_or_is_the_officer_is_not_listed(employer, officer, listed):
    applied, invited, own = (
        listed("甲"),
        listed("乙"),
        listed("丙", identity_number=officer.natural_person.identity_number),
    )
    person = make_applicant(employer, identity_number=applied.identity_number)
    make_application(person, status="awaiting_employer")
    actions.invite([invited.pk], by=officer)
    assert (candidates(officer), Person.objects.count(), own.name) == ([], 1, "丙")


def test_somebody_who_only_began_a_draft_is_still_invited(employer, officer, listed):
    entry = listed()
    make_application(make_applicant(employer, identity_number=entry.identity_number))
    assert [each.entry for each in candidates(officer)] == [entry.pk]


def test_an_officer_sees_their_own_units_only(listed):
    listed()
    assert candidates(make_user("hr_officer", employer=make_employer())) == []


def test_one_person_on_two_rosters_is_listed_once_by_the_later_hire(officer, listed, employer):
    below, number = make_employer(parent=employer), make_identity_number()
    first = listed(identity_number=number, hired_on=dt.date(2026, 3, 1))
    other = first.roster
    other.pk, other.employer, other.problems, other.remarks = uuid.uuid4(), below, [], {}
    other.save(force_insert=True)
    later = listed(identity_number=number, employer=below, roster=other, hired_on=dt.date(2026, 7, 1))
    assert [each.entry for each in candidates(officer)] == [later.pk]


@pytest.mark.parametrize("number", [2, OTHERS])
def test_any_number_takes_the_same_queries(officer, listed, number, django_assert_num_queries):
    for _ in range(number):
        listed(**GRADUATE)
    assert officer.staff_roles
    with django_assert_num_queries(4):  # the officer's roles, the group tree, its units, their rows
        assert len(candidates(officer)) == number


def test_who_is_judged_with_others_gets_the_answer_of_one_judged_alone(officer, listed):
    day, numbers = dt.date(2026, 7, 1), (dt.date(1990, 7, 1), dt.date(1990, 7, 2), dt.date(1991, 7, 1))
    alike = [dict(GRADUATE, identity_number=make_identity_number(born, sequence=n)) for n, born in enumerate(numbers)]
    older = [dict(GRADUATE, identity_number=make_identity_number(dt.date(1980, 7, 2), sequence=n)) for n in (8, 9)]
    others = [{}, {"contract_months": None, "open_ended": True}, {"insured_months": None}, {"works_in_city": None}]
    rows = [listed(hired_on=day, **stated) for stated in (*alike, *older, *others, *others)]
    alone = {row.pk: answer for row in rows if (answer := answer_for(row, on=clock.today())) is not None}
    assert ({each.entry: each.answer for each in candidates(officer)}, len(alone)) == (alone, 11)
