"""What the employer's answer does to a case; called by the verification feature only."""

from __future__ import annotations

from django.db import transaction

from subsidies.applications import promises
from subsidies.applications.actions.moving import check, locked, move, refuse_if_own, require_latest
from subsidies.applications.actions.telling import tell
from subsidies.applications.models import Application, Submission
from talent.accounts.models import User
from talent.calendars import clock


@transaction.atomic
def mark_verified(application: Application, *, by: User | None, submission: Submission) -> None:
    """The employer confirms the employment (``by`` None: a roster row proves it): the office is next."""
    application = locked(application, by=by)
    check(application, "verify", by=by)
    require_latest(application, submission)
    refuse_if_own(application, by=by)
    promised_on = promises.office_decides_by(clock.today(), days_left=application.office_days_left)
    move(
        application,
        "verify",
        by=by,
        detail={"submission": submission.sequence},
        promised_on=promised_on,
        office_days_left=None,
    )
    tell(application, "verified", promised_on=promised_on)


@transaction.atomic
def mark_disputed(application: Application, *, by: User, submission: Submission, reason: str) -> None:
    """The employer does not confirm; ``reason`` is what the applicant is told. The clock stands until the answer."""
    application = locked(application, by=by)
    check(application, "dispute", by=by)
    require_latest(application, submission)
    refuse_if_own(application, by=by)
    move(
        application,
        "dispute",
        by=by,
        reason=reason,
        detail={"submission": submission.sequence},
        promised_on=None,
    )
    tell(application, "disputed", reason=reason)
