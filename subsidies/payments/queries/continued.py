"""Whose employment an employer has to confirm again before the next instalment can be paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, Exists, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from subsidies.payments.kept_back import has_left
from subsidies.payments.models import Instalment
from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
from subsidies.verification.queries import counts_since, people_of, units_of
from talent.accounts.models import User
from talent.accounts.separation import about_kept_out, kept_out_of
from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles.models import Person

AHEAD = dt.timedelta(days=60)
"""How long before an instalment falls due its employer is asked."""
MOST_AT_ONCE = 500
"""How many people one confirm page names."""
ORDER = ("due_on", "pk")


class Click(NamedTuple):
    """All confirmations that one click gave: one of them, how many, and until when they may be taken back."""

    confirmation: EmploymentConfirmation
    people: int
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody whose employment is to be confirmed, by whom, for what day.

    ``is_own``: it is the officer, or somebody for whom they filed.
    """

    person: Person
    unit: Employer | None
    due_on: dt.date
    confirmed_on: dt.date | None
    is_own: bool


def to_confirm(user: User) -> QuerySet[Instalment]:
    """The next instalment of each person of the officer's units whom no confirmation that still counts covers.

    It falls due within 60 days; it bears ``confirmed_on``. Who is said to have left has been answered for.
    """
    people = Person.objects.filter(people_of(user)).values("pk")
    return waiting_to_be_confirmed().filter(award__person__in=people).select_related("award__person")


def waiting_to_be_confirmed() -> QuerySet[Instalment]:
    """The same of the people of all units."""
    today, person = clock.today(), OuterRef("award__person")
    unpaid = Instalment.objects.unpaid().filter(award__revoked_at=None)
    first = unpaid.filter(award__person=person).order_by("due_on", "pk").values("pk")[:1]
    confirmed = EmploymentConfirmation.objects.in_force().filter(person=person)
    last = confirmed.order_by().values("person").annotate(last=Max("confirmed_on")).values("last")
    return (
        unpaid.alias(left=has_left("award__person", on=today))
        .filter(
            ~Exists(confirmed.since(counts_since(today))),
            ~Exists(Departure.objects.standing().filter(person=person)),
            pk=Subquery(first),
            left=False,
            due_on__lte=today + AHEAD,
        )
        .annotate(confirmed_on=Subquery(last))
    )


def asked(instalments: Collection[Instalment], *, by: User) -> list[Asked]:
    """Who is asked about, each with the unit for which the officer answers (four queries for any number)."""
    units = units_of([instalment.award.person_id for instalment in instalments], by=by)
    names = Employer.objects.in_bulk(set(units.values()))
    own = kept_out_of(by, [instalment.award.person.identity_index for instalment in instalments])
    found = []
    for instalment in instalments:
        person = instalment.award.person
        unit = names.get(units[person.pk]) if person.pk in units else None
        last: dt.date | None = instalment.confirmed_on  # type: ignore[attr-defined]  # annotated by to_confirm
        is_own = person.identity_index in own
        found.append(Asked(person, unit, instalment.due_on, last, is_own))
    return found


def chosen(user: User, ticked: Collection[UUID] | None) -> list[Asked]:
    """Those of the ticked people who still wait, or all who do, the most urgent first, for None; never the officer.

    Nor anybody for whom they filed.
    """
    waiting = to_confirm(user).order_by(*ORDER)
    waiting = waiting.exclude(about_kept_out(user.natural_person, index="award__person__identity_index"))
    found = waiting[:MOST_AT_ONCE] if ticked is None else waiting.filter(award__person__in=ticked)
    return asked(list(found), by=user)


def recent_clicks(user: User) -> list[Click]:
    """What officers confirmed on the list within the time for taking it back, the latest first (two queries)."""
    since = clock.now() - Verification.UNDO_WITHIN
    given = EmploymentConfirmation.objects.in_force().visible_to(user).given_since(since)
    by_click = given.order_by().values("confirmed_at", "confirmed_by")
    counted = by_click.annotate(people=Count("pk"), one=Min(Cast("pk", CharField())))  # PostgreSQL has no min(uuid)
    people = {UUID(row["one"]): row["people"] for row in counted}
    found = EmploymentConfirmation.objects.filter(pk__in=people).select_related("confirmed_by")
    return [
        Click(one, people[one.pk], one.confirmed_at + Verification.UNDO_WITHIN)
        for one in found.order_by("-confirmed_at", "pk")
        if one.confirmed_at is not None
    ]


def given_by_click(user: User, pk: UUID) -> list[EmploymentConfirmation]:
    """What was confirmed by the same click as one confirmation, as far as it counts still; none of other units' (two
    queries)."""
    seen = EmploymentConfirmation.objects.visible_to(user)
    one = seen.filter(pk=pk, confirmed_at__isnull=False).first()
    if one is None:
        return []
    rows = seen.in_force().given_with(one).select_related("person", "employer", "confirmed_by")
    return list(rows.order_by("person__name", "pk"))
