"""What the worker and the scheduler do for rosters; each may run again at any time and then changes nothing."""

from django_tasks import task

from talent.employers import actions


@task()
def read_roster(job_id: str) -> None:
    """Read a large roster, as the officer uploaded it."""
    actions.run_preview(job_id)


@task()
def commit_roster(job_id: str) -> None:
    """Commit a large roster, as the officer asked for it."""
    actions.run_commit(job_id)


@task()
def sweep_roster_files() -> int:
    """Remove uploaded rosters that nobody looks through any more; returns how many."""
    return actions.sweep_roster_files()
