"""Where the money of a payment that was made twice stands once one of the two is back, in whatever year that is."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine

from subsidies.budget import actions as budget
from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from talent.accounts.models import User
from talent.calendars import clock
from tests.factories import budget_line, make_user
from tests.subsidies.payments.actions.test_first_payment import (
    COMES_BACK,
    FAILS,
    corrects_the_account,
    replacement_of,
    says,
)
from tests.subsidies.payments.apart import resolve
from tests.subsidies.payments.stages import Desk, confirm, make_due

pytestmark = pytest.mark.django_db
R = Resolution
FIRST, LATER_ONES = 12_000, 18_000
NEXT_YEAR = dt.timedelta(days=70)
PLACES = ("reserved", "released", "paid", "refunded", "overpaid")


@pytest.fixture(autouse=True)
def books_agree_afterwards(db: None):
    """Whatever became of the money, every sum and status agrees."""
    yield
    assert [found for found in differences() if "manifest" not in found] == []


class Years:
    """A line of one year and of the next, and the life of one instalment over both."""

    def __init__(self, desk: Desk, time) -> None:
        self.desk, self.time = desk, time
        self.officer: User = make_user("finance_officer")
        self.old: BudgetLine = budget_line(yuan=60_000)
        self.new: BudgetLine | None = None
        self.first: PaymentLine = desk.released(make_due()).lines.get()

    def close(self) -> None:
        """The old year ends, and what is unpaid goes over."""
        self.time.shift(NEXT_YEAR)
        words = {"fiscal_year": 2027, "programme": "living", "document_number": "2027", "subject": "208"}
        self.new = budget.open_line(by=self.officer, pk=uuid.uuid4(), yuan=60_000, **words)
        actions.close_line(self.old, by=self.officer, into=self.new)
        self.time.shift(60)

    def fails(self) -> None:
        self.time.shift(60)
        says(self.desk, self.first, *FAILS)

    def replace(self) -> PaymentBatch:
        """By way of the desk, on the line on which the instalment stands now."""
        actions.fund_instalments(on=clock.today())
        corrects_the_account(self.desk, self.instalment)
        confirm(self.instalment.award.person)
        desk, instalment = self.desk, self.instalment
        batch = desk.drawn(instalment, charged_to=instalment.budget_line)
        batch = actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核对")
        actions.approve(batch, by=desk.approver, digest=batch.digest)
        return actions.release(batch, by=desk.releaser, voucher_number="ZF-9", digest=batch.digest)

    def paid_twice(self) -> None:
        self.time.shift(60)
        resolve(self.desk, says(self.desk, self.first), R.PAID_TWICE)

    def first_counts(self, *, after_paid: bool = False) -> None:
        self.time.shift(60)
        again = replacement_of(self.first)
        if after_paid:
            says(self.desk, again)
        resolve(self.desk, says(self.desk, again, *(COMES_BACK if after_paid else FAILS)), R.FIRST_COUNTS)

    def twice_back(self) -> None:
        self.time.shift(60)
        resolve(self.desk, says(self.desk, self.first, *COMES_BACK), R.TWICE_BACK)

    @property
    def instalment(self) -> Instalment:
        return Instalment.objects.get(pk=self.first.instalment_id)

    def stands(self) -> list[int]:
        self.old.refresh_from_db()
        return [self.old.balance(name) for name in PLACES]

    def stands_anew(self) -> list[int]:
        assert self.new is not None
        self.new.refresh_from_db()
        return [self.new.balance(name) for name in ("reserved", "released", "paid", "overpaid")]


@pytest.fixture
def years(desk: Desk, db: None):
    with time_machine.travel(dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC), tick=False) as time:
        yield Years(desk, time)


@pytest.fixture
def twice(years: Years) -> Years:
    """Both payments of one year that is open still."""
    years.fails()
    years.replace()
    years.paid_twice()
    return years


@pytest.mark.parametrize("after_paid", [False, True])
def test_in_one_open_year_the_first_payment_is_the_only_one(twice: Years, after_paid: bool):
    before = twice.stands()
    twice.first_counts(after_paid=after_paid)
    assert before == [LATER_ONES, FIRST, FIRST, 0, FIRST]
    assert twice.stands() == [LATER_ONES, 0, FIRST, 0, 0]


@pytest.mark.parametrize("after_paid", [False, True])
def test_where_the_year_of_both_is_closed_the_replacements_money_goes_to_the_treasury(twice: Years, after_paid: bool):
    twice.close()
    twice.first_counts(after_paid=after_paid)
    assert twice.stands() == [0, 0, FIRST, FIRST, FIRST]


@pytest.mark.parametrize("after_paid", [False, True])
def test_what_was_carried_over_comes_back_to_the_year_of_the_first_payment(years: Years, after_paid: bool):
    years.fails()
    years.close()
    years.replace()
    years.paid_twice()
    years.first_counts(after_paid=after_paid)
    assert (years.stands(), years.old.carried_yuan) == ([0, 0, FIRST, 0, 0], LATER_ONES)
    assert (years.stands_anew(), years.instalment.budget_line) == ([LATER_ONES, 0, 0, 0], years.old)


@pytest.mark.parametrize("after_paid", [False, True])
def test_what_the_treasury_had_is_the_one_payment_and_the_new_years_money_is_free(years: Years, after_paid: bool):
    years.close()
    years.fails()
    years.replace()
    years.paid_twice()
    years.first_counts(after_paid=after_paid)
    assert (years.stands(), years.stands_anew()) == ([0, 0, FIRST, 0, 0], [LATER_ONES, 0, 0, 0])


def test_what_comes_back_in_an_open_year_stands_beyond_it_no_more(twice: Years):
    twice.twice_back()
    assert twice.stands() == [LATER_ONES, FIRST, 0, 0, 0]


def test_what_comes_back_after_its_year_was_closed_goes_to_the_treasury(twice: Years):
    twice.close()
    twice.twice_back()
    assert twice.stands() == [0, FIRST, 0, FIRST, FIRST]


def test_what_had_been_paid_out_of_the_refund_goes_back_to_the_treasury(years: Years):
    years.close()
    years.fails()
    years.replace()
    years.paid_twice()
    years.twice_back()
    assert (years.stands(), years.stands_anew()) == ([0, 0, 0, FIRST, 0], [LATER_ONES, FIRST, 0, 0])


@pytest.mark.parametrize("closes", [False, True])
def test_what_came_back_and_is_paid_once_more_stands_beside_again(twice: Years, closes: bool):
    if closes:
        twice.close()
    twice.twice_back()
    twice.paid_twice()
    assert twice.stands() == [0 if closes else LATER_ONES, FIRST, FIRST, 0, FIRST]


@pytest.mark.parametrize("closes", [False, True])
def test_a_reversed_payment_that_was_paid_after_all_is_paid_once(years: Years, closes: bool):
    says(years.desk, years.first)
    if closes:
        years.close()
    years.time.shift(60)
    resolve(years.desk, says(years.desk, years.first, *COMES_BACK), R.REVERSE)
    years.time.shift(60)
    resolve(years.desk, says(years.desk, years.first), R.LATE_SUCCESS)
    assert years.stands() == [0 if closes else LATER_ONES, 0, FIRST, 0, 0]
