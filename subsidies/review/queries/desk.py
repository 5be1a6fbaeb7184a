"""What officers added to a case: their notes, and what official pages answered."""

from __future__ import annotations

from subsidies.applications.models import Application, Submission
from subsidies.review.codes import Checkable, checkables
from subsidies.review.models import CaseNote, CodeCheck
from talent.calendars import clock


def notes_of(application: Application) -> list[CaseNote]:
    """The notes of the office on a case, the latest first (one query)."""
    return list(application.office_notes.select_related("written_by").order_by("-written_at"))


def checkables_of(application: Application, latest: Submission | None = None) -> list[Checkable]:
    """What can be checked of the latest submission, with the checks of every one (two queries, one with ``latest``)."""
    latest = latest or application.submissions.order_by("-sequence").first()
    checks = CodeCheck.objects.filter(submission__application=application).select_related("checked_by")
    return checkables(latest.entered, checks, on=clock.today()) if latest else []
