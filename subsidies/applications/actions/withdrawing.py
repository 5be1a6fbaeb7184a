"""The applicant takes a case back."""

from __future__ import annotations

from django.db import transaction

from subsidies.applications.actions.moving import locked, move
from subsidies.applications.actions.telling import tell
from subsidies.applications.models import Application
from talent.accounts.models import User


@transaction.atomic
def withdraw(application: Application, *, by: User, reason: str = "") -> None:
    """End a case at its applicant's wish; another one may be started."""
    application = locked(application, by=by)
    move(application, "withdraw", by=by, reason=reason, promised_on=None, corrections_due_on=None)
    tell(application, "withdrawn")
