"""For querysets of payments: who is not to be paid, because of a hold or because their unit says that they left."""

from __future__ import annotations

import datetime as dt

from django.apps import apps
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When

from subsidies.payments.kinds import HoldKind
from subsidies.payments.workflow import HoldStatus
from subsidies.verification.leavers import rows_to_note
from subsidies.verification.models import Departure
from talent.profiles.models import Person


def held_person(person: str) -> QuerySet[Person]:
    """For ``Exists``: the person under that name of the outer query, where a hold keeps them from being paid."""
    return Person.objects.filter(pk=OuterRef(person), payment_holds__status=HoldStatus.LIVE)


def has_left(person: str, *, on: dt.date) -> Case:
    """Whether the person under that name of the query has left by the word of a unit: a departure, or a roster's row.

    Jobs note the one and place a hold for the other; this holds before they have run. Where the office has lifted such
    a hold, the person goes on being paid. A CASE, so that PostgreSQL asks it of each row: see ``payable``.
    """
    lifted = apps.get_model("payments", "Hold").objects.filter(departure=OuterRef("pk"), lifted_by__isnull=False)
    kept_on = Exists(lifted.filter(kind=HoldKind.LEFT_EMPLOYER))
    departed = Departure.objects.standing().filter(~kept_on, person=OuterRef(person))
    announced = rows_to_note(on).filter(identity_index=OuterRef(f"{person}__identity_index"))
    said = Q(Exists(departed)) | Q(Exists(announced))
    return Case(When(said, then=True), default=False, output_field=BooleanField())
