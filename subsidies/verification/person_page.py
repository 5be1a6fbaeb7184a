"""The page of one person of a unit: employments over time, departure and moves, and what was verified by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from subsidies.verification.kinds import DepartureKind
from subsidies.verification.models import Departure, EmploymentConfirmation, Transfer, Verification
from talent.accounts.models import User
from talent.accounts.separation import kept_out_of
from talent.employers.models import Employer, RosterEntry
from talent.identifiers.masking import masked_identity
from talent.profiles.models import Employment, Person

MOST_SHOWN = 20
"""Confirmations, answers and roster rows, the latest first."""


@dataclass(frozen=True, slots=True)
class Spell:
    """The time with one unit; ``ended_on`` None: it goes on."""

    unit: Employer
    began_on: dt.date
    ended_on: dt.date | None
    how_begun: str
    how_ended: str


def person_page(person: Person, user: User) -> dict[str, Any]:
    """Everything on the page of a person of the officer's units; nothing of what concerns other units."""
    units = set(Employer.objects.served_by(user).values_list("pk", flat=True))
    employments = Employment.objects.select_related("employer", "hired_by__merged_into")
    employment = employments.filter(person=person).first()
    moves = list(
        Transfer.objects.in_force().filter(person=person).select_related("from_employer", "to_employer__merged_into")
    )
    departures = list(
        Departure.objects.in_force()
        .filter(person=person, employer__in=units)
        .select_related("employer", "stated_by")
        .order_by("-stated_on", "pk")
    )
    standing = set(Departure.objects.standing().filter(person=person).values_list("pk", flat=True))
    spells = [spell for spell in spells_of(employment, moves, departures, standing) if spell.unit.pk in units]
    is_own = is_self(person, user)
    here = employment is not None and employment.employer_id in units
    gone = any(each.pk in standing and employment and each.employer == employment.employer for each in departures)
    last = moves[-1] if moves else None
    return {
        "person": person,
        "identity": masked_identity(person.identity_number),
        "employment": employment if here else None,
        "spells": spells,
        "departures": [(each, each.pk in standing, _may_correct(each, is_own)) for each in departures],
        "is_own": is_own,
        "may_leave": here and not gone and not is_own,
        "last_move": last if last and employment and _may_correct_move(last, employment, units, is_own) else None,
        "entries": _entries(person.identity_index, units),
        "answers": _answers(person, units),
        "confirmations": _confirmations(person, units),
    }


def is_self(person: Person, user: User) -> bool:
    """Whether the officer is the person, or has filed for them: somebody else has to act then."""
    return bool(kept_out_of(user, [person.identity_index]))


def listed_page(entry: RosterEntry) -> dict[str, Any]:
    """The page of somebody on a roster who has no account yet."""
    return {
        "name": entry.name,
        "identity": masked_identity(entry.identity_number),
        "entry": entry,
        "entries": _entries(entry.identity_index, {entry.employer_id}),
    }


def spells_of(
    employment: Employment | None, moves: Sequence[Transfer], departures: Sequence[Departure], standing: set[UUID]
) -> list[Spell]:
    """The units one after another: hired, moved, and the last one up to the day of leaving."""
    if employment is None:
        return []
    led = [move for move in moves if move.moved_on >= employment.hired_on] if employment.hired_by else []
    spells, unit, began_on, begun = [], employment.hired_by or employment.employer, employment.hired_on, _("入职")
    for here, move in [*((move.from_employer, move) for move in led), (employment.employer, None)]:
        while unit != here and (merger := _merger_of(unit)):
            into, day = merger
            spells.append(Spell(unit, began_on, day, begun, _("并入%(unit)s") % {"unit": into.name}))
            unit, began_on, begun = into, day, _("由%(unit)s并入") % {"unit": unit.name}
        if move is not None:
            words = {"unit": move.to_employer.name}
            spells.append(Spell(unit, began_on, move.moved_on, begun, _("调往%(unit)s") % words))
            unit, began_on = move.to_employer, move.moved_on
            begun = _("由%(unit)s调入") % {"unit": move.from_employer.name}
    unit = employment.employer
    left = next((each for each in departures if each.pk in standing and each.employer == unit), None)
    ended_on = left.left_on or left.stated_on if left else employment.left_on
    how = str(left.get_kind_display()) if left and left.kind else _("离职") if ended_on else ""
    return [*spells, Spell(unit, began_on, ended_on, begun, how)]


def _merger_of(unit: Employer) -> tuple[Employer, dt.date] | None:
    """The unit that goes on for this one, and its first day; None: this one goes on itself."""
    return (unit.merged_into, unit.merged_on) if unit.merged_into and unit.merged_on else None


def _may_correct(departure: Departure, is_own: bool) -> bool:
    return not is_own and departure.kind != DepartureKind.MOVED_AWAY


def _may_correct_move(move: Transfer, employment: Employment, units: set[UUID], is_own: bool) -> bool:
    either = {move.from_employer_id, move.to_employer_id}
    return not is_own and employment.employer == move.to_employer and not units.isdisjoint(either)


def _entries(index: str | None, units: set[UUID]) -> list[RosterEntry]:
    """What the units' rosters said over time."""
    found = RosterEntry.objects.about(index).filter(employer__in=units, effective_at__isnull=False)
    return list(found.select_related("employer", "roster__committed_by").order_by("-effective_at")[:MOST_SHOWN])


def _answers(person: Person, units: set[UUID]) -> list[Verification]:
    at_units = Q(submission__application__employer__in=units, submission__application__person=person)
    found = Verification.objects.filter(at_units).select_related("submission__application", "answered_by")
    deferred = found.defer("submission__entered", "submission__facts", "submission__assessment")
    return list(deferred.order_by("-answered_at")[:MOST_SHOWN])


def _confirmations(person: Person, units: set[UUID]) -> list[EmploymentConfirmation]:
    found = EmploymentConfirmation.objects.filter(person=person, employer__in=units)
    return list(found.select_related("employer", "confirmed_by").order_by("-confirmed_on", "pk")[:MOST_SHOWN])
