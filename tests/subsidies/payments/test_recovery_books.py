"""The books find whatever is not as it must be about recoveries and revoked awards."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from subsidies.applications.models import Award, LivingTotal
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import Instalment, Recovery, RecoveryItem, RecoveryProposal, RecoveryReceipt
from talent.calendars import clock
from tests.subsidies.payments.debts import Office
from tests.subsidies.payments.stages import make_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def recovery(db: None) -> Recovery:
    """10,000 owed, 4,000 received, 1,000 received and reversed, and an award of somebody else revoked."""
    office = Office()
    recovery = office.notified()
    office.receives(recovery, 4_000)
    wrong = office.receives(recovery, 1_000)
    actions.reverse_receipt(wrong, by=office.cashier, pk=uuid.uuid4(), reason="录错")
    office.revokes(make_due().award)
    return Recovery.objects.get(pk=recovery.pk)


def revoked() -> Award:
    return Award.objects.exclude(revoked_at=None).get()


ALTERATIONS: dict[str, Callable[[Recovery], object]] = {
    "an item of another amount": lambda each: each.items.update(amount_yuan=9_999),
    "an item of another payment": lambda each: each.items.update(paid_yuan=13_000),
    "an item that was closed": lambda each: each.items.update(is_open=False),
    "an item that is gone": lambda each: each.items.all().delete(),
    "a total received": lambda each: Recovery.objects.filter(pk=each.pk).update(received_yuan=3_000),
    "a total owed": lambda each: Recovery.objects.filter(pk=each.pk).update(owed_yuan=11_000),
    "a receipt of another amount": lambda _: RecoveryReceipt.objects.counting().update(amount_yuan=3_999),
    "a reversal of another amount": lambda _: RecoveryReceipt.objects.exclude(reverses=None).update(amount_yuan=9),
    "a receipt marked as reversed": lambda _: RecoveryReceipt.objects.counting().update(reversed_at=clock.now()),
    "an instalment set off by hand": lambda _: Instalment.objects.filter(status="cancelled").update(
        status="set_off", stop_cause="", stopped_by=None, paid_on=clock.today()
    ),
    "an instalment of a revoked award that is due": lambda _: revoked().instalments.update(
        status="due", stop_cause="", stopped_by=None
    ),
    "an award that is live again": lambda _: Award.objects.filter(pk=revoked().pk).update(revoked_at=None),
    "an award revoked by hand": lambda each: Award.objects.filter(pk=each.award_id).update(revoked_at=clock.now()),
    "a person's total": lambda each: LivingTotal.objects.filter(person=each.person_id).update(granted_yuan=1),
    "a person's total that is gone": lambda each: LivingTotal.objects.filter(person=each.person_id).delete(),
    "an item taken back twice": lambda each: _double(each),
}


def _double(recovery: Recovery) -> None:
    item = recovery.items.get()
    item.pk, item.is_open = uuid.uuid4(), False
    item.save(force_insert=True)


def test_books_in_order_have_no_differences(recovery: Recovery):
    assert (list(differences()), RecoveryItem.objects.count(), RecoveryProposal.objects.count()) == ([], 1, 0)


@pytest.mark.parametrize("alter", ALTERATIONS.values(), ids=ALTERATIONS.keys())
def test_an_alteration_is_found(recovery: Recovery, alter: Callable[[Recovery], object]):
    alter(recovery)
    assert len(list(differences())) > 0
