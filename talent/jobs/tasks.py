"""What the scheduler does for jobs."""

from django_tasks import task

from talent.jobs import actions


@task()
def prune_finished_jobs() -> int:
    """Remove jobs that ended weeks ago."""
    return actions.prune_finished()
