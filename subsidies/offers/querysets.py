"""Vocabulary for invitations to apply."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef

from subsidies.applications.models import Application
from subsidies.offers.workflow import OPEN, OfferStatus
from talent.calendars import clock
from talent.employers.models import Employer, RosterEntry

if TYPE_CHECKING:
    from subsidies.offers.models import Offer
    from talent.accounts.models import User


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: User) -> OfferQuerySet:
        """To HR officers those of their units; invitees find theirs by ``queries.offer_for``."""
        return self.filter(employer__in=Employer.objects.served_by(user))

    def open(self) -> OfferQuerySet:
        """Invitations that wait for their person."""
        return self.filter(status__in=OPEN)

    def standing(self) -> OfferQuerySet:
        """Invitations that were not withdrawn: their person is not invited again."""
        return self.exclude(status=OfferStatus.WITHDRAWN)

    def about(self, identity_index: str | None) -> OfferQuerySet:
        """Invitations of the person with this blind index."""
        return self.filter(identity_index=identity_index)

    def never_opened_since(self, at: dt.datetime) -> OfferQuerySet:
        """Invitations sent before an instant that nobody has opened and no reminder has followed."""
        return self.filter(status=OfferStatus.INVITED, sent_at__lt=at, reminded_at=None)

    def outdated(self) -> OfferQuerySet:
        """Open invitations of people whom no roster of their unit states as employed any more."""
        entries = RosterEntry.objects.in_force().employed_on(clock.today())
        stated = entries.filter(employer=OuterRef("employer"), identity_index=OuterRef("identity_index"))
        return self.open().filter(~Exists(stated))

    def followed(self) -> OfferQuerySet:
        """Invitations whose person has applied meanwhile."""
        handed_in = Application.objects.submitted().filter(person__identity_index=OuterRef("identity_index"))
        return self.filter(status__in=(*OPEN, OfferStatus.DECLINED)).filter(Exists(handed_in))
