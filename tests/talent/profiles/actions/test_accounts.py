"""Accounts by version: what replaces, what tells, what lets a failed payment go on."""

from __future__ import annotations

import uuid

import pytest
from django_tasks_db.models import DBTaskResult

from talent.notifications.models import Message
from talent.profiles import actions
from talent.profiles.models import BankAccount, Person
from talent.workflow.refusals import ActionRefused
from tests.factories import make_bank_account, make_person, make_user

pytestmark = pytest.mark.django_db
FIRST, SECOND = "6222021234567890128", "6222029900000000013"


def enter(person: Person, number: str, **options) -> BankAccount:
    said = {"holder_name": person.name, "account_number": number, "bank_name": "中国银行"}
    return actions.change_bank_account(person, by=person.user, **said, **options)


def versions(person: Person) -> list[tuple[int, str, bool]]:
    accounts = person.bank_accounts.order_by("version")
    return [(each.version, each.account_number, each.replaced_at is None) for each in accounts]


def enqueued() -> list[tuple[str, dict]]:
    return [
        (task.task_path, task.args_kwargs["kwargs"])
        for task in DBTaskResult.objects.filter(task_path__startswith="subsidies.payments")
    ]


def test_a_change_closes_the_version_before():
    person = make_person()
    enter(person, FIRST)
    enter(person, SECOND)
    assert versions(person) == [(1, FIRST, False), (2, SECOND, True)]


def test_a_first_account_tells_nobody_and_a_change_tells_the_person():
    person = make_person()
    enter(person, FIRST)
    before = Message.objects.count()
    enter(person, SECOND)
    assert (before, {message.recipient for message in Message.objects.all()}) == (0, {person.user})


def test_a_form_sent_twice_makes_one_version():
    person, key = make_person(), uuid.uuid4()
    assert (enter(person, FIRST, pk=key).pk, enter(person, FIRST, pk=key).pk, versions(person)) == (
        key,
        key,
        [(1, FIRST, True)],
    )


def test_the_key_of_somebody_elses_account_is_refused():
    other, person = make_bank_account(make_person()), make_person()
    with pytest.raises(ActionRefused):
        enter(person, FIRST, pk=other.pk)
    assert person.bank_accounts.count() == 0


def test_confirming_makes_a_version_that_says_the_same_and_tells_nobody():
    person = make_person()
    account = enter(person, FIRST)
    actions.confirm_bank_account(person, by=person.user, account=account)
    assert (versions(person), Message.objects.count()) == ([(1, FIRST, False), (2, FIRST, True)], 0)


def test_confirming_twice_changes_nothing_more():
    person = make_person()
    account = enter(person, FIRST)
    for _ in range(2):
        actions.confirm_bank_account(person, by=person.user, account=account)
    assert len(versions(person)) == 2


def test_payments_hear_of_another_version_and_not_of_the_first():
    person = make_person()
    account = enter(person, FIRST)
    before = enqueued()
    actions.confirm_bank_account(person, by=person.user, account=account)
    assert (before, enqueued()) == (
        [],
        [("subsidies.payments.tasks.account_corrected", {"person_id": str(person.pk)})],
    )


def test_nobody_changes_another_persons_account():
    person = make_person()
    account = enter(person, FIRST)
    stranger = make_user()
    with pytest.raises(ActionRefused):
        actions.confirm_bank_account(person, by=stranger, account=account)
    with pytest.raises(ActionRefused):
        actions.change_bank_account(
            person, by=stranger, holder_name="李四", account_number=SECOND, bank_name="中国银行"
        )
    assert versions(person) == [(1, FIRST, True)]
