"""What the scheduler does for rosters."""

from django_tasks import task

from talent.employers import actions


@task()
def sweep_roster_files() -> int:
    """Remove uploaded rosters that nobody looks through any more; returns how many."""
    return actions.sweep_roster_files()
