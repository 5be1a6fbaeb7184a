"""What a line copies, and what the checks remark."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from subsidies.payments.bank_templates import TemplateSpec
from subsidies.payments.kinds import Anomaly
from subsidies.payments.models import Instalment
from subsidies.payments.queries.copies import line_copies, outdated_lines, stamp_of
from talent.calendars import clock
from talent.profiles import actions as profile
from talent.profiles.models import BankAccount
from tests.factories import make_bank_account
from tests.subsidies.payments.stages import Desk, account_number, make_award, make_due, make_payee

pytestmark = pytest.mark.django_db

GENERIC = TemplateSpec(formats=("csv", "xlsx"))


def remarks(*instalments: Instalment) -> list[tuple[Anomaly, ...]]:
    return [copy.anomalies for copy in line_copies([each.pk for each in instalments], now=clock.now(), spec=GENERIC)]


def new_account(person, *, days_ago: int = 0, **fields):
    values = {"holder_name": person.name, "account_number": account_number(), "bank_name": "中国银行"} | fields
    account = profile.change_bank_account(person, by=person.user, **values)
    BankAccount.objects.filter(pk=account.pk).update(created_at=clock.now() - dt.timedelta(days=days_ago))


def test_an_ordinary_payment_has_no_remark():
    assert remarks(make_due()) == [()]


def test_an_account_that_someone_else_has_too_is_remarked_even_outside_the_batch():
    number = account_number()
    due = make_due(make_payee(bank={"account_number": number}))
    make_bank_account(make_payee(account=False), account_number=number)
    assert remarks(due) == [(Anomaly.SHARED_ACCOUNT,)]


def test_an_account_that_someone_had_once_is_not_shared():
    number = account_number()
    due = make_due(make_payee(bank={"account_number": number}))
    make_bank_account(make_payee(), account_number=number, replaced_at=clock.now())
    assert remarks(due) == [()]


@pytest.mark.parametrize(("days_ago", "expected"), [(29, (Anomaly.ACCOUNT_CHANGED,)), (31, ())])
def test_an_account_changed_within_30_days_is_remarked(days_ago: int, expected):
    due = make_due()
    new_account(due.award.person, days_ago=days_ago)
    assert remarks(due) == [expected]


def test_a_first_account_is_not_a_change():
    assert remarks(make_due(make_payee())) == [()]


@pytest.mark.parametrize(
    ("name", "holder", "expected"),
    [
        ("张三", "张三丰", (Anomaly.NAME_DIFFERS,)),
        ("阿依古丽·买买提", "阿依古丽•买买提", ()),
        ("张 三", "张三", ()),
        ("John Smith", "JOHN SMITH", ()),
    ],
)
def test_a_holder_who_is_not_the_person_is_remarked(name: str, holder: str, expected):
    assert remarks(make_due(make_payee(name=name, bank={"holder_name": holder}))) == [expected]


def test_two_instalments_for_one_person_are_remarked():
    award = make_award(granted_on=clock.today() - dt.timedelta(days=400))
    desk = Desk()
    make_due()
    due = list(Instalment.objects.due().filter(award=award))
    assert remarks(*due) == [(Anomaly.DUPLICATE_PERSON,)] * 2
    assert desk.drawn(*due).lines.with_remarks().count() == 2


@pytest.mark.parametrize(("amount_yuan", "expected"), [(30_000, ()), (20_000, (Anomaly.UNUSUAL_AMOUNT,))])
def test_an_amount_that_is_no_share_of_the_whole_total_is_remarked(amount_yuan: int, expected):
    assert remarks(make_due(amount_yuan=amount_yuan)) == [expected]


def test_a_payee_without_account_has_no_copy():
    assert remarks(make_due(make_payee(account=False))) == []


def test_copies_come_by_due_day_and_name():
    later = make_due(make_payee(name="甲"))
    earlier = make_due(make_payee(name="乙"), granted_on=clock.today() - dt.timedelta(days=1))
    copied = [
        UUID(str(copy.instalment_id)) for copy in line_copies([later.pk, earlier.pk], now=clock.now(), spec=GENERIC)
    ]
    assert copied == [earlier.pk, later.pk]


def test_a_draft_whose_account_changed_is_outdated_and_has_another_stamp():
    desk, due = Desk(), make_due()
    batch = desk.drawn(due)
    before = (outdated_lines(batch), stamp_of(batch))
    new_account(due.award.person)
    assert (before[0], outdated_lines(batch), stamp_of(batch)) == (0, 1, before[1])
