"""People on a roster who come from other units of the group: who may be recorded as moved, and why others are not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from subsidies.applications.models import Application
from subsidies.verification.kinds import ArrivalOutcome
from subsidies.verification.models import Departure, Transfer
from subsidies.verification.queries import Standing
from talent.accounts.models import User
from talent.accounts.separation import about_kept_out
from talent.calendars import clock
from talent.employers.arrivals import Arrivals, Tally, on_record
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.workflow import RosterStatus

KINDS = {ArrivalOutcome.READY: "info", ArrivalOutcome.DONE: "success"}
SAME_PERSON = {"person__identity_index": OuterRef("identity_index")}


def arrivals_on(roster: Roster, user: User) -> Arrivals:
    """How many may be recorded as moved, by the officer and for now with today as the day; and the others."""
    rows = arrivals_of(roster, by=user, day=roster.arrivals_on)
    found = rows.order_by().values_list("moved_from", "outcome").annotate(count=Count("pk"))
    by_outcome: Counter[str] = Counter()
    for _unit, outcome, count in found:
        by_outcome[outcome] += count
    units = Employer.objects.in_bulk({unit for unit, _outcome, _count in found})
    told = [
        Tally(units[unit], outcome, ArrivalOutcome(outcome).label, count)
        for unit, outcome, count in found
        if outcome not in (ArrivalOutcome.READY, ArrivalOutcome.DONE)
    ]
    told.sort(key=lambda tally: (tally.unit.name, ArrivalOutcome.values.index(tally.outcome)))
    return Arrivals(by_outcome[ArrivalOutcome.READY], by_outcome[ArrivalOutcome.DONE], told)


def rosters_with_arrivals(user: User) -> QuerySet[Roster]:
    """Rosters of the officer's units, and those in force of others that list people of the officer's units."""
    served = set(Employer.objects.served_by(user).values_list("pk", flat=True))
    theirs = RosterEntry.objects.filter(roster=OuterRef("pk"), moved_from__in=served)
    seen = Q(employer__in=served) | Q(Exists(theirs), status=RosterStatus.COMMITTED)
    found = Roster.objects.filter(seen, moved_count__gt=0, status__in=(RosterStatus.PREVIEW, RosterStatus.COMMITTED))
    return found.select_related("employer__merged_into").defer("problems", "remarks")


def arrivals_seen_by(user: User, roster: Roster) -> QuerySet[Any, Any]:
    """Those who come from other units: all to the officers of the roster's unit, to others those of their own units."""
    rows = arrivals_of(roster, by=user, day=roster.arrivals_on)
    served = Employer.objects.served_by(user)
    return rows if roster.employer in served else rows.filter(moved_from__in=served)


def in_words(rows: Iterable[Any]) -> list[tuple[RosterEntry, Standing]]:
    """Each row of ``arrivals_of`` with its outcome as a tag."""
    return [(row, Standing(str(ArrivalOutcome(row.outcome).label), KINDS.get(row.outcome, "warning"))) for row in rows]


def arrivals_of(roster: Roster, *, by: User, day: dt.date | None) -> QuerySet[Any, Any]:
    """The rows of a roster whose people another unit of the group had, each with ``outcome`` and ``arrived_on``.

    The outcome is what holds at this moment, by the rules of ``actions.transfer``: whoever writes asks again under
    locks. Besides, nobody is moved whom the former unit's roster of the same day lists too, or who went from here to
    there after the day of hire that the row gives: a roster does not move people to and fro.

    Args:
        by: whose rights count.
        day: of those whose row gives no day of hire later than the former unit's; None: today.
    """
    here, listed = roster.employer.successor, _former_rows()
    at_former = on_record().filter(employer=OuterRef("moved_from"))
    former_hired_on = Coalesce(Subquery(at_former.values("hired_on")[:1]), Subquery(listed.values("hired_on")[:1]))
    rows = roster.entries.filter(moved_from__isnull=False).annotate(
        arrived_on=Case(When(hired_on__gt=former_hired_on, then=F("hired_on")), default=Value(day or clock.today()))
    )
    made = Transfer.objects.filter(roster_entry=OuterRef("pk"))
    # Compared as a set, not row by row: for PostgreSQL that is one pass, whatever it knows of the table.
    ended = RosterEntry.objects.filter(replaced_by=roster).exclude(employer=roster.employer_id)
    on_the_day = listed.filter(effective_at__gte=_beginning_of_the_day(roster))
    unlisted = Q(arrived_on__lt=here.listed_from) | Q(arrived_on__gt=here.listed_until or dt.date.max)
    awaiting = Application.objects.awaiting_employer().filter(employer=OuterRef("moved_from"), **SAME_PERSON)
    left = Departure.objects.standing().filter(employer=OuterRef("moved_from"), **SAME_PERSON)
    gone = ~Exists(at_former) & (Exists(on_record()) | ~Exists(listed))
    outcomes = {
        ArrivalOutcome.DONE: Exists(made.in_force())
        | (~Exists(made) & Q(identity_index__in=ended.values("identity_index"))),
        ArrivalOutcome.WITHDRAWN: Exists(made),
        ArrivalOutcome.ELSEWHERE: Q(moved_from=here) | Q(gone),
        ArrivalOutcome.WENT_THERE: _went_there(roster),
        ArrivalOutcome.LISTED_TODAY: Exists(on_the_day),
        ArrivalOutcome.LEFT: Exists(left),
        ArrivalOutcome.AWAITING: Exists(awaiting),
        ArrivalOutcome.NOT_YOURS: ~Q(moved_from__in=Employer.objects.served_by(by)),
        ArrivalOutcome.OWN: about_kept_out(by.natural_person),
        ArrivalOutcome.NO_SUCH_DAY: unlisted | Exists(at_former.filter(hired_on__gt=OuterRef("arrived_on"))),
    }
    whens = [When(condition, then=Value(str(outcome))) for outcome, condition in outcomes.items()]
    return rows.annotate(outcome=Case(*whens, default=Value(str(ArrivalOutcome.READY))))


def _former_rows() -> QuerySet[RosterEntry]:
    """For rows: what the rosters in force of the former unit say of the person."""
    rows = RosterEntry.objects.in_force().employed_on(clock.today())
    return rows.filter(employer=OuterRef("moved_from"), identity_index=OuterRef("identity_index"))


def _beginning_of_the_day(roster: Roster) -> dt.datetime:
    return clock.instant(clock.day_of(roster.committed_at or clock.now()), dt.time())


def _went_there(roster: Roster) -> Q:
    """For rows: whose person went from here to there, and was not hired since by what the row says."""
    moved = Transfer.objects.left_behind().filter(
        from_employer=roster.employer_id, moved_on__gte=OuterRef("hired_on"), **SAME_PERSON
    )
    ended = RosterEntry.objects.filter(employer=roster.employer_id, replaced_by__isnull=False)
    ended = ended.exclude(replaced_by__employer=roster.employer_id)
    same = ended.filter(identity_index=OuterRef("identity_index"), replaced_at__date__gte=OuterRef("hired_on"))
    # The set first: row by row only for the few who are in it.
    return Q(Exists(moved)) | (Q(identity_index__in=ended.values("identity_index")) & Q(Exists(same)))
