"""Sending invitations, reminding once, and settling what has settled itself. Each may run again."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django_tasks import task

from subsidies.offers import actions, queries
from subsidies.offers.models import Offer
from talent.calendars import clock
from talent.notifications import sms, texts
from talent.notifications.queries import wording_in_force
from talent.notifications.wordings import SMS

LANGUAGE = "zh-hans"
"""Nobody knows yet which language somebody without an account prefers; the message says where English is."""


@task()
def send_invitation(offer_id: str) -> bool:
    """Send the link to the phone that the unit knows, unless that was done or the invitation waits no more."""
    offer = Offer.objects.open().filter(pk=UUID(offer_id), sent_at=None).first()
    if offer is None or not _sent(offer, "offer_invited"):
        return False
    Offer.objects.filter(pk=offer.pk).update(sent_at=clock.now())
    return True


@task()
def send_reminder(offer_id: str) -> bool:
    """Remind by the same way, unless the person has opened or declined it meanwhile."""
    offer = Offer.objects.open().filter(pk=UUID(offer_id), opened_by=None).first()
    return offer is not None and _sent(offer, "offer_reminded")


@task()
def settle_offers() -> int:
    """Withdraw those of leavers, settle those of applicants, remind once; called every hour."""
    return actions.settle() + actions.remind()


def link_of(offer: Offer) -> str:
    """The address that an invitation leads to."""
    return f"{settings.PORTAL_ADDRESS}{reverse('offers:invitation', args=[offer.code])}"


def _sent(offer: Offer, template: str) -> bool:
    entry = queries.stated_of(offer)
    if entry is None or not entry.phone:
        return False
    words = wording_in_force(template, SMS, LANGUAGE)
    sms.send(entry.phone, texts.render_sms(template, {"link": link_of(offer)}, LANGUAGE, words))
    return True
