"""From the award to instalments that are due."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.payments import actions
from subsidies.payments.models import Instalment
from talent.calendars import clock
from talent.profiles import actions as profile
from tests.subsidies.payments import bank
from tests.subsidies.payments.stages import Desk, lines_of, make_award, make_due, make_payee, statuses

pytestmark = pytest.mark.django_db


def plan_of(award):
    return list(award.instalments.order_by("sequence").values_list("sequence", "due_on", "amount_yuan"))


def test_an_award_is_paid_in_three_parts_from_the_day_of_grant():
    award = make_award(degree="master", granted_on=dt.date(2024, 2, 29))
    assert actions.schedule_instalments() == 1
    assert plan_of(award) == [
        (1, dt.date(2024, 2, 29), 20_000),
        (2, dt.date(2025, 2, 28), 15_000),
        (3, dt.date(2026, 2, 28), 15_000),
    ]


@pytest.mark.parametrize("amount_yuan", [1, 2, 7, 20_000, 29_999, 30_001])
def test_instalments_always_sum_to_the_award(amount_yuan: int):
    award = make_award(amount_yuan=amount_yuan)
    actions.schedule_instalments()
    assert sum(yuan for _, _, yuan in plan_of(award)) == amount_yuan


def test_scheduling_twice_makes_the_instalments_once():
    award = make_award()
    assert [actions.schedule_instalments(), actions.schedule_instalments(), award.instalments.count()] == [1, 0, 3]


def test_a_revoked_award_is_not_scheduled():
    award = make_award(revoked_at=clock.now())
    assert (actions.schedule_instalments(), award.instalments.count()) == (0, 0)


def test_days_on_which_nothing_ran_skip_nobody():
    today = clock.today()
    award = make_award(granted_on=today - dt.timedelta(days=400))
    actions.schedule_instalments()
    assert actions.mark_due(on=today) == 2
    assert list(award.instalments.order_by("sequence").values_list("status", flat=True)) == ["due", "due", "scheduled"]


def test_an_instalment_is_due_on_its_day_and_not_the_day_before():
    award = make_award(granted_on=dt.date(2026, 11, 30))
    actions.schedule_instalments()
    assert [actions.mark_due(on=dt.date(2026, 11, 29)), actions.mark_due(on=dt.date(2026, 11, 30))] == [0, 1]
    assert statuses(award.instalments) == ["due", "scheduled", "scheduled"]


def test_marking_twice_changes_nothing_more():
    make_due()
    assert actions.mark_due(on=clock.today()) == 0


def failed_instalment(desk: Desk) -> Instalment:
    due = make_due(make_payee())
    batch = desk.released(due)
    actions.render_files(batch.pk)
    payments = bank.read_csv(kept_bytes(batch))
    desk.committed(batch, bank.csv_return(bank.answers(payments, bank.failing(1))))
    due.refresh_from_db()
    return due


def kept_bytes(batch, kind="csv") -> bytes:
    with actions.open_for_download(batch.files.get(kind=kind), by=Desk().approver) as file:
        return file.read()


def test_a_failed_instalment_stays_failed_until_the_account_is_corrected(desk: Desk):
    due = failed_instalment(desk)
    assert (due.status, actions.free_corrected()) == ("failed", 0)


@pytest.mark.parametrize("same_account", [True, False])
def test_a_corrected_or_reconfirmed_account_lets_it_be_paid_by_a_new_batch(desk: Desk, same_account: bool):
    due = failed_instalment(desk)
    person = due.award.person
    old = person.bank_accounts.current().get()
    number = old.account_number if same_account else "0444000000000000001"
    profile.change_bank_account(
        person, by=person.user, holder_name=person.name, account_number=number, bank_name=old.bank_name
    )
    assert (actions.free_corrected(person_id=person.pk), actions.hold_changed_accounts()) == (1, int(not same_account))
    if not same_account:
        desk.lets_the_account_pass(person)
    again = desk.sealed(due)
    assert [line.account_number for line in lines_of(again)] == [number]
    assert statuses(due.lines) == ["failed", "unanswered"]
