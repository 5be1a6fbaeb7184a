"""Vocabulary for employers' answers and confirmations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from subsidies.applications.workflow import ApplicationStatus
from subsidies.verification.kinds import TOLD_BY_ROSTERS, DepartureKind, VerificationOutcome
from subsidies.verification.workflow import WITH_THE_OFFICE
from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.profiles.models import Person

if TYPE_CHECKING:
    from subsidies.applications.models import Application
    from subsidies.verification.models import (
        Departure,
        DisputeMessage,
        EmploymentConfirmation,
        SentSummary,
        Transfer,
        Verification,
    )
    from talent.accounts.models import User
    from talent.employers.models import Roster


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

    def open_disputes(self) -> VerificationQuerySet:
        """Disputes that the applicant has still to answer."""
        waiting = self.filter(submission__application__status=ApplicationStatus.DISPUTED)
        return waiting.filter(outcome=VerificationOutcome.DISPUTED).latest_for_their_case()

    def settled_by(self, roster: Roster) -> VerificationQuerySet:
        """Open disputes at the roster's unit that are older than it, and about what a roster can tell.

        An officer who disputed while the roster was in force had it before their eyes.
        """
        older = self.open_disputes().filter(answered_at__lt=roster.committed_at)
        return older.filter(submission__application__employer=roster.employer_id, reason__in=TOLD_BY_ROSTERS)

    def latest_for_their_case(self) -> VerificationQuerySet:
        """Answers that no answer to a later submission of the same case has replaced."""
        later = self.model.objects.filter(
            submission__application=OuterRef("submission__application"),
            submission__sequence__gt=OuterRef("submission__sequence"),
        )
        return self.filter(~Exists(later))


class DisputeMessageQuerySet(models.QuerySet["DisputeMessage"]):
    def visible_to(self, user: User) -> DisputeMessageQuerySet:
        """Of one's own cases to an applicant; of the units that they serve to HR officers; to others none."""
        if user.has_role(Role.HR_OFFICER):
            return self.filter(employer__in=Employer.objects.served_by(user))
        return self.filter(application__person__user=user) if user.has_role(Role.APPLICANT) else self.none()


class EmploymentConfirmationQuerySet(models.QuerySet["EmploymentConfirmation"]):
    def visible_to(self, user: User) -> EmploymentConfirmationQuerySet:
        """Confirmations by the employers whose HR officer the user is."""
        return self.filter(employer__in=Employer.objects.served_by(user))

    def given_with(self, confirmation: EmploymentConfirmation) -> EmploymentConfirmationQuerySet:
        """Those that an officer gave by the same click: their time is the same to the microsecond."""
        same = {"confirmed_at": confirmation.confirmed_at, "confirmed_by": confirmation.confirmed_by_id}
        return self.filter(**same, confirmed_at__isnull=False)

    def given_since(self, at: dt.datetime) -> EmploymentConfirmationQuerySet:
        """Those that officers gave on the list after an instant."""
        return self.filter(confirmed_at__gte=at)

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
        or later, or the move itself is on record. Where the move led out of the city, only a unit in the city can say
        that the person is back.
        """
        return self.in_force().exclude(self._answered())

    def answered(self) -> DepartureQuerySet:
        """Departures that were taken back, or that count no more for what an employer said since."""
        return self.filter(Q(withdrawn_at__isnull=False) | self._answered())

    def _answered(self) -> Q:
        gone_since = Coalesce(OuterRef("left_on"), OuterRef("stated_on"))
        employed = Person.objects.filter(
            pk=OuterRef("person"),
            employment_confirmations__withdrawn_at=None,
            employment_confirmations__confirmed_on__gte=gone_since,
        )
        in_city = Person.objects.filter(
            pk=OuterRef("person"),
            employment_confirmations__withdrawn_at=None,
            employment_confirmations__confirmed_on__gte=gone_since,
            employment_confirmations__employer__in_city=True,
        )
        transfers = TransferQuerySet(Person._meta.get_field("transfers").related_model)
        moved = transfers.left_behind().filter(
            person=OuterRef("person"), from_employer=OuterRef("employer"), departure=None
        )
        away = Q(kind=DepartureKind.MOVED_AWAY)
        return (away & Q(Exists(in_city))) | (~away & (Q(Exists(employed)) | Q(Exists(moved))))


class TransferQuerySet(models.QuerySet["Transfer"]):
    def in_force(self) -> TransferQuerySet:
        """Moves that nobody took back."""
        return self.filter(withdrawn_at=None)

    def left_behind(self) -> TransferQuerySet:
        """Moves in force after which the person has not come back to the unit that they left."""
        later = Q(stated_at__gt=OuterRef("stated_at")) | Q(
            stated_at=OuterRef("stated_at"), moved_on__gt=OuterRef("moved_on")
        )
        back = self.model.objects.filter(
            later, withdrawn_at=None, person=OuterRef("person"), to_employer=OuterRef("from_employer")
        )
        return self.in_force().filter(~Exists(back))


class SentSummaryQuerySet(models.QuerySet["SentSummary"]):
    def visible_to(self, user: User) -> SentSummaryQuerySet:
        """What the officer's units sent; everything to the office and to auditors."""
        if user.has_role(Role.REVIEWER, Role.AUDITOR):
            return self
        return self.filter(employer__in=Employer.objects.served_by(user))

    def with_the_office(self) -> SentSummaryQuerySet:
        """Summaries that nobody took back or returned."""
        return self.filter(status__in=WITH_THE_OFFICE)
