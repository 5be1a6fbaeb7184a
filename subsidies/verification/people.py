"""The people of a unit (在册人员): who stands on its rosters, who says to work there, and who was moved away.

Three tables hold them, so a page is merged from three: nobody is copied into a list of their own that could go stale.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application, Award
from subsidies.applications.searches import Search
from subsidies.verification import kinds
from subsidies.verification.models import Departure, EmploymentConfirmation, Transfer
from subsidies.verification.queries import counts_since
from talent.accounts.models import User
from talent.calendars import clock
from talent.employers.models import Employer, RosterEntry
from talent.profiles.models import Employment, Person

AT_WORK = frozenset(kinds.Standing) - {kinds.Standing.LEFT}


class Source(NamedTuple):
    """Rows of one table, in the order of the page; ``person`` is the path from a row to the person, if any."""

    rows: QuerySet[Any]
    order: Sequence[str]


@dataclass(frozen=True, slots=True)
class Paths:
    """From a row of a table: what names its person, its unit, and where the name and the day of leaving stand."""

    same_person: str
    """Of a row that refers to a person: the look-up that compares it with …"""
    person: str
    """… this column of the table."""
    employer: str


LISTED = Paths("person__identity_index", "identity_index", "employer")
STATED = Paths("person", "person", "employer")


def people_sources(user: User, narrowed: Mapping[str, Any]) -> list[Source]:
    """What the officer's list is merged from.

    Args:
        narrowed: by ``employer`` (with the units below it), ``standing`` and ``search``, as far as given.
    """
    units = Employer.objects.served_by(user)
    if narrowed.get("employer"):
        units = units & Employer.objects.with_subsidiaries({narrowed["employer"].pk})
    keys, search, standing = set(units.values_list("pk", flat=True)), narrowed.get("search"), narrowed.get("standing")
    sources = [
        Source(_narrowed(_listed(keys, search), LISTED, standing), ("-hired_on", "pk")),
        Source(_narrowed(_stated(keys, search), STATED, standing), ("-hired_on", "pk")),
    ]
    if standing not in AT_WORK:
        sources.append(Source(_moved(keys, search), ("-person__employment__hired_on", "pk")))
    return sources


def within_reach(user: User) -> Q:
    """For people: those of whom the officer may read what concerns the officer's units, also after they left."""
    units = set(Employer.objects.served_by(user).values_list("pk", flat=True))
    listed = RosterEntry.objects.in_force().filter(identity_index=OuterRef("identity_index"), employer__in=units)
    left = Departure.objects.filter(person=OuterRef("pk"), employer__in=units)
    moved = Transfer.objects.filter(person=OuterRef("pk"), from_employer__in=units)
    handed_in = Application.objects.filter(person=OuterRef("pk"), employer__in=units, submitted_at__isnull=False)
    return Q(employment__employer__in=units) | Exists(listed) | Exists(left) | Exists(moved) | Exists(handed_in)


def _listed(units: set[UUID], search: Search | None) -> QuerySet[RosterEntry]:
    found = RosterEntry.objects.in_force().filter(employer__in=units).select_related("employer")
    if search is None:
        return found
    if search.kind == "number":
        people = Person.objects.filter(applications__number=search.value)
        return found.filter(identity_index__in=people.values("identity_index"))
    field = {"document": "identity_index", "name": "name__startswith"}[search.kind]
    return found.filter(**{field: search.value})


def _stated(units: set[UUID], search: Search | None) -> QuerySet[Employment]:
    found = Employment.objects.filter(~Exists(_roster_row("employer")), employer__in=units)
    return found.filter(_searched(search)).select_related("employer", "person")


def _moved(units: set[UUID], search: Search | None) -> QuerySet[Transfer]:
    found = Transfer.objects.left_behind().filter(~Exists(_roster_row("from_employer")), from_employer__in=units)
    return found.filter(_searched(search)).select_related("from_employer", "to_employer", "person__employment")


def _roster_row(employer: str) -> QuerySet[RosterEntry]:
    """For an outer query: the row in force about its person at its unit, which the list shows already."""
    entries = RosterEntry.objects.in_force()
    return entries.filter(identity_index=OuterRef("person__identity_index"), employer=OuterRef(employer))


def _searched(search: Search | None) -> Q:
    if search is None:
        return Q()
    field = {
        "number": "person__applications__number",
        "document": "person__identity_index",
        "name": "person__name__startswith",
    }
    return Q(**{field[search.kind]: search.value})


def _narrowed(rows: QuerySet[Any], paths: Paths, standing: str | None) -> QuerySet[Any]:
    if not standing:
        return rows
    if standing == kinds.Standing.LEFT:
        return rows.filter(_gone(paths))
    rows = rows.exclude(_gone(paths))
    if standing == kinds.Standing.EMPLOYED:
        return rows
    same = {paths.same_person: OuterRef(paths.person)}
    applied = Exists(Application.objects.filter(submitted_at__isnull=False, **same))
    if standing == kinds.Standing.APPLIED:
        return rows.filter(applied)
    if standing == kinds.Standing.NOT_APPLIED:
        return rows.filter(~applied)
    paid = Award.objects.live().filter(benefit=Benefit.LIVING, **same)
    fresh = EmploymentConfirmation.objects.in_force().since(counts_since(clock.today())).filter(**same)
    return rows.filter(Exists(paid), ~Exists(fresh))


def _gone(paths: Paths) -> Q:
    """Who has left the unit of the row, as its officers or its roster say, or was moved away."""
    same, unit = {paths.same_person: OuterRef(paths.person)}, OuterRef(paths.employer)
    left = Departure.objects.standing().filter(employer=unit, **same)
    moved = Transfer.objects.left_behind().filter(from_employer=unit, **same)
    return Q(left_on__isnull=False, left_on__lte=clock.today()) | Exists(left) | Exists(moved)


def latest_departures(people: Sequence[Person], units: set[UUID]) -> dict[tuple[UUID, UUID], Departure]:
    """The standing departure of each person from each unit, the latest day where there are several."""
    found = Departure.objects.standing().filter(person__in=people, employer__in=units)
    return {(each.person_id, each.employer_id): each for each in found.order_by(F("left_on").asc(nulls_first=True))}


def latest_moves(people: Sequence[Person], units: set[UUID]) -> dict[tuple[UUID, UUID], Transfer]:
    """The move by which each person left each unit, unless they came back."""
    found = Transfer.objects.left_behind().filter(person__in=people, from_employer__in=units)
    return {(each.person_id, each.from_employer_id): each for each in found.select_related("to_employer")}


def day_or_none(row: RosterEntry | Employment) -> dt.date | None:
    """The day of leaving that a row itself gives, once it has come."""
    return row.left_on if row.left_on is not None and row.left_on <= clock.today() else None
