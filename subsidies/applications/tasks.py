"""What the portal does with cases by itself."""

from django_tasks import task

from subsidies.applications import actions
from subsidies.applications.models import Application
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


@task()
def lapse_overdue_corrections() -> int:
    """End every returned case whose last day for correction has passed; answers how many were ended."""
    ended = 0
    for application in Application.objects.overdue_for_correction(clock.today()):
        try:
            actions.lapse(application)
        except ActionRefused:
            continue  # corrected between the look and the lock
        ended += 1
    return ended
