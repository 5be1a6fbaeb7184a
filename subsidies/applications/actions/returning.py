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
from talent.ui.formatting import day
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def mark_returned(application: Application, *, by: User, submission: Submission, due_on: dt.date | None = None) -> None:
    """Return the case for correction until ``due_on`` (None: by the rule); the office's clock stands meanwhile.

    Raises:
        ActionRefused: the day is not to come, or later than the policy lets the office set it.
    """
    application = locked(application, by=by)
    check(application, "return", by=by)
    require_latest(application, submission)
    refuse_if_own(application, by=by)
    today = clock.today()
    days = promises.correction_days(today)
    due_on = due_on or days.default
    if due_on < days.first:
        raise ActionRefused(_("补正截止日期应晚于今天。"))
    if due_on > days.last:
        raise ActionRefused(_("补正截止日期最晚可以到 %(day)s。") % {"day": day(days.last)})
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
