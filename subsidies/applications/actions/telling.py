"""What follows a move outside the case: the applicant is told, and the roster is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from subsidies.applications.models import Application
from talent.notifications.kinds import Channel
from talent.notifications.messages import Told, notify, notify_each
from talent.notifications.outbox import enqueue

VERIFY_FROM_ROSTER = "subsidies.verification.tasks.verify_from_roster"
PORTAL_ONLY = frozenset({"reviewed", "withdrawn"})
"""Messages about what is going on between officers, or what the applicant has just done: not worth an SMS."""


def tell(application: Application, event: str, **context: Any) -> None:
    """Tell the applicant what happened, what comes next and by when, and what to do; once for each move.

    ``templates/notifications/application_<event>.txt`` holds the words.
    """
    told = _told(application, event, context)
    template, channels = _way_of(event)
    notify(told.user, template, context=told.context, dedupe_key=told.dedupe_key, channels=channels)


def tell_each(event: str, of_each: Iterable[tuple[Application, dict[str, Any]]]) -> None:
    """Tell the applicant of each case the same event, with a context of its own."""
    template, channels = _way_of(event)
    notify_each([_told(case, event, context) for case, context in of_each], template, channels=channels)


def key_of(application: Application, event: str) -> str:
    """What makes a second message about the same event superfluous, until the case moves on."""
    return f"application_{event}:{application.pk}:{application.status_changed_at.isoformat()}"


def verify_later(application: Application) -> None:
    """After commit, look whether a roster in force proves the employment already."""
    enqueue(VERIFY_FROM_ROSTER, application_id=application.pk)


def _told(application: Application, event: str, context: dict[str, Any]) -> Told:
    return Told(
        application.person.user,
        {"number": application.number, **context},
        key_of(application, event),
    )


def _way_of(event: str) -> tuple[str, list[Channel] | None]:
    return f"application_{event}", [Channel.PORTAL] if event in PORTAL_ONLY else None
