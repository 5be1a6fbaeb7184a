"""What comes back, is set off, stopped or revoked stands in the budget line that paid or held it."""

from __future__ import annotations

import uuid

import pytest

from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import Instalment
from talent.calendars import clock
from tests.factories import budget_line
from tests.subsidies.payments.actions.test_recovery_money import make_set_off_target
from tests.subsidies.payments.debts import Office
from tests.subsidies.payments.stages import make_award

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(db: None) -> BudgetLine:
    return budget_line(yuan=100_000)


@pytest.fixture
def office(line: BudgetLine) -> Office:
    return Office()


@pytest.fixture(autouse=True)
def books_agree_afterwards(db: None):
    """After each step every line is what its entries and the payments say."""
    yield
    assert list(differences()) == []


def stands(line: BudgetLine) -> dict[str, int]:
    line.refresh_from_db()
    return {name: yuan for name in ("available", "reserved", "paid", "recovered") if (yuan := line.balance(name))}


def test_a_leavers_later_instalments_can_be_granted_to_others(office: Office, line: BudgetLine):
    drafted = office.drafted()
    assert stands(line) == {"available": 70_000, "reserved": 18_000, "paid": 12_000}
    actions.confirm_recovery(drafted, by=office.confirmer)
    assert stands(line) == {"available": 88_000, "paid": 12_000}
    assert set(Instalment.objects.filter(status="cancelled").values_list("budget_line", flat=True)) == {None}


def test_receipts_leave_the_paid_money_and_a_reversal_brings_it_back(office: Office, line: BudgetLine):
    recovery = office.notified()
    first = office.receives(recovery, 1_000)
    office.receives(recovery, 500)
    assert stands(line) == {"available": 88_000, "paid": 10_500, "recovered": 1_500}
    actions.reverse_receipt(first, by=office.cashier, pk=first.recovery.pk, reason="录错")
    assert stands(line) == {"available": 88_000, "paid": 11_500, "recovered": 500}
    office.receives(recovery, 2_000)
    assert stands(line) == {"available": 88_000, "paid": 9_500, "recovered": 2_500}


def test_what_is_set_off_counts_as_paid_and_as_recovered(office: Office, line: BudgetLine):
    recovery = office.notified()
    target = make_set_off_target(recovery)
    before = stands(line)
    proposal = actions.propose_set_off(
        recovery, by=office.drafter, pk=uuid.uuid4(), instalment=target, reason="同意抵扣"
    )
    actions.confirm_proposal(proposal, by=office.confirmer)
    after = stands(line)
    assert after["reserved"] == before["reserved"] - target.amount_yuan
    assert (after["paid"], after["recovered"]) == (before["paid"], target.amount_yuan)


def test_instalments_that_are_restored_wait_for_money_anew(office: Office, line: BudgetLine):
    confirmed = office.confirmed()
    actions.cancel_recovery(confirmed, by=office.drafter, reason="核查后确认仍在职")
    assert Instalment.objects.unfunded().count() == 2
    assert actions.fund_instalments(on=clock.today()) == 2
    assert stands(line) == {"available": 70_000, "reserved": 18_000, "paid": 12_000}


def test_a_revoked_award_without_instalments_gives_its_money_back(office: Office, line: BudgetLine):
    award = make_award()
    assert stands(line) == {"available": 70_000, "reserved": 30_000}
    office.revokes(award)
    assert stands(line) == {"available": 100_000}
