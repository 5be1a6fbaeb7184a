"""Who is said to have left, and whose payments that keeps back or no longer does."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef

from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold, Instalment
from subsidies.payments.querysets import HoldQuerySet
from subsidies.verification.models import Departure
from subsidies.verification.querysets import DepartureQuerySet


def answered_leavers() -> HoldQuerySet:
    """Live holds for a departure after which the person's employment was confirmed."""
    answered = Departure.objects.answered().filter(pk=OuterRef("departure"))
    return Hold.objects.live().filter(Exists(answered), kind=HoldKind.LEFT_EMPLOYER)


def departures_to_hold() -> DepartureQuerySet:
    """Departures of people with unpaid instalments who have no such hold, none that the office lifted knowing of it."""
    held = Hold.objects.live().filter(kind=HoldKind.LEFT_EMPLOYER, person=OuterRef("person"))
    owed = Instalment.objects.unpaid().filter(award__person=OuterRef("person"), award__revoked_at=None)
    return Departure.objects.standing().filter(Exists(owed), ~Exists(held), ~Exists(kept_on()))


def departures_of(person_id: UUID) -> DepartureQuerySet:
    """What keeps a person's payments back now, the latest word first: another departure may have replaced one."""
    standing = Departure.objects.standing().filter(~Exists(kept_on()), person=person_id)
    return standing.order_by("-stated_on", "-left_on", "pk")


def kept_on() -> HoldQuerySet:
    """Of a departure: the hold that the office lifted knowing of it, so that the person goes on being paid."""
    leavers = Hold.objects.filter(kind=HoldKind.LEFT_EMPLOYER, lifted_by__isnull=False)
    return leavers.filter(departure=OuterRef("pk"))
