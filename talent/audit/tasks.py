"""What the log does by itself."""

from django_tasks import task

from talent.audit import chain


@task()
def link_events() -> int:
    """Give recent events their places in the chain; returns how many."""
    return chain.link_pending()


@task()
def link_late_events() -> int:
    """Look through the whole log for events without a place, such as those of very long transactions."""
    return chain.link_pending(everything=True)
