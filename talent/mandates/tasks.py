"""Ending what is due, and telling phones that no code has proved yet."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from talent.mandates import actions
from talent.mandates.models import Mandate
from talent.notifications import sms, texts
from talent.notifications.queries import wording_in_force
from talent.notifications.wordings import SMS

LANGUAGE = "zh-hans"


@task()
def tell_phone(mandate_id: str, template: str) -> bool:
    """Send the message about a mandate to the phone that stands on it."""
    mandate = Mandate.objects.select_related("agent", "employer").get(pk=UUID(mandate_id))
    context = {
        "number": mandate.number,
        "giver": str(mandate.agent),
        "unit": mandate.side,
        "ends_on": mandate.lasts_until,
    }
    words = wording_in_force(template, SMS, LANGUAGE)
    sms.send(mandate.phone, texts.render_sms(template, context, LANGUAGE, words))
    return True


@task()
def end_due_mandates() -> int:
    """End mandates that have passed their last day; called every hour."""
    return actions.end_due()
