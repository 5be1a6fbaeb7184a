"""What the worker does for reports."""

from django_tasks import task

from subsidies.notices.models import PublicNotice
from subsidies.reports import actions
from talent.papers.models import PrintRun


@task()
def prepare_forms(run_id: str, about: str) -> None:
    """Make and draw the approval forms of a notice."""
    actions.prepare_forms(PrintRun.objects.get(pk=run_id), PublicNotice.objects.get(pk=about))
