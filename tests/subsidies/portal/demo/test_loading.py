"""The demo city: everything has its example, and nothing contradicts itself."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from subsidies.applications.models import Application, LivingTotal
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold, Instalment
from subsidies.payments.queries.continued import to_confirm
from subsidies.payments.workflow import BatchStatus
from subsidies.portal.demo import digest, loading
from subsidies.portal.demo.accounts import DEMO_ACCOUNTS, HR_EMPLOYER
from subsidies.portal.demo.identities import LAST_SEQUENCE, SAMPLE_REGION, SAMPLE_SEQUENCE
from subsidies.portal.demo.showcase import units
from subsidies.review.models import Review
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.audit.wording import verb_label
from talent.calendars import clock
from talent.employers.models import RosterEntry
from talent.identifiers.identity_number import check_digit
from talent.profiles.kinds import DocumentType
from talent.profiles.models import Person
from talent.workflow.table import WorkflowTable
from tests.quality.visitors import VISITORS
from tests.subsidies.portal.demo import edges

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo city")]
"""Without the first, a run of one of these tests alone would have no test database and load into the demo's own."""
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


@pytest.mark.parametrize("table", edges.tables(), ids=lambda table: table.name)
def test_every_status_of_every_workflow_has_an_example(city: str, table: WorkflowTable):
    models = edges.models_of(table)
    found = {status for model in models for status in model._default_manager.values_list("status", flat=True)}
    assert sorted(found) == sorted(table.labels)


def test_every_edge_of_every_workflow_has_an_example(city: str):
    missing = edges.without_example()
    assert missing == {}


def test_nothing_moved_beside_the_tables(city: str):
    strange = edges.beside_the_tables()
    assert strange == {}


@pytest.mark.parametrize("table", edges.tables(), ids=lambda table: table.name)
def test_the_statuses_before_and_after_tell_which_action_it_was(table: WorkflowTable):
    moves = [move for move, _action in edges.edges(table)]
    assert sorted(moves) == sorted(set(moves))


def test_everything_that_happened_has_words(city: str):
    verbs = set(AuditEvent.objects.order_by().values_list("verb", flat=True).distinct())
    assert sorted(verb for verb in verbs if verb_label(verb) == verb) == []


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
    for command in ("verify_books", "verify_audit"):
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
    for instalment in Instalment.objects.filter(award__revoked_at=None).select_related("award"):
        owed[instalment.award.person_id] = owed.get(instalment.award.person_id, 0) + instalment.amount_yuan
    assert owed == {person: yuan for person, yuan in totals.items() if yuan}


def test_nothing_lies_in_the_future(city: str):
    later = clock.now() + dt.timedelta(minutes=1)
    assert Application.objects.filter(status_changed_at__gt=later).count() == 0
    assert AuditEvent.objects.filter(occurred_at__gt=later).count() == 0


def test_each_persona_has_an_account(city: str):
    wanted = {account.email for account in DEMO_ACCOUNTS}
    assert set(User.objects.filter(email__in=wanted).values_list("email", flat=True)) == wanted


def test_who_looks_at_the_pages_is_where_the_name_says(city: str):
    """``python -m tests.quality`` signs in as people of the showcase, by their numbers."""
    found = {
        visitor.name: standing(visitor.contact)
        for visitor in VISITORS
        if visitor.contact.startswith("graduate") or visitor.name == "applicant"
    }
    assert found == {
        "draft": "draft housing living schooling",
        "applicant": "",
        "awaiting employer": "awaiting_employer living",
        "disputed": "disputed living",
        "returned": "returned living",
        "in notice": "in_notice living granted",
        "granted": "closed living granted, due scheduled scheduled",
        "all granted": "closed housing living schooling granted granted granted, due scheduled scheduled",
        "payment failed": "closed living granted, failed scheduled scheduled",
        "owes": "closed living granted, paid cancelled cancelled",
        "owes the rest": "closed living granted, paid cancelled cancelled",
        "refused": "closed living refused",
        "withdrawn": "withdrawn living",
    }


def page(email: str, address: str, **data: str) -> str:
    """What somebody sees there."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client.get(address, data).content.decode()


def test_who_was_transferred_is_on_the_pages_of_both_units_and_their_own(city: str):
    person = Person.objects.get(name="骆清")
    address = f"/employer/people/{person.pk}/"
    assert "调往一汽-大众汽车有限公司" in page("hr@demo.invalid", address)
    assert "由一汽解放集团股份有限公司调入" in page("hr2@demo.invalid", address)
    assert "您的集团内调动已登记" in page(person.user.email, "/messages/")


def test_the_unit_that_was_merged_is_found_by_either_name(city: str):
    for name in (units.MERGED, units.RENAMED):
        assert "已并入一汽解放集团股份有限公司" in page("admin@demo.invalid", "/employers/", name=name)


def test_people_of_the_merged_unit_are_the_successors(city: str):
    rows = RosterEntry.objects.in_force().filter(name__in=units.COLLEAGUES)
    assert [row.employer.name for row in rows] == [HR_EMPLOYER] * 3
    assert "由一汽车桥试制示例有限公司并入" in page(
        "hr@demo.invalid", f"/employer/people/{Person.objects.get(name='纪南风').pk}/"
    )


def test_a_graduate_sees_who_looked_before_it_was_decided(city: str):
    shown = page("graduate12@demo.invalid", "/me/readings/")
    assert ("查看申请和资料" in shown, "查看证明材料" in shown) == (True, True)
    for decided in Review.objects.select_related("application__person__user"):
        if decided.application.person.user.email.startswith("graduate"):
            opened = AuditEvent.objects.about(decided.application).by(decided.reviewed_by_id)
            assert opened.filter(verb="application.opened", occurred_at__lt=decided.reviewed_at).exists()


def standing(email: str) -> str:
    """The case in words: status, benefits, outcomes; then the instalments."""
    cases = [
        " ".join([case.status, *sorted(case.benefits), *(decision.outcome for decision in case.decisions.all())])
        for case in Application.objects.filter(person__user__email=email)
    ]
    paid = Instalment.objects.filter(award__person__user__email=email).order_by("sequence")
    return ", ".join([*cases, *filter(None, [" ".join(paid.values_list("status", flat=True))])])
