"""What an officer is asked to look at twice."""

from __future__ import annotations

import pytest
from django.utils import timezone

from subsidies.applications.models import Submission
from subsidies.review.queries.warnings import warnings_of
from talent.profiles.models import BankAccount, Person
from tests.subsidies.applications.stages import Office, latest
from tests.subsidies.review.stages import somebody

pytestmark = pytest.mark.django_db


def submitted(office: Office, person: Person) -> Submission:
    return latest(office.at("awaiting_review", person))


def change_account(person: Person, number: str, holder: str | None = None) -> None:
    current = person.bank_accounts.get(replaced_at=None)
    BankAccount.objects.filter(pk=current.pk).update(replaced_at=timezone.now())
    BankAccount.objects.create(
        person=person,
        version=current.version + 1,
        holder_name=holder or current.holder_name,
        account_number=number,
        bank_name=current.bank_name,
        created_by=person.user,
        created_at=timezone.now(),
    )


def test_an_ordinary_case_has_none(office: Office):
    submission = submitted(office, somebody(office))
    assert warnings_of([submission]) == {submission.pk: []}


def test_another_name_on_the_account(office: Office):
    person = somebody(office)
    person.bank_accounts.update(holder_name="李明明")
    submission = submitted(office, person)
    assert warnings_of([submission]) == {submission.pk: ["银行户名“李明明”与申请人姓名不同。"]}


def test_blanks_in_a_name_are_no_other_name(office: Office):
    person = somebody(office)
    person.bank_accounts.update(holder_name="李　明")
    submission = submitted(office, person)
    assert warnings_of([submission]) == {submission.pk: []}


def test_an_account_of_two_people(office: Office):
    first, second = somebody(office), somebody(office)
    change_account(second, first.bank_accounts.get().account_number)
    submission = submitted(office, first)
    assert warnings_of([submission]) == {submission.pk: ["另有申请人登记了同一银行账号。"]}


def test_an_account_that_was_changed_after_the_submission(office: Office):
    person = somebody(office)
    submission = submitted(office, person)
    change_account(person, "6222029999999999999")
    assert warnings_of([submission]) == {submission.pk: ["申请人在提交之后更换了银行账户。"]}


def test_each_submission_has_its_own(office: Office):
    plain, named = somebody(office), somebody(office)
    named.bank_accounts.update(holder_name="王芳")
    submissions = [submitted(office, plain), submitted(office, named)]
    assert list(warnings_of(submissions).values()) == [[], ["银行户名“王芳”与申请人姓名不同。"]]


@pytest.mark.parametrize("count", [1, 4])
def test_any_number_costs_two_queries(office: Office, count: int, django_assert_num_queries):
    submissions = [submitted(office, somebody(office)) for _ in range(count)]
    with django_assert_num_queries(2):
        warnings_of(submissions)
