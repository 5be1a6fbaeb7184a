"""What the talent office's desk does by itself; it may run again at any time."""

from django_tasks import task

from subsidies.review import reminding
from talent.notifications.hours import is_daytime


@task()
def remind_of_corrections() -> int:
    """Remind applicants, by day, of corrections that fall due; returns how many were reminded now."""
    return reminding.remind_of_corrections() if is_daytime() else 0
