"""The end of a mandate: by the person at any time, by the agent, on its last day, or with the case."""

from __future__ import annotations

from django.db import transaction

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.mandates.actions.confirming import require_other_officer
from talent.mandates.actions.locking import locked, move
from talent.mandates.actions.telling import tell
from talent.mandates.kinds import Ending
from talent.mandates.models import Mandate
from talent.mandates.querysets import MandateQuerySet
from talent.mandates.workflow import MandateStatus
from talent.profiles.models import Person


@transaction.atomic
def end(mandate: Mandate, *, by: User) -> Mandate:
    """End it: its person, its agent, or another officer of the talent office who does not accept it.

    Doing it again changes nothing.

    Raises:
        ActionRefused: somebody else.
    """
    mandate = locked(mandate, by=by)
    if mandate.status == MandateStatus.ENDED:
        return mandate
    if by.has_role(Role.APPLICANT):
        return _end(mandate, Ending.BY_PERSON, by=by)
    if mandate.agent_id == by.pk:
        return _end(mandate, Ending.BY_AGENT, by=by)
    require_other_officer(mandate, by=by)
    return _end(mandate, Ending.REFUSED, by=by)


@transaction.atomic
def end_due(*, identity_index: str | None = None) -> int:
    """End what has passed its last day, of everybody or of one person; returns how many."""
    past = Mandate.objects.past(clock.today())
    return _end_each(past if identity_index is None else past.about(identity_index), Ending.LAST_DAY, by=None)


@transaction.atomic
def end_with_case(person: Person, *, by: User | None) -> int:
    """End what is in force for a person whose case is over; returns how many."""
    in_force = Mandate.objects.filter(person=person, status=MandateStatus.IN_FORCE)
    return _end_each(in_force, Ending.CASE_OVER, by=by)


def _end_each(mandates: MandateQuerySet, why: Ending, *, by: User | None) -> int:
    rows = mandates.select_for_update(of=("self",)).select_related("agent", "employer").order_by("pk")
    return len([_end(mandate, why, by=by) for mandate in rows])


def _end(mandate: Mandate, why: Ending, *, by: User | None) -> Mandate:
    was_in_force = mandate.status == MandateStatus.IN_FORCE
    mandate.ended_at, mandate.ended_by, mandate.ending = clock.now(), by, why
    move(mandate, "end", by=by, fields=["ended_at", "ended_by", "ending"])
    if was_in_force:
        tell(mandate, "mandate_ended")
    return mandate
