"""What follows a move outside the case: the applicant is told, and the roster is asked."""

from __future__ import annotations

from typing import Any

from subsidies.applications.models import Application
from talent.notifications.kinds import Channel
from talent.notifications.messages import notify
from talent.notifications.outbox import enqueue

VERIFY_FROM_ROSTER = "subsidies.verification.tasks.verify_from_roster"
PORTAL_ONLY = frozenset({"reviewed", "withdrawn"})
"""Messages about what is going on between officers, or what the applicant has just done: not worth an SMS."""


def tell(application: Application, event: str, **context: Any) -> None:
    """Tell the applicant what happened, what comes next and by when, and what to do; once for each move.

    ``templates/notifications/application_<event>.txt`` holds the words.
    """
    notify(
        application.person.user,
        f"application_{event}",
        context={"number": application.number, **context},
        dedupe_key=f"application_{event}:{application.pk}:{application.status_changed_at.isoformat()}",
        channels=[Channel.PORTAL] if event in PORTAL_ONLY else None,
    )


def verify_later(application: Application) -> None:
    """After commit, look whether a roster in force proves the employment already."""
    enqueue(VERIFY_FROM_ROSTER, application_id=application.pk)
