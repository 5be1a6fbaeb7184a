"""What the worker and the scheduler do for messages and for the outbox itself."""

from django_tasks import task

from talent.notifications import actions, sending


@task()
def send_message(message_id: str) -> None:
    """Send one message by mail or SMS."""
    sending.send(message_id)


@task()
def recover_interrupted() -> int:
    """Put back tasks whose worker died."""
    return actions.recover_interrupted()


@task()
def prune_outbox() -> int:
    """Remove tasks that were done long ago."""
    return actions.prune_done()
