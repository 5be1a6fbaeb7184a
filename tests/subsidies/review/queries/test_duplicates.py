"""Who shares something with an applicant."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subsidies.review.queries.duplicates import Lookalike, lookalikes_of
from talent.profiles.models import BankAccount, Child, Person
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, latest
from tests.subsidies.review.stages import somebody

pytestmark = pytest.mark.django_db
_numbers = itertools.count(1)
_days = itertools.count(1)


def person(office: Office, **fields: Any) -> Person:
    """Somebody who shares nothing with anybody, but for ``fields``."""
    made = somebody(office, **{"born_on": dt.date(1995, 1, 1) + dt.timedelta(days=next(_days))} | fields)
    made.degrees.update(degree_certificate_number=f"10183420260{next(_numbers):05d}")
    return made


def found(office: Office, applicant: Person) -> list[Lookalike]:
    submission = latest(office.at("awaiting_review", applicant))
    return lookalikes_of(submission, seen_by=office.reviewer)


def facts(office: Office, applicant: Person) -> list[tuple[Person, list[str]]]:
    return [(Person.objects.get(pk=each.person), each.facts) for each in found(office, applicant)]


def give_account(owner: Person, number: str, *, replaced: bool = False) -> None:
    account: BankAccount = owner.bank_accounts.get()
    account.account_number = number
    account.replaced_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC) if replaced else None
    account.save()


def give_child(parent: Person, name: str, born_on: dt.date = dt.date(2024, 2, 29)) -> None:
    Child.objects.create(person=parent, name=name, born_on=born_on)


def test_who_shares_nothing_is_not_named(office: Office):
    person(office)
    assert found(office, person(office)) == []


@pytest.mark.parametrize("replaced", [False, True])
def test_an_account_that_somebody_else_has_or_had(office: Office, replaced: bool):
    other, applicant = person(office), person(office)
    give_account(other, "6222020000000000999", replaced=replaced)
    give_account(applicant, "6222 0200 0000 0000 999")
    assert facts(office, applicant) == [(other, ["登记过同一银行账号"])]


def test_a_certificate_that_somebody_else_named(office: Office):
    other, applicant = person(office), person(office)
    for each in (other, applicant):
        each.degrees.update(degree_certificate_number="1018342026999999")
    assert facts(office, applicant) == [(other, ["填写了同一学位证书编号"])]


@pytest.mark.parametrize("number", ["", "无"])
def test_no_certificate_is_nothing_in_common(office: Office, number: str):
    other = person(office)
    other.degrees.update(degree_certificate_number=number)
    applicant = person(office)
    submission = latest(office.at("awaiting_review", applicant))
    submission.entered["degrees"][0]["degree_certificate_number"] = number
    assert lookalikes_of(submission, seen_by=office.reviewer) == []


def test_a_name_alike_counts_with_the_same_day_of_birth_only(office: Office):
    day = dt.date(1990, 6, 1)
    other = person(office, name="王晓明", born_on=day)
    person(office, name="赵强", born_on=day)
    person(office, name="王小明")
    applicant = person(office, name="王小明", born_on=day)
    assert facts(office, applicant) == [(other, ["出生日期相同，姓名相同或相近"])]


def test_a_child_of_both_may_mean_a_spouse(office: Office):
    spouse, neighbour, applicant = person(office), person(office), person(office)
    give_child(spouse, "王一一")
    give_child(neighbour, "李一一")
    give_child(applicant, "王一一")
    assert facts(office, applicant) == [(spouse, ["登记了同一子女，可能是配偶"])]


def test_who_shares_most_comes_first_with_every_fact_and_case(office: Office):
    day = dt.date(1990, 6, 1)
    double, other = person(office, name="王晓明", born_on=day), person(office, name="王小名", born_on=day)
    give_account(double, "6222020000000000999")
    case = office.at("awaiting_review", double)
    applicant = person(office, name="王小明", born_on=day)
    give_account(applicant, "6222020000000000999")
    assert [(each.person, each.facts, each.cases) for each in found(office, applicant)] == [
        (double.pk, ["登记过同一银行账号", "出生日期相同，姓名相同或相近"], [case]),
        (other.pk, ["出生日期相同，姓名相同或相近"], []),
    ]


@pytest.mark.parametrize("count", [1, 4])
def test_any_number_of_them_costs_the_same_queries(office: Office, count: int, django_assert_num_queries: Any):
    day = dt.date(1990, 6, 1)
    for _ in range(count):
        office.at("awaiting_review", person(office, name="王小明", born_on=day))
    submission = latest(office.at("awaiting_review", person(office, name="王小明", born_on=day)))
    officer = make_user("reviewer")
    assert (submission.application.person.name, officer.has_role("reviewer")) == ("王小明", True)
    with django_assert_num_queries(5):
        assert len(lookalikes_of(submission, seen_by=officer)) == count


def test_no_number_of_a_person_stands_in_a_query(office: Office):
    applicant = person(office)
    give_account(applicant, "6222020000000000999")
    submission = latest(office.at("awaiting_review", applicant))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        lookalikes_of(submission, seen_by=office.reviewer)
    numbers = (applicant.identity_number, "6222020000000000999")
    assert [query["sql"] for query in asked if any(number in query["sql"] for number in numbers)] == []
