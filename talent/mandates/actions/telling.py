"""The person hears at once what is done in their name."""

from __future__ import annotations

from uuid import UUID

from talent.mandates.models import Mandate
from talent.notifications import outbox
from talent.notifications.messages import notify

SEND = "talent.mandates.tasks.tell_phone"


def tell(mandate: Mandate, template: str) -> None:
    """Write the message; where the account's phone was never proved by a code, by SMS to the phone on the mandate."""
    if mandate.person is None:
        return
    user = mandate.person.user
    context = {
        "number": mandate.number,
        "giver": str(mandate.agent),
        "unit": mandate.side,
        "ends_on": mandate.lasts_until,
    }
    notify(user, template, context=context)
    if not user.phone_verified:
        outbox.enqueue(SEND, mandate_id=mandate.pk, template=template)


def tell_filed(mandate: UUID) -> None:
    """That something was handed in for the person, and by whom; which case it is, the case's own message says."""
    found = Mandate.objects.select_related("person__user", "agent", "employer").get(pk=mandate)
    tell(found, "mandate_filed")
