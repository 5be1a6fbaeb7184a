"""Saying who has left, putting that right, and taking it back."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.verification.actions import departures
from subsidies.verification.kinds import STATED_BY_HAND, DepartureKind
from subsidies.verification.models import Departure, EmploymentConfirmation
from subsidies.verification.queries import units_of
from talent.accounts.models import User
from talent.accounts.separation import refuse_own_case
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles.models import Employment, Person
from talent.ui import formatting
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def report_left(person: Person, *, by: User, left_on: dt.date, kind: str) -> Departure:
    """An HR officer says on what day a person left the unit, and how it came about.

    Raises:
        ActionRefused: the day has not come or is before the day of hire, it is the officer's own employment, or the
            person is not of their units.
    """
    _refuse_words(left_on, kind)
    person = _locked(person, by=by)
    unit = units_of([person.pk], by=by).get(person.pk)
    if unit is None:
        raise ActionRefused(_("名单里没有此人，或者您无权办理。"))
    _refuse_before_hired(person, unit, left_on, kind)
    departure = departures.note(person.pk, Employer.objects.get(pk=unit), by=by, left_on=left_on, kind=kind)
    detail = {"employer": str(unit), "left_on": left_on, "kind": kind}
    audit.record("employment.left", person, by=by, detail=detail)
    return departure


@transaction.atomic
def correct_departure(departure: Departure, *, by: User, left_on: dt.date, kind: str) -> Departure:
    """An HR officer puts another departure in the place of one that said the wrong day or reason.

    What was said stays on record; a hold placed for it goes over to the other when holds are settled next. Saying the
    same again changes nothing.

    Raises:
        ActionRefused: as ``report_left``, or it was taken back meanwhile, or a transfer made it.
    """
    _refuse_words(left_on, kind)
    departure = _standing(departure, by=by)
    if (departure.left_on, departure.kind) == (left_on, kind):
        return departure
    _refuse_before_hired(departure.person, departure.employer_id, left_on, kind)
    departures.withdraw(Departure.objects.filter(pk=departure.pk), by=by)
    employer = departure.employer
    corrected = departures.note(departure.person_id, employer, by=by, left_on=left_on, kind=kind)
    before = {"left_on": departure.left_on, "kind": departure.kind}
    detail = {"employer": str(employer.pk), "before": before, "left_on": left_on, "kind": kind}
    audit.record("employment.departure_corrected", departure.person, by=by, detail=detail)
    return corrected


@transaction.atomic
def withdraw_departure(departure: Departure, *, by: User) -> None:
    """An HR officer says that the person did not leave: they are employed today; holds for it end when next settled.

    Raises:
        ActionRefused: it was taken back meanwhile, it is the officer's own employment, or a transfer made it.
    """
    departure = _standing(departure, by=by)
    departures.withdraw(Departure.objects.filter(pk=departure.pk), by=by)
    if units_of([departure.person_id], by=by).get(departure.person_id) == departure.employer_id:
        EmploymentConfirmation.objects.create(
            person_id=departure.person_id,
            employer_id=departure.employer_id,
            confirmed_on=clock.today(),
            confirmed_by=by,
        )
    detail = {"employer": str(departure.employer_id), "left_on": departure.left_on}
    audit.record("employment.departure_withdrawn", departure.person, by=by, detail=detail)


def _refuse_words(left_on: dt.date, kind: str) -> None:
    if left_on > clock.today():
        raise ActionRefused(_("离职日期不能晚于今天。还没有离职的，请到离职后再填写。"))
    if kind not in STATED_BY_HAND:
        raise ActionRefused(_("请选择离职情形；调到集团内其他单位的，请办理调动。"))


def _refuse_before_hired(person: Person, unit: UUID, left_on: dt.date, kind: str) -> None:
    if kind == DepartureKind.NEVER_EMPLOYED:  # then the day of hire is what is denied
        return
    hired = Employment.objects.filter(person=person, employer=unit).values_list("hired_on", flat=True).first()
    if hired is not None and left_on < hired:
        words = {"hired": formatting.day(hired)}
        raise ActionRefused(_("离职日期早于入职日期（%(hired)s）。请核对年份。") % words)


def _standing(departure: Departure, *, by: User) -> Departure:
    """The departure under the lock of its person, as long as it counts."""
    _locked(departure.person, by=by)
    found = Departure.objects.in_force().select_related("person", "employer").filter(pk=departure.pk).first()
    if found is None:
        raise ActionRefused(_("这条离职登记已经更正或撤回，请刷新页面。"))
    if found.kind == DepartureKind.MOVED_AWAY:
        raise ActionRefused(_("这是调动到长春以外的单位，请在调动记录中更正或撤回。"))
    if not Employer.objects.served_by(by).filter(pk=found.employer_id).exists():
        raise ActionRefused(_("名单里没有此人，或者您无权办理。"))
    return found


def _locked(person: Person, *, by: User) -> Person:
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    refuse_own_case(by, person.identity_index)
    return person
