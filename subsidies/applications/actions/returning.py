"""The office asks the applicant to correct something; called by the review feature only."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import promises
from subsidies.applications.actions.moving import check, locked, move, refuse_if_own, require_latest
from subsidies.applications.actions.telling import tell
from subsidies.applications.models import Application, Submission
from talent.accounts.models import User
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def mark_returned(application: Application, *, by: User, submission: Submission, due_on: dt.date | None = None) -> None:
    """Return the case for correction until ``due_on`` (None: as promised); the office's clock stands meanwhile."""
    application = locked(application, by=by)
    check(application, "return", by=by)
    require_latest(application, submission)
    refuse_if_own(application, by=by)
    today = clock.today()
    due_on = due_on or promises.corrections_due_by(today)
    if due_on <= today:
        raise ActionRefused(_("补正截止日期应晚于今天。"))
    application.decisions.all().delete()
    move(
        application,
        "return",
        by=by,
        detail={"submission": submission.sequence, "due_on": due_on},
        promised_on=None,
        corrections_due_on=due_on,
        office_days_left=promises.office_days_left(application.promised_on, on=today),
    )
    tell(application, "returned", due_on=due_on)
