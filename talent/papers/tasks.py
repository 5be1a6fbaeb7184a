"""What the worker and the scheduler do for papers."""

from django_tasks import task

from talent.calendars import clock
from talent.papers.actions import printing
from talent.papers.models import PrintRun


@task()
def draw_run(run_id: str, about: str | None = None) -> None:
    """Draw a print run whose papers are known."""
    printing.draw_run(PrintRun.objects.get(pk=run_id))


@task()
def prune_print_files() -> int:
    """Remove files of print runs after some days."""
    return printing.prune(before=clock.now() - printing.KEPT)
