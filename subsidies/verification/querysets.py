"""Vocabulary for employers' answers and confirmations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from subsidies.applications.workflow import ApplicationStatus
from subsidies.verification.kinds import VerificationOutcome
from talent.employers.models import Employer
from talent.profiles.models import Person

if TYPE_CHECKING:
    from subsidies.applications.models import Application
    from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
    from talent.accounts.models import User


class VerificationQuerySet(models.QuerySet["Verification"]):
    def visible_to(self, user: User) -> VerificationQuerySet:
        """Answers about the people of the employers whose HR officer the user is."""
        return self.filter(submission__application__employer__in=Employer.objects.served_by(user))

    def standing_for(self, application: Application) -> VerificationQuerySet:
        """The employer's answers that hold for a case as it is, the latest first.

        A correction that leaves the employment as it was goes back to the office on the answer to an earlier
        submission; while the employer has the case, only an answer to the latest one counts.
        """
        answers = self.filter(submission__application=application).order_by("-submission__sequence")
        if application.status == ApplicationStatus.AWAITING_EMPLOYER:
            return answers.filter(submission=application.submissions.last())
        return answers

    def given_with(self, answer: Verification) -> VerificationQuerySet:
        """The answers that an officer gave by the same click: their time is the same to the microsecond."""
        same = {"answered_at": answer.answered_at, "answered_by": answer.answered_by_id, "outcome": answer.outcome}
        return self.filter(**same, answered_by__isnull=False)

    def given_since(self, at: dt.datetime) -> VerificationQuerySet:
        """Answers that officers gave after an instant."""
        return self.filter(answered_at__gte=at, answered_by__isnull=False)

    def verified(self) -> VerificationQuerySet:
        return self.filter(outcome=VerificationOutcome.VERIFIED)

    def latest_for_their_case(self) -> VerificationQuerySet:
        """Answers that no answer to a later submission of the same case has replaced."""
        later = self.model.objects.filter(
            submission__application=OuterRef("submission__application"),
            submission__sequence__gt=OuterRef("submission__sequence"),
        )
        return self.filter(~Exists(later))


class EmploymentConfirmationQuerySet(models.QuerySet["EmploymentConfirmation"]):
    def in_force(self) -> EmploymentConfirmationQuerySet:
        """Confirmations that their employer has not taken back."""
        return self.filter(withdrawn_at=None)

    def since(self, day: dt.date) -> EmploymentConfirmationQuerySet:
        """Confirmations of that day or later."""
        return self.filter(confirmed_on__gte=day)


class DepartureQuerySet(models.QuerySet["Departure"]):
    def in_force(self) -> DepartureQuerySet:
        """Departures that their employer has not taken back."""
        return self.filter(withdrawn_at=None)

    def standing(self) -> DepartureQuerySet:
        """Departures not taken back, after which no employer has confirmed the person's employment.

        Someone who went from one unit to another has not left: the other one's confirmation is of the day of leaving
        or later.
        """
        gone = self.in_force().alias(gone_since=Coalesce("left_on", "stated_on"))
        return gone.filter(~Exists(self._employed_since()))

    def answered(self) -> DepartureQuerySet:
        """Departures that were taken back, or after which an employer has confirmed the person's employment."""
        gone = self.alias(gone_since=Coalesce("left_on", "stated_on"))
        return gone.filter(Q(withdrawn_at__isnull=False) | Exists(self._employed_since()))

    @staticmethod
    def _employed_since() -> models.QuerySet[Person]:
        return Person.objects.filter(
            pk=OuterRef("person"),
            employment_confirmations__withdrawn_at=None,
            employment_confirmations__confirmed_on__gte=OuterRef("gone_since"),
        )
