"""The demo city: everything has its example, nothing contradicts itself, the same seed gives the same city."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import transaction
from django.utils.module_loading import import_string

from subsidies.applications.models import Application, LivingTotal
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold, Instalment
from subsidies.payments.queries.continued import to_confirm
from subsidies.payments.workflow import BatchStatus
from subsidies.portal.demo import digest, loading
from subsidies.portal.demo.accounts import DEMO_ACCOUNTS
from subsidies.portal.demo.identities import LAST_SEQUENCE, SAMPLE_REGION, SAMPLE_SEQUENCE
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.identifiers.identity_number import check_digit
from talent.profiles.kinds import DocumentType
from talent.profiles.models import Person

PEOPLE, SEED = 40, 7
"""A small city: enough for every kind of thing, and loaded in seconds."""


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("private")


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker, private: Path) -> Iterator[str]:
    """A loaded city for the tests below; its digest."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "PRIVATE_ROOT", private)
        with transaction.atomic():
            call_command("load_institutions", stdout=io.StringIO())
            loading.load(people=PEOPLE, seed=SEED)
            yield digest.digest()
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", django_settings.WORKFLOW_TABLES)
def test_every_status_of_every_workflow_has_an_example(city: str, name: str):
    table = import_string(name)
    models = [
        model
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name == "status" and dict(field.choices or []) == table.labels
    ]
    found = {status for model in models for status in model._default_manager.values_list("status", flat=True)}
    assert sorted(found) == sorted(table.labels)


def test_every_kind_of_hold_keeps_somebody_from_being_paid(city: str):
    assert sorted(set(Hold.objects.live().values_list("kind", flat=True))) == sorted(HoldKind.values)


def test_the_first_unit_has_somebody_to_confirm_again(city: str):
    officer = User.objects.get(email="hr@demo.invalid")
    assert to_confirm(officer).exists() is True


def test_nobody_on_hold_stands_in_a_draft(city: str):
    drafted = Hold.objects.live().filter(person__awards__instalments__lines__batch__status=BatchStatus.DRAFT)
    assert list(drafted) == []


def test_balances_seals_files_and_the_chain_agree(city: str, settings, private: Path):
    settings.PRIVATE_ROOT = private
    for command in ("verify_payments", "verify_audit"):
        call_command(command, stdout=io.StringIO())
    assert AuditEvent.objects.filter(link=None).count() == 0


def test_every_identity_number_is_valid_and_in_the_range_of_samples(city: str):
    numbers = [person.identity_number for person in Person.objects.filter(document_type=DocumentType.RESIDENT_ID)]
    sequences = [int(number[14:17]) for number in numbers]
    assert [number for number in numbers if number[17] != check_digit(number[:17])] == []
    assert {number[:6] for number in numbers} == {SAMPLE_REGION}
    assert [each for each in sequences if not SAMPLE_SEQUENCE <= each <= LAST_SEQUENCE] == []


def test_nobody_was_granted_more_than_the_sum_of_their_awards(city: str):
    totals = {total.person_id: total.granted_yuan for total in LivingTotal.objects.all()}
    owed: dict[object, int] = {}
    for instalment in Instalment.objects.select_related("award"):
        owed[instalment.award.person_id] = owed.get(instalment.award.person_id, 0) + instalment.amount_yuan
    assert owed == {person: yuan for person, yuan in totals.items() if yuan}


def test_nothing_lies_in_the_future(city: str):
    later = clock.now() + dt.timedelta(minutes=1)
    assert Application.objects.filter(status_changed_at__gt=later).count() == 0
    assert AuditEvent.objects.filter(occurred_at__gt=later).count() == 0


def test_each_persona_has_an_account(city: str):
    wanted = {account.email for account in DEMO_ACCOUNTS}
    assert set(User.objects.filter(email__in=wanted).values_list("email", flat=True)) == wanted


def loaded(people: int, seed: int) -> str:
    """The digest of a city that is taken down again."""
    with transaction.atomic():
        loading.load(people=people, seed=seed)
        found = digest.digest()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_city_and_another_another(settings, tmp_path: Path):
    call_command("load_institutions", stdout=io.StringIO())
    found = []
    for order, seed in enumerate((1, 1, 2)):
        settings.PRIVATE_ROOT = tmp_path / str(order)
        found.append(loaded(3, seed))
    first, second, other = found
    assert (first == second, first == other) == (True, False)
