"""What actions leave to the worker, done at once while the demo is loaded."""

from __future__ import annotations

from django_tasks_db.models import DBTaskResult

from talent.notifications import outbox

TELLS_PEOPLE = ("subsidies.payments.tasks.tell_payees", "talent.notifications.tasks.send_message")


def run_errands(*, quietly: bool = False) -> None:
    """Run what waits in the outbox, on the portal's day.

    Args:
        quietly: nobody is told of what lies in the past.
    """
    if quietly:
        DBTaskResult.objects.ready().filter(task_path__in=TELLS_PEOPLE).delete()
    outbox.run_outbox()
    if quietly:
        DBTaskResult.objects.ready().filter(task_path__in=TELLS_PEOPLE).delete()
