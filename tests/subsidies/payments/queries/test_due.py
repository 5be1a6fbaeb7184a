"""What keeps a due instalment out of a batch."""

from __future__ import annotations

import pytest

from subsidies.payments import actions
from subsidies.payments.kinds import BlockReason
from subsidies.payments.models import Instalment
from subsidies.payments.queries.due import standings
from talent.calendars import clock
from tests.subsidies.payments.stages import make_due, make_payee

pytestmark = pytest.mark.django_db


def everyone():
    """One person in each standing, with the reasons expected."""
    refused = make_due(make_payee(name="账户被退"))
    refused.failed_account = refused.award.person.bank_accounts.get()
    refused.save()
    revoked = make_due(make_payee(name="已撤销"))
    revoked.award.revoked_at = clock.now()
    revoked.award.save()
    return {
        make_due(make_payee(confirmed_days_ago=90)).pk: (),
        make_due(make_payee(confirmed_days_ago=91)).pk: (BlockReason.NOT_CONFIRMED,),
        make_due(make_payee(confirmed_days_ago=None, account=False)).pk: (
            BlockReason.NOT_CONFIRMED,
            BlockReason.NO_ACCOUNT,
        ),
        refused.pk: (BlockReason.ACCOUNT_REFUSED,),
        revoked.pk: (BlockReason.AWARD_REVOKED,),
    }


def test_each_reason_is_named():
    expected = everyone()
    found = standings(Instalment.objects.due().select_related("award"), on=clock.today())
    assert {key: standing.reasons for key, standing in found.items()} == expected


def test_the_list_and_the_locked_check_agree_on_who_can_be_paid():
    everyone()
    found = standings(Instalment.objects.due().select_related("award"), on=clock.today())
    free = {key for key, standing in found.items() if not standing.reasons}
    assert set(Instalment.objects.drawable(clock.today()).values_list("pk", flat=True)) == free


def test_the_latest_of_several_confirmations_counts():
    person = make_payee(confirmed_days_ago=200)
    due = make_due(person)
    before = standings([due], on=clock.today())[due.pk].reasons
    person.employment_confirmations.create(
        employer=person.employment.employer, confirmed_on=clock.today(), confirmed_by=person.user
    )
    assert (before, standings([due], on=clock.today())[due.pk].reasons) == ((BlockReason.NOT_CONFIRMED,), ())


def test_up_to_500_instalments_take_five_queries(django_assert_num_queries):
    due, today = [make_due() for _ in range(3)], clock.today()
    with django_assert_num_queries(5):
        standings(due, on=today)


def test_what_is_not_due_is_not_drawable():
    due = make_due()
    assert list(Instalment.objects.drawable(clock.today())) == [due]
    assert actions.mark_due(on=clock.today()) == 0
