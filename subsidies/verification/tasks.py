"""What a roster settles without a click."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from subsidies.applications.models import Application
from subsidies.verification import actions
from talent.employers.models import Roster


@task()
def verify_from_roster(application_id: str) -> bool:
    """Verify one case if a roster in force proves it; called after each submission."""
    application = Application.objects.awaiting_employer().filter(pk=UUID(application_id)).first()
    return application is not None and actions.verify_by_roster(application) is not None


@task()
def verify_by_committed_roster(roster_id: str) -> int:
    """Verify every case that the roster proves, and note who is employed; called after each import."""
    roster = Roster.objects.select_related("uploaded_by__natural_person").get(pk=UUID(roster_id))
    actions.confirm_from_roster(roster)
    indexes = roster.entries.values("identity_index")
    waiting = Application.objects.awaiting_employer().filter(
        employer=roster.employer, person__identity_index__in=indexes
    )
    return sum(actions.verify_by_roster(application) is not None for application in waiting)
