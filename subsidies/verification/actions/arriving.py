"""Recording as moved whom a roster lists and another unit of the group had: what ``transfer`` does, for many."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from subsidies.verification.actions import departures
from subsidies.verification.arrivals import arrivals_of
from subsidies.verification.kinds import ArrivalOutcome, DepartureKind
from subsidies.verification.models import Departure, EmploymentConfirmation, Transfer
from talent.accounts.models import StaffRole, User
from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of
from talent.audit.bulk import record_with_details
from talent.bulk.inserting import insert_like
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Employer, Roster, RosterEntry
from talent.notifications.messages import Told, notify_each
from talent.profiles.models import Employment, Person
from talent.workflow.refusals import ActionRefused

AT_ONCE = 1_000


class _Move(NamedTuple):
    """One person on record with the former unit, and the row that says that they are here now."""

    entry: RosterEntry
    employment: Employment
    arrived_on: dt.date


def record_arrivals(roster: Roster) -> int:
    """Do what the officer chose when the roster was committed, and tell each former unit once; returns how many moved.

    May run again. A roster that does not count, or was taken back before its turn, moves nobody.
    """
    by = roster.committed_by
    if by is None or not roster.moved_count:
        return 0
    moved = _record(roster, by=by, day=roster.arrivals_on) if roster.arrivals_on else 0
    with transaction.atomic():
        if _counting(roster).exists():
            _tell_units(roster, by=by)
    return moved


@transaction.atomic
def agree_to_arrivals(roster: Roster, *, by: User, day: dt.date) -> int:
    """An officer of former units says that their people on another unit's roster were moved there; returns how many.

    Raises:
        ActionRefused: the day has not come, or nobody on the roster is left for the officer to record.
    """
    natural_person_of(by)
    if day > clock.today():
        raise ActionRefused(_("调动日期不能晚于今天。还没有调动的，请到调动后再办理。"))
    moved = _record(roster, by=by, day=day)
    if not moved:
        raise ActionRefused(_("名单上没有现在可以由您登记的人，请刷新页面查看原因。"))
    _tell_receiving(roster, moved, but=by)
    return moved


def _counting(roster: Roster) -> QuerySet[Roster]:
    """The roster while it counts, locked, so that nobody takes it back meanwhile."""
    return Roster.objects.committed().filter(pk=roster.pk).select_for_update(no_key=True)


def _record(roster: Roster, *, by: User, day: dt.date) -> int:
    ready = arrivals_of(roster, by=by, day=day).filter(outcome=ArrivalOutcome.READY)
    keys = list(ready.order_by("row_number").values_list("pk", flat=True))
    return sum(_record_some(roster, keys[start : start + AT_ONCE], by, day) for start in range(0, len(keys), AT_ONCE))


@transaction.atomic
def _record_some(roster: Roster, keys: Sequence[UUID], by: User, day: dt.date) -> int:
    """Each piece is a transaction of its own; what moved on since it was found is left alone."""
    rows = roster.entries.filter(pk__in=among(keys))
    rosters.lock_standing({roster.employer_id, *rows.values_list("moved_from", flat=True).distinct()})
    roster.employer.refresh_from_db(fields=["merged_into", "listed_until"])
    if not _counting(roster).exists():
        return 0
    people = Person.objects.filter(identity_index__in=rows.values("identity_index"))
    list(people.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
    ready = arrivals_of(roster, by=by, day=day).filter(pk__in=among(keys), outcome=ArrivalOutcome.READY)
    entries = {row.identity_index: row for row in ready.defer("identity_number", "phone").select_related("moved_from")}
    employments = Employment.objects.filter(person__identity_index__in=list(entries)).select_related("person__user")
    moves = [
        _Move(entry, each, entry.arrived_on)
        for each in employments.select_for_update(of=("self",))
        if (entry := entries[each.person.identity_index])
    ]
    if moves:
        _move(roster, moves, by=by)
    left: dict[UUID, list[str | None]] = {}
    for index, entry in entries.items():
        left.setdefault(entry.moved_from_id, []).append(index)
    rosters.end_rows_elsewhere(roster, left)
    return len(entries)


def _move(roster: Roster, moves: Sequence[_Move], *, by: User) -> None:
    to = roster.employer.successor
    gone = [None] * len(moves) if to.in_city else _left_the_city(roster, moves, by=by)
    columns: dict[str, Sequence[object]] = {
        "person_id": [move.employment.person_id for move in moves],
        "from_employer_id": [move.entry.moved_from_id for move in moves],
        "moved_on": [move.arrived_on for move in moves],
        "worked_in_city": [move.employment.works_in_city for move in moves],
        "departure_id": gone,
        "roster_entry_id": [move.entry.pk for move in moves],
    }
    insert_like(Transfer(to_employer=to, stated_by=by, stated_at=clock.now()), columns)
    Employment.objects.filter(pk__in=among(move.employment.pk for move in moves)).update(
        hired_by=Coalesce(F("hired_by"), F("employer")),
        employer=to,
        works_in_city=F("works_in_city") if to.in_city else False,
    )
    details = {
        move.employment.person_id: {
            "from": str(move.entry.moved_from_id),
            "to": str(to.pk),
            "moved_on": move.arrived_on,
            "in_city": to.in_city,
            "roster": str(roster.pk),
        }
        for move in moves
    }
    record_with_details("employment.transferred", Person, details, by=by)
    notify_each([_told(move, to) for move in moves], "transfer_made")


def _left_the_city(roster: Roster, moves: Sequence[_Move], *, by: User) -> list[UUID]:
    """The departures that moves to a unit elsewhere amount to; what the former units had confirmed ends."""
    stated: dict[tuple[UUID, UUID | None, dt.date], _Move] = {
        (move.employment.person_id, move.entry.moved_from_id, move.arrived_on): move for move in moves
    }
    before = Departure.objects.in_force().filter(person__in=among(person for person, _unit, _day in stated))
    known = {(each.person_id, each.employer_id, each.left_on) for each in before}
    made: dict[tuple[UUID, UUID | None, dt.date], UUID] = {}
    for person, unit, day in stated.keys() & known:  # hardly ever: said before, and answered since
        former = stated[person, unit, day].entry.moved_from
        assert former is not None
        noted = departures.note(person, former, by=by, left_on=day, kind=DepartureKind.MOVED_AWAY)
        made[person, unit, day] = noted.pk
    fresh = [each for each in stated if each not in made]
    if fresh:
        people, units, days = zip(*fresh, strict=True)
        like = Departure(kind=DepartureKind.MOVED_AWAY, stated_on=clock.today(), stated_by=by)
        keys = insert_like(like, {"person_id": people, "employer_id": units, "left_on": days})
        made |= dict(zip(fresh, keys, strict=True))
    left = {(person, unit) for person, unit, _day in stated}
    confirmed = EmploymentConfirmation.objects.in_force().filter(person__in=among(person for person, _unit in left))
    ended = [key for key, *whose in confirmed.values_list("pk", "person", "employer") if tuple(whose) in left]
    departures.take_back(EmploymentConfirmation.objects.filter(pk__in=among(ended)), roster=roster)
    return [made[each] for each in stated]


def _told(move: _Move, to: Employer) -> Told:
    unit = move.entry.moved_from
    assert unit is not None
    context = {
        "name": move.employment.person.name,
        "from_unit": unit.name,
        "to_unit": to.name,
        "moved_on": move.arrived_on,
        "in_city": to.in_city,
    }
    return Told(move.employment.person.user, context)


def _tell_units(roster: Roster, *, by: User) -> None:
    """Tell the officers of each unit concerned once, in numbers; not whoever committed the roster."""
    counted = arrivals_of(roster, by=by, day=roster.arrivals_on).order_by()
    found = list(counted.values_list("moved_from", "outcome").annotate(count=Count("pk")))
    moved: Counter[UUID] = Counter({unit: n for unit, outcome, n in found if outcome == ArrivalOutcome.DONE})
    listed: Counter[UUID] = Counter()
    for unit, _outcome, count in found:
        listed[unit] += count
    context = {"to_unit": roster.employer.name, "roster": str(roster.pk)}
    told = [
        Told(
            officer,
            context | {"unit": unit.name, "listed": listed[unit.pk], "moved": moved[unit.pk]},
            f"arrivals_listed:{roster.pk}:{unit.pk}:{officer.pk}",
        )
        for unit, officer in officers_of_units(listed, but=by)
    ]
    notify_each(told, "arrivals_listed")
    if moved:
        _tell_receiving(roster, moved.total(), but=by, key=f"arrivals_recorded:{roster.pk}")


def _tell_receiving(roster: Roster, moved: int, *, but: User, key: str = "") -> None:
    context = {"to_unit": roster.employer.name, "roster": str(roster.pk), "moved": moved}
    officers = officers_of_units([roster.employer.successor.pk], but=but)
    told = [Told(officer, context, f"{key}:{officer.pk}" if key else None) for _unit, officer in officers]
    notify_each(told, "arrivals_recorded")


def officers_of_units(units: Iterable[UUID], *, but: User) -> list[tuple[Employer, User]]:
    """The HR officers of these units, each with the unit."""
    grants = StaffRole.objects.in_force().filter(role=Role.HR_OFFICER, employer__in=set(units), user__is_active=True)
    found = {(grant.employer_id, grant.user_id): grant for grant in grants.select_related("user", "employer")}
    return [(grant.employer, grant.user) for grant in found.values() if grant.employer and grant.user_id != but.pk]
