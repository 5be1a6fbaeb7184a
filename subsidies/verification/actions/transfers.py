"""Moving somebody from one unit of the group to another (集团内调动): no departure unless it leads out of the city."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.verification.actions import departures
from subsidies.verification.kinds import DepartureKind
from subsidies.verification.models import Departure, Transfer
from talent.accounts.models import StaffRole, User
from talent.accounts.roles import Role
from talent.accounts.separation import refuse_own_case
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Employer
from talent.notifications.messages import Told, notify, notify_each
from talent.profiles.models import Employment, Person
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def transfer(person: Person, *, by: User, pk: UUID, to_employer: Employer, moved_on: dt.date) -> Transfer:
    """An HR officer says that a person of theirs goes on at another unit of the group from a day on.

    The employment passes to the receiving unit; who hired the person, and when, stays as it is. A receiving unit that
    is not in the city makes it a departure too. ``pk`` comes with the form: the same key again gives the same move.

    Raises:
        ActionRefused: the day or the unit cannot be, it is the officer's own employment, the person is not of their
            units (any more), has left, or has an application that waits for the unit's answer.
    """
    units = _lock_units(person.pk, to_employer.pk)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    made = Transfer.objects.filter(pk=pk).first()
    if made is not None and (made.stated_by_id, made.person_id) == (by.pk, person.pk):
        return made
    refuse_own_case(by, person.identity_index)
    employment = _employment(person)
    if made is not None or employment.employer not in Employer.objects.served_by(by):
        raise ActionRefused(_("名单里没有此人，或者您无权办理。"))
    unit = employment.employer
    _refuse_day(moved_on, employment)
    _refuse_unit(to_employer, unit, moved_on, successor=units[to_employer.pk])
    _refuse_while(person, unit)
    move = Transfer(pk=pk, person=person, from_employer=unit, to_employer=to_employer, moved_on=moved_on)
    move.worked_in_city, move.stated_by, move.stated_at = employment.works_in_city, by, clock.now()
    if not to_employer.in_city:
        kind = DepartureKind.MOVED_AWAY
        move.departure = departures.note(person.pk, unit, by=by, left_on=moved_on, kind=kind)
    move.save(force_insert=True)
    employment.hired_by = employment.hired_by or unit
    employment.employer, employment.works_in_city = to_employer, employment.works_in_city and to_employer.in_city
    employment.save(update_fields=["employer", "hired_by", "works_in_city"])
    detail = {"from": str(unit.pk), "to": str(to_employer.pk), "moved_on": moved_on, "in_city": to_employer.in_city}
    audit.record("employment.transferred", person, by=by, detail=detail)
    _tell(move, "transfer_made", units=[to_employer])
    return move


@transaction.atomic
def correct_transfer(move: Transfer, *, by: User, moved_on: dt.date) -> Transfer:
    """An officer of either unit puts another day to a move; where it is a departure, to that too.

    A move that came of a roster is the officer's word from then on: taking the roster back leaves it.

    Raises:
        ActionRefused: as ``withdraw_transfer``, or the day cannot be.
    """
    move, employment = _standing(move, by=by)
    _refuse_day(moved_on, employment)
    if move.moved_on == moved_on:
        return move
    before, move.moved_on, move.roster_entry = move.moved_on, moved_on, None
    if move.departure is not None:
        departures.withdraw(Departure.objects.filter(pk=move.departure.pk), by=by)
        kind = DepartureKind.MOVED_AWAY
        move.departure = departures.note(move.person_id, move.from_employer, by=by, left_on=moved_on, kind=kind)
    move.save(update_fields=["moved_on", "departure", "roster_entry"])
    detail = {"transfer": str(move.pk), "before": before, "moved_on": moved_on}
    audit.record("employment.transfer_corrected", move.person, by=by, detail=detail)
    _tell(move, "transfer_corrected", units=[move.from_employer, move.to_employer], but=by)
    return move


@transaction.atomic
def withdraw_transfer(move: Transfer, *, by: User) -> None:
    """An officer of either unit says that the move did not take place: the person is with the former unit as before,
    or with the one that goes on for it.

    Raises:
        ActionRefused: it was taken back, or the person moved on, meanwhile; it is the officer's own employment; or the
            officer is of neither unit.
    """
    units = _lock_units(move.person_id, move.from_employer_id, move.to_employer_id)
    move, employment = _standing(move, by=by)
    move.withdrawn_by, move.withdrawn_at = by, clock.now()
    move.save(update_fields=["withdrawn_by", "withdrawn_at"])
    if move.departure is not None:
        departures.withdraw(Departure.objects.filter(pk=move.departure.pk), by=by)
    if move.roster_entry is not None:
        rosters.restore_rows_elsewhere(move.roster_entry)
    back = units[move.from_employer_id]
    employment.employer, employment.works_in_city = back, move.worked_in_city
    employment.hired_by = None if employment.hired_by == back else employment.hired_by
    employment.save(update_fields=["employer", "hired_by", "works_in_city"])
    audit.record("employment.transfer_withdrawn", move.person, by=by, detail={"transfer": str(move.pk)})
    _tell(move, "transfer_withdrawn", units=[back, move.to_employer], but=by)


def _employment(person: Person) -> Employment:
    found = Employment.objects.select_related("employer", "hired_by").select_for_update(of=("self",))
    employment = found.filter(person=person).first()
    if employment is None:
        raise ActionRefused(_("此人没有填写任职信息，不能办理调动。"))
    return employment


def _refuse_day(moved_on: dt.date, employment: Employment) -> None:
    if moved_on > clock.today():
        raise ActionRefused(_("调动日期不能晚于今天。还没有调动的，请到调动后再办理。"))
    if moved_on < employment.hired_on:
        raise ActionRefused(_("调动日期不能早于入职日期。"))


def _lock_units(person_id: UUID, *others: UUID) -> dict[UUID, Employer]:
    """The units concerned, each with the one that goes on for it: none of them is merged meanwhile."""
    unit = Employment.objects.filter(person=person_id).values_list("employer", flat=True)
    return rosters.lock_standing({*unit, *others})


def _refuse_unit(to_employer: Employer, unit: Employer, moved_on: dt.date, *, successor: Employer) -> None:
    if successor != to_employer or to_employer == unit or not to_employer.is_listed_on(moved_on):
        raise ActionRefused(_("请选择调动当日在名单内的另一个集团单位。"))


def _refuse_while(person: Person, unit: Employer) -> None:
    if Departure.objects.standing().filter(person=person, employer=unit).exists():
        raise ActionRefused(_("已登记此人离职。实际是调动的，请先撤回离职登记，再办理调动。"))
    if Application.objects.awaiting_employer().filter(person=person, employer=unit).exists():
        raise ActionRefused(_("此人有申请待本单位核实，请先答复，再办理调动。"))


def _standing(move: Transfer, *, by: User) -> tuple[Transfer, Employment]:
    """The move under the lock of its person, as long as the person is where it led."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=move.person_id)
    refuse_own_case(by, person.identity_index)
    related = ("person__user", "from_employer", "to_employer", "departure", "roster_entry")
    found = Transfer.objects.in_force().select_related(*related).filter(pk=move.pk).first()
    employment = _employment(person)
    if found is None or employment.employer != found.to_employer:
        raise ActionRefused(_("这次调动已经撤回，或者此人后来又有变动，请刷新页面。"))
    served = set(Employer.objects.served_by(by).values_list("pk", flat=True))
    if served.isdisjoint({found.from_employer_id, found.to_employer_id}):
        raise ActionRefused(_("名单里没有此人，或者您无权办理。"))
    return found, employment


def _tell(move: Transfer, template: str, *, units: list[Employer], but: User | None = None) -> None:
    """Tell the applicant, and the officers of these units."""
    context = {
        "name": move.person.name,
        "from_unit": move.from_employer.name,
        "to_unit": move.to_employer.name,
        "moved_on": move.moved_on,
        "in_city": move.to_employer.in_city,
    }
    notify(move.person.user, template, context=context)
    roles = StaffRole.objects.in_force().filter(role=Role.HR_OFFICER, employer__in=units, user__is_active=True)
    users = {grant.user_id: grant.user for grant in roles.select_related("user")}
    officers = [user for user in users.values() if but is None or user.pk != but.pk]
    notify_each([Told(user, context) for user in officers], f"{template}_unit")
