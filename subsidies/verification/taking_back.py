"""What taking back a roster would do, in numbers, for the page that asks first."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef

from subsidies.applications.models import EstablishedFact
from subsidies.applications.workflow import ApplicationStatus
from subsidies.verification.models import Departure, EmploymentConfirmation, Transfer, Verification
from talent.employers.models import Roster

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Consequences:
    """How many of everything that came of a roster are taken back, and on whose cases somebody has acted since."""

    rows: int
    earlier: int
    """People of whom an earlier roster spoke: that counts again."""
    cases: int
    departures: int
    confirmed: int
    again: int
    """Confirmations that the roster had ended."""
    moved: int
    """People who were recorded as moved here."""
    acted_on: int = 0
    named: list[Verification] = field(default_factory=list)
    """The first of those on whose cases somebody has acted."""

    @property
    def new(self) -> int:
        return max(self.rows - self.earlier, 0)

    @property
    def more_acted_on(self) -> int:
        """How many are not named."""
        return self.acted_on - len(self.named)


def consequences_of_taking_back(roster: Roster) -> Consequences:
    """As things stand now: nothing is locked, and what somebody acts on meanwhile stays (a fixed number of queries)."""
    given = Verification.objects.filter(roster_entry__roster=roster)
    judged = EstablishedFact.objects.filter(
        application=OuterRef("submission__application"), established_at__gt=OuterRef("answered_at")
    )
    untouched = given.filter(
        ~Exists(judged),
        submission__application__status=ApplicationStatus.AWAITING_REVIEW,
        submission__application__status_changed_at__lte=F("answered_at"),
    )
    waiting = untouched.count()
    acted_on = given.exclude(pk__in=untouched.values("pk")).select_related("submission__application__person")
    slim = acted_on.defer("submission__entered", "submission__facts", "submission__assessment")
    return Consequences(
        rows=roster.entries.in_force().count(),
        earlier=roster.changed_count + roster.unchanged_count,
        cases=waiting,
        departures=Departure.objects.in_force().filter(roster_entry__roster=roster, stated_by=None).count(),
        confirmed=EmploymentConfirmation.objects.in_force().filter(roster_entry__roster=roster).count(),
        again=EmploymentConfirmation.objects.filter(withdrawn_by_roster=roster).count(),
        moved=Transfer.objects.in_force().filter(roster_entry__roster=roster, stated_by=roster.committed_by).count(),
        acted_on=given.count() - waiting,
        named=list(slim.order_by("submission__application__number")[:MOST_NAMED]),
    )
