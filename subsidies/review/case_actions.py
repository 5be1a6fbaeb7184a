"""What officers do on a case beside deciding it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from subsidies.applications.models import Application
from subsidies.review.kinds import OPENED
from talent.accounts.models import User
from talent.audit import events as audit
from talent.audit.models import AuditEvent
from talent.calendars import clock

SAME_READING = dt.timedelta(minutes=10)
"""Opening a case again within this time is the same reading, so that turning a page back and forth is one event."""


@transaction.atomic
def record_opened(application: Application, *, by: User) -> None:
    """Record that an officer reads the personal data of a case, once for each reading."""
    lately = AuditEvent.objects.about(application).by(by.pk).filter(
        verb=OPENED, occurred_at__gt=clock.now() - SAME_READING
    )  # fmt: skip
    if not lately.exists():
        audit.record(OPENED, application, by=by, detail={"number": application.number})
