"""What the pages on appeals ask for."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Q

from subsidies.appeals.models import Appeal
from subsidies.appeals.workflow import AppealStatus
from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application
from subsidies.applications.promises import appeal_by
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.models import User
from talent.calendars import clock

LIST_ORDER = ("promised_on", "id")


def waiting(user: User, *, on: dt.date) -> dict[str, int]:
    """How many appeals wait for the office, by what is to be done (one query)."""
    return Appeal.objects.visible_to(user).aggregate(
        filed=Count("pk", filter=Q(status=AppealStatus.FILED)),
        assigned=Count("pk", filter=Q(status=AppealStatus.ASSIGNED)),
        late=Count("pk", filter=Q(status__in=["filed", "assigned"], promised_on__lt=on)),
    )


def last_day_to_appeal(application: Application) -> dt.date | None:
    """Until when the applicant may appeal; None where nothing on the case was refused for good.

    The day that the letter said, and never an earlier one: a day that is entered in the calendar since gives time and
    takes none.
    """
    if application.status != ApplicationStatus.CLOSED:
        return None
    if not application.decisions.filter(outcome=Outcome.REFUSED).exists():
        return None
    counted = appeal_by(clock.day_of(application.status_changed_at))
    return max(counted, application.appeal_until or counted)
