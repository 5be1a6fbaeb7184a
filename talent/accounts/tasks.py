"""What the scheduler does for accounts."""

from django_tasks import task

from talent.accounts import actions


@task()
def prune_never_confirmed() -> int:
    """Remove accounts that were begun and never confirmed by a code."""
    return actions.prune_never_confirmed()
