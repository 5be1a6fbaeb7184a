"""Units, each with a successor, and administrators; and what must hold after any race with a merger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from subsidies.applications.models import Application
from subsidies.verification import actions
from subsidies.verification.actions.merging import WITH_THE_UNIT
from talent.accounts.models import Invitation, StaffRole, User
from talent.accounts.roles import Role
from talent.audit import chain
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer, EmployerChange, RosterEntry
from talent.profiles.models import Employment
from tests.factories import make_employer, make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.payments.racing import PROCESSES, broken_off

ROUNDS = race_rounds(6)


@pytest.fixture(autouse=True)
def nothing_goes_on_at_a_merged_unit(transactional_db: None) -> Iterator[None]:
    """After each race: what goes on does so at a unit that stands, each merger is on record once, the log holds."""
    yield
    merged = Employer.objects.exclude(merged_into=None)
    for left in (
        Employment.objects.filter(employer__in=merged),
        RosterEntry.objects.in_force().filter(employer__in=merged),
        Application.objects.filter(employer__in=merged, status__in=WITH_THE_UNIT),
        StaffRole.objects.in_force().filter(employer__in=merged),
        Invitation.objects.open().filter(employer__in=merged),
        Employer.objects.filter(parent__in=merged),
    ):
        assert list(left) == []
    verbs = Counter(AuditEvent.objects.filter(verb__startswith="employer.").values_list("verb", flat=True))
    noted = EmployerChange.objects.filter(kind="merged").count()
    assert (verbs["employer.merged"], verbs["employer.absorbed"], noted) == (merged.count(),) * 3
    assert broken_off("roster.") + broken_off("application.") == []
    chain.link_pending()
    assert chain.verify().difference == ""


@pytest.fixture
def units(transactional_db: None) -> list[Employer]:
    """A unit for each round."""
    return [make_employer() for _ in range(ROUNDS)]


@pytest.fixture
def successors(transactional_db: None) -> list[Employer]:
    return [make_employer() for _ in range(ROUNDS)]


@pytest.fixture
def administrators(transactional_db: None) -> list[User]:
    return [make_user(Role.ADMINISTRATOR) for _ in range(PROCESSES)]


def merge(unit: Employer, into: Employer, by: User) -> actions.Passed:
    return actions.merge(unit, by=by, into=into, changed_on=clock.today())


def merged(units: list[Employer]) -> int:
    """How many of the units were merged."""
    return Employer.objects.filter(pk__in=[unit.pk for unit in units]).exclude(merged_into=None).count()
