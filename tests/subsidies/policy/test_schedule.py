"""Instalments and recovery."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from subsidies.policy.calendar_days import add_months
from subsidies.policy.facts import LeavingReason
from subsidies.policy.schedule import Instalment, instalment_plan, recovery_part, recovery_yuan
from subsidies.policy.versions import living_versions

VERSION = living_versions().earliest
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
AMOUNTS = st.integers(1, 80_000)


def test_a_master_is_paid_in_three_parts_a_year_apart() -> None:
    assert instalment_plan(50_000, granted_on=date(2022, 1, 31), version=VERSION) == (
        Instalment(1, date(2022, 1, 31), 20_000),
        Instalment(2, date(2023, 1, 31), 15_000),
        Instalment(3, date(2024, 1, 31), 15_000),
    )


def test_the_last_instalment_takes_what_rounding_left() -> None:
    plan = instalment_plan(33_333, granted_on=date(2022, 1, 31), version=VERSION)
    assert [part.amount_yuan for part in plan] == [13_333, 9_999, 10_001]


@given(AMOUNTS, DAYS)
def test_instalments_sum_to_the_award_and_are_never_negative(amount_yuan: int, granted_on: date) -> None:
    parts = [part.amount_yuan for part in instalment_plan(amount_yuan, granted_on=granted_on, version=VERSION)]
    assert (sum(parts), min(parts) >= 0) == (amount_yuan, True)


@pytest.mark.parametrize(
    ("left_on", "expected"),
    [
        (date(2022, 1, 30), 20_000),
        (date(2022, 1, 31), 20_000),
        (date(2022, 2, 1), 18_333),
        (date(2022, 2, 28), 18_333),
        (date(2022, 3, 1), 16_666),
        (date(2022, 7, 31), 10_000),
        (date(2022, 8, 1), 8_333),
        (date(2022, 12, 31), 1_666),
        (date(2023, 1, 1), 0),
        (date(2023, 1, 31), 0),
    ],
)
def test_leaving_within_a_year_gives_back_the_months_not_served(left_on: date, expected: int) -> None:
    assert recovery_yuan(20_000, paid_on=date(2022, 1, 31), left_on=left_on, version=VERSION) == expected


@pytest.mark.parametrize(
    ("because", "expected"),
    [
        (LeavingReason.DEATH, 0),
        (LeavingReason.SERIOUS_ILLNESS, 0),
        (LeavingReason.DISMISSAL_WITHOUT_FAULT, 0),
        (LeavingReason.DISMISSAL_FOR_FAULT, 20_000),
        (LeavingReason.RESIGNATION, 20_000),
        (LeavingReason.OTHER, 20_000),
        (None, 20_000),
    ],
)
def test_nothing_is_taken_back_after_death_illness_or_dismissal_without_fault(
    because: LeavingReason | None, expected: int
) -> None:
    day = date(2022, 1, 31)
    assert recovery_yuan(20_000, paid_on=day, left_on=day, version=VERSION, because=because) == expected


@given(AMOUNTS, DAYS, DAYS)
def test_never_more_than_was_paid_is_taken_back(amount_yuan: int, paid_on: date, left_on: date) -> None:
    recovered = recovery_yuan(amount_yuan, paid_on=paid_on, left_on=left_on, version=VERSION)
    assert recovered == max(0, min(recovered, amount_yuan))


@given(AMOUNTS, DAYS, DAYS, DAYS)
def test_whoever_leaves_later_gives_back_no_more(amount_yuan: int, paid_on: date, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    recovered = [recovery_yuan(amount_yuan, paid_on=paid_on, left_on=day, version=VERSION) for day in (earlier, later)]
    assert recovered == sorted(recovered, reverse=True)


@given(AMOUNTS, DAYS, st.integers(0, 700))
def test_recovery_is_what_counting_the_months_one_by_one_gives(amount_yuan: int, paid_on: date, days: int) -> None:
    left_on = date.fromordinal(paid_on.toordinal() + days)
    assume(left_on < add_months(paid_on, 12))
    begun = 0
    while left_on > add_months(paid_on, begun):
        begun += 1
    assert (
        recovery_yuan(amount_yuan, paid_on=paid_on, left_on=left_on, version=VERSION)
        == amount_yuan * (12 - begun) // 12
    )


@pytest.mark.parametrize(
    ("left_on", "because", "expected"),
    [
        (date(2022, 1, 31), None, (20_000, "left_by_payment", None, 12)),
        (date(2022, 3, 1), None, (16_666, "pro_rata", 2, 12)),
        (date(2023, 1, 31), None, (0, "period_over", None, 12)),
        (date(2022, 3, 1), LeavingReason.DEATH, (0, "exempt", None, 12)),
        (date(2022, 3, 1), LeavingReason.DISMISSAL_FOR_FAULT, (16_666, "pro_rata", 2, 12)),
    ],
)
def test_a_recovery_says_by_which_clause_and_after_how_many_months(
    left_on: date, because: LeavingReason | None, expected: tuple[object, ...]
) -> None:
    part = recovery_part(20_000, paid_on=date(2022, 1, 31), left_on=left_on, version=VERSION, because=because)
    assert tuple(part) == expected
