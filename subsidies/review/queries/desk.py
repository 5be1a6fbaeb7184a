"""What stands on a case beside what was entered: notes, checks of codes, and what the employer said."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from subsidies.applications.models import Application, Submission
from subsidies.review.codes import Checkable, checkables
from subsidies.review.models import CaseNote, CodeCheck
from subsidies.verification.models import Verification
from subsidies.verification.queries import Claim, claims_of
from talent.accounts.models import User
from talent.calendars import clock


def notes_of(application: Application) -> list[CaseNote]:
    """The notes of the office on a case, the latest first (one query)."""
    return list(application.office_notes.select_related("written_by").order_by("-written_at"))


def checkables_of(application: Application, latest: Submission | None = None) -> list[Checkable]:
    """What can be checked of the latest submission, with the checks of every one (two queries, one with ``latest``)."""
    latest = latest or application.submissions.order_by("-sequence").first()
    return checkables_of_many([latest])[latest.pk] if latest else []


def checkables_of_many(latest: Sequence[Submission]) -> dict[UUID, list[Checkable]]:
    """The same of the latest submissions of any number of cases, by their keys (one query)."""
    by_case = {submission.application_id: submission for submission in latest}
    checks: dict[UUID, list[CodeCheck]] = {key: [] for key in by_case}
    found = CodeCheck.objects.filter(submission__application__in=by_case).select_related("checked_by", "submission")
    for check in found.defer("submission__facts", "submission__assessment"):
        of_case = check.submission.application_id
        if check.submission_id == by_case[of_case].pk:
            check.submission = by_case[of_case]  # deciphered once
        checks[of_case].append(check)
    today = clock.today()
    return {
        submission.pk: checkables(submission.entered, checks[case], on=today) for case, submission in by_case.items()
    }


def employer_said(application: Application, *, seen_by: User) -> tuple[Claim | None, list[Verification]]:
    """The claim beside the employer's roster as both are now, and every answer of the employer, the latest first
    (three queries)."""
    claims = claims_of([application], seen_by=seen_by)
    answers = Verification.objects.filter(submission__application=application).order_by("-submission__sequence")
    return claims[0] if claims else None, list(answers.select_related("submission", "answered_by"))
