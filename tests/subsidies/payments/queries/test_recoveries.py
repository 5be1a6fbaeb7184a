"""Who may have to pay back, and how much: against a reckoning of its own."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.applications.models import Award
from subsidies.payments import actions
from subsidies.payments.models import Instalment
from subsidies.payments.queries.recoveries import candidate_for, candidates, leaver_items
from talent.calendars import clock
from tests.factories import make_user
from tests.subsidies.payments.debts import Office, leave, make_paid
from tests.subsidies.payments.stages import confirm, make_award, make_payee

DAY = dt.timedelta(days=1)


def months_later(day: dt.date, months: int) -> dt.date:
    """A month further, again and again, each time to the same day or the last of the month."""
    year, month = day.year, day.month
    for _each in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def by_hand(amount: int, paid_on: dt.date, left_on: dt.date) -> int | None:
    """What a clerk would reckon with a calendar; None: no longer taken back."""
    if left_on >= months_later(paid_on, 12):
        return None
    begun = 0
    while left_on > months_later(paid_on, begun):
        begun += 1
    return amount if begun == 0 else (amount * (12 - begun)) // 12


DAYS = st.dates(dt.date(2021, 1, 1), dt.date(2027, 12, 31))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    payments=st.lists(st.tuples(st.integers(1, 80_000), DAYS), min_size=1, max_size=3),
    left_on=DAYS,
    because=st.sampled_from([None, "resignation", "other", "death", "serious_illness", "dismissal_without_fault"]),
)
def test_the_items_of_a_leaver_are_those_that_a_clerk_reckons(
    payments: list[tuple[int, dt.date]], left_on: dt.date, because: Any
):
    with transaction.atomic():
        award = make_award(make_payee(account=False), amount_yuan=sum(yuan for yuan, _day in payments))
        for sequence, (yuan, day) in enumerate(payments, 1):
            Instalment.objects.create(
                award=award, sequence=sequence, due_on=day, amount_yuan=yuan, status="paid", paid_on=day
            )
        items = leaver_items(award, left_on=left_on, because=because)
        transaction.set_rollback(True)
    exempt = because in ("death", "serious_illness", "dismissal_without_fault")
    reckoned = [by_hand(yuan, day, left_on) for yuan, day in payments]
    assert [item.amount_yuan for item in items] == [0 if exempt else yuan for yuan in reckoned if yuan is not None]


def owing(*, paid_days_ago: int, left_days_ago: int) -> Award:
    award = make_paid(paid_on=clock.today() - paid_days_ago * DAY)
    leave(award.person, left_on=clock.today() - left_days_ago * DAY)
    return award


def listed() -> list[tuple[Award, int, int]]:
    return [(each.award, each.amount_yuan, len(each.unpaid)) for each in candidates()]


@pytest.mark.django_db
def test_a_leaver_soon_after_payment_is_a_candidate_with_what_would_come_back_and_what_would_stop():
    award = owing(paid_days_ago=100, left_days_ago=50)
    assert listed() == [(award, 10_000, 2)]


@pytest.mark.django_db
def test_nobody_is_a_candidate_who_left_late_was_never_paid_or_was_confirmed_since():
    owing(paid_days_ago=400, left_days_ago=10)
    leave(make_award().person, left_on=clock.today())
    back = owing(paid_days_ago=100, left_days_ago=50)
    confirm(back.person)
    assert listed() == []


@pytest.mark.django_db
def test_somebody_who_went_to_another_affiliate_has_not_left():
    award = owing(paid_days_ago=100, left_days_ago=50)
    confirm(award.person, days_ago=50)
    assert listed() == []


@pytest.mark.django_db
def test_whom_the_office_lets_be_paid_on_is_not_listed_but_can_still_be_claimed_from():
    award = owing(paid_days_ago=100, left_days_ago=50)
    actions.settle_departures()
    hold = award.person.payment_holds.get()
    actions.lift_hold(hold, by=make_user("reviewer"), reason="重大疾病，按规定继续发放")
    assert (listed(), candidate_for(award).amount_yuan) == ([], 10_000)


@pytest.mark.django_db
def test_of_two_statements_the_later_one_counts():
    award = owing(paid_days_ago=100, left_days_ago=50)
    leave(award.person, left_on=clock.today() - 20 * DAY, stated_on=clock.today() + DAY)
    assert listed() == [(award, 9_000, 2)]


@pytest.mark.django_db
def test_whom_somebody_has_dealt_with_is_no_candidate_until_that_is_cancelled():
    office = Office()
    recovery = office.drafted()
    assert listed() == []
    actions.cancel_recovery(recovery, by=office.drafter, reason="重拟")
    assert listed() == [(recovery.award, 10_000, 2)]
    office.receives(office.notified(recovery.award), 10_000)
    assert listed() == []


@pytest.mark.django_db
def test_however_many_leavers_there_are_the_list_takes_the_same_queries(django_assert_num_queries):
    for _each in range(3):
        owing(paid_days_ago=100, left_days_ago=50)
    with django_assert_num_queries(6):
        assert len(candidates()) == 3
