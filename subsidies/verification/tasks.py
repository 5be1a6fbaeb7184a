"""What a roster settles without a click, and whom the portal reminds by itself. Each may run again."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from subsidies.applications.models import Application
from subsidies.verification import actions, reminding, waiting_work
from talent.employers.models import Roster
from talent.notifications.hours import is_daytime, is_office_time
from talent.workflow.refusals import ActionRefused


@task()
def verify_from_roster(application_id: str) -> bool:
    """Verify one case if a roster in force proves it; called after each submission."""
    waiting = Application.objects.awaiting_employer().select_related("person")
    application = waiting.filter(pk=UUID(application_id)).first()
    return application is not None and _verified(application)


@task()
def verify_by_committed_roster(roster_id: str) -> int:
    """Record who moved here, note who is employed, and verify every case that the roster proves; after each import."""
    officers = ("uploaded_by__natural_person", "committed_by__natural_person", "employer__merged_into")
    roster = Roster.objects.select_related(*officers).defer("problems", "remarks").get(pk=UUID(roster_id))
    actions.record_arrivals(roster)
    actions.confirm_from_roster(roster)
    return actions.verify_all_by_roster(roster)


@task()
def note_leavers() -> int:
    """Note who has left on a day that was still to come when the roster said so; returns how many are noted now."""
    return actions.note_leavers()


@task()
def tell_officers() -> int:
    """Tell HR officers, in office hours, of cases that wait for them; returns how many messages were written now."""
    return waiting_work.tell_officers() if is_office_time() else 0


@task()
def remind_of_disputes() -> int:
    """Remind applicants, by day, of objections that wait for them; returns how many were reminded now."""
    return reminding.remind_of_disputes() if is_daytime() else 0


def _verified(application: Application) -> bool:
    try:
        return actions.verify_by_roster(application) is not None
    except ActionRefused:
        return False
