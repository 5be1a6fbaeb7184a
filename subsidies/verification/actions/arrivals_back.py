"""Taking back the moves that a roster recorded, when it is taken back itself: parts of that action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from subsidies.verification.actions import departures
from subsidies.verification.actions.arriving import officers_of_units
from subsidies.verification.models import Departure, Transfer
from talent.accounts.models import User
from talent.audit.bulk import record_with_details
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers.models import Roster
from talent.notifications.messages import Told, notify_each
from talent.profiles.models import Employment, Person


def moved_on_since(roster: Roster) -> dict[UUID, tuple[str, str]]:
    """Rows whose move stays when the roster is taken back: who, and what has been done since.

    The people are locked, so that nobody moves them meanwhile.
    """
    moves = Transfer.objects.in_force().filter(roster_entry__roster=roster)
    people = Person.objects.filter(pk__in=moves.values("person"))
    list(people.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
    led = roster.employer.successor
    agreed = moves.exclude(stated_by=roster.committed_by)
    elsewhere = moves.exclude(person__employment__employer=led)
    waiting = moves.filter(
        person__applications__employer=led,
        person__applications__submitted_at__gte=F("stated_at"),
    )
    reasons = (
        (agreed, _("原单位已经登记调动。")),
        (elsewhere, _("此人后来又有变动。")),
        (waiting, _("调入后已经提交申请。")),
    )
    found: dict[UUID, tuple[str, str]] = {}
    for rows, why in reasons:
        for entry, name in rows.values_list("roster_entry", "person__name"):
            found.setdefault(entry, (name, why))
    return found


def withdraw_arrivals(roster: Roster, kept: Collection[UUID], *, by: User) -> int:
    """Take back the moves that a roster recorded, but of the rows that stay: a part of taking the roster back.

    Args:
        kept: rows that stay; among them every row whose move ``moved_on_since`` names.
    """
    moves = Transfer.objects.in_force().filter(roster_entry__roster=roster).exclude(roster_entry__in=among(kept))
    related = moves.select_related("person__user", "person__employment", "from_employer__merged_into", "to_employer")
    found = list(related.order_by("person"))
    if not found:
        return 0
    backs = {move.from_employer_id: move.from_employer.successor for move in found}
    Transfer.objects.filter(pk__in=among(move.pk for move in found)).update(withdrawn_by=by, withdrawn_at=clock.now())
    gone = [move.departure_id for move in found if move.departure_id]
    if gone:
        departures.withdraw(Departure.objects.filter(pk__in=among(gone)), by=by)
    for move in found:
        employment, unit = move.person.employment, backs[move.from_employer_id]
        employment.employer, employment.works_in_city = unit, move.worked_in_city
        employment.hired_by_id = None if employment.hired_by_id == unit.pk else employment.hired_by_id
    Employment.objects.bulk_update(
        [move.person.employment for move in found], ["employer", "hired_by", "works_in_city"], batch_size=500
    )
    details = {move.person_id: {"transfer": str(move.pk), "roster": str(roster.pk)} for move in found}
    record_with_details("employment.transfer_withdrawn", Person, details, by=by)
    _tell_withdrawn(roster, found, by=by)
    return len(found)


def _tell_withdrawn(roster: Roster, moves: Sequence[Transfer], *, by: User) -> None:
    told = []
    for move in moves:
        context = {
            "name": move.person.name,
            "from_unit": move.from_employer.name,
            "to_unit": move.to_employer.name,
            "moved_on": move.moved_on,
            "in_city": move.to_employer.in_city,
        }
        told.append(Told(move.person.user, context))
    notify_each(told, "transfer_withdrawn")
    numbers = Counter(move.from_employer.successor.pk for move in moves)
    context = {"to_unit": roster.employer.name}
    units = officers_of_units(numbers, but=by)
    notify_each(
        [Told(user, context | {"unit": unit.name, "moved": numbers[unit.pk]}) for unit, user in units],
        "arrivals_taken_back",
    )
