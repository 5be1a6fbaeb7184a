"""A returned case that nobody corrected in time ends."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.actions.moving import check, locked, move
from subsidies.applications.actions.telling import tell
from subsidies.applications.models import Application
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def lapse(application: Application) -> None:
    """End a case whose last day for correction has passed; the portal itself does it.

    Raises:
        ActionRefused: the day has not passed.
    """
    application = locked(application, by=None)
    check(application, "lapse", by=None)
    due_on = application.corrections_due_on
    if due_on is None or due_on >= clock.today():
        raise ActionRefused(_("补正期限还没有到。"))
    move(application, "lapse", by=None, detail={"due_on": due_on})
    tell(application, "lapsed", due_on=due_on)
