"""The rows of the list of a unit's people, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.verification.models import Departure, EmploymentConfirmation, Transfer
from subsidies.verification.people import day_or_none, latest_departures, latest_moves
from subsidies.verification.queries import Standing
from talent.employers.models import Employer, RosterEntry
from talent.identifiers.masking import masked_identity
from talent.profiles.models import Employment, Person
from talent.ui.formatting import MISSING, iso_day

Row = RosterEntry | Employment | Transfer


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of one unit: what the roster or the person says, and how they stand."""

    name: str
    identity: str
    unit: str
    hired_on: dt.date
    contract: str
    standing: Standing
    case: str
    """Number and status of the latest application that the officer may see; whether there is one, where not."""
    confirmed_on: dt.date | None
    url: str


def people_rows(found: Iterable[Row], *, units: set[UUID]) -> list[PersonRow]:
    """The rows of a page (five queries for any number).

    Args:
        units: those whose applications the officer may see.
    """
    rows = list(found)
    indexes = {row.identity_index if isinstance(row, RosterEntry) else row.person.identity_index for row in rows}
    people = {person.identity_index: person for person in Person.objects.filter(identity_index__in=indexes)}
    known = list(people.values())
    cases: dict[UUID, Application] = {}
    for case in Application.objects.filter(person__in=known, submitted_at__isnull=False).order_by("submitted_at"):
        cases[case.person_id] = case
    confirmations = EmploymentConfirmation.objects.in_force().filter(person__in=known, employer__in=units)
    confirmed = dict(confirmations.values("person").annotate(last=Max("confirmed_on")).values_list("person", "last"))
    left, moved = latest_departures(known, units), latest_moves(known, units)
    return [_row(row, people, cases, confirmed, left, moved, units) for row in rows]


def _row(
    row: Row,
    people: dict[str | None, Person],
    cases: dict[UUID, Application],
    confirmed: dict[UUID, dt.date],
    left: dict[tuple[UUID, UUID], Departure],
    moved: dict[tuple[UUID, UUID], Transfer],
    units: set[UUID],
) -> PersonRow:
    index = row.identity_index if isinstance(row, RosterEntry) else row.person.identity_index
    person, unit, stated = people.get(index), _unit(row), row.person.employment if isinstance(row, Transfer) else row
    key = (person.pk, unit.pk) if person else None
    number = row.identity_number if isinstance(row, RosterEntry) else row.person.identity_number
    return PersonRow(
        name=row.name if isinstance(row, RosterEntry) else row.person.name,
        identity=masked_identity(number),
        unit=unit.name,
        hired_on=stated.hired_on,
        contract=_contract(stated),
        standing=_standing(stated, left.get(key) if key else None, moved.get(key) if key else None),
        case=_case(cases.get(person.pk) if person else None, units),
        confirmed_on=confirmed.get(person.pk) if person else None,
        url=reverse("people:person", args=[person.pk]) if person else reverse("people:listed", args=[row.pk]),
    )


def _unit(row: Row) -> Employer:
    return row.from_employer if isinstance(row, Transfer) else row.employer


def _contract(stated: RosterEntry | Employment) -> str:
    if stated.open_ended:
        return _("无固定期限")
    months = stated.contract_months
    return MISSING if months is None else _("%(count)s 个月") % {"count": months}


def _standing(stated: RosterEntry | Employment, left: Departure | None, moved: Transfer | None) -> Standing:
    if moved is not None:
        words = {"day": iso_day(moved.moved_on), "unit": moved.to_employer}
        return Standing(_("%(day)s 调往%(unit)s") % words, "neutral")
    if left is not None:
        return Standing(_("%(day)s 离职") % {"day": iso_day(left.left_on)} if left.left_on else _("已离职"), "neutral")
    if (day := day_or_none(stated)) is not None:
        return Standing(_("%(day)s 离职") % {"day": iso_day(day)}, "neutral")
    return Standing(_("在职"), "success")


def _case(case: Application | None, units: set[UUID]) -> str:
    if case is None:
        return _("未申请")
    if case.employer_id not in units:
        return _("已申请（在其他单位时）")
    return f"{case.number} {case.get_status_display()}"
