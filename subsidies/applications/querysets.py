"""Vocabulary for cases, their submissions, decisions and awards."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from subsidies.applications.workflow import ENDED, ApplicationStatus
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers.models import Employer

if TYPE_CHECKING:
    from subsidies.applications.models import Application, Award, EstablishedFact
    from talent.accounts.models import User

SEES_ALL_CASES = (Role.REVIEWER, Role.AUDITOR)
OPEN_OBJECTIONS = ("received", "examining")
"""What objections are called that the office has still to answer. Their feature stands far above this one, so that they
are reached from the cases and not imported; a test holds the two together."""
UPHELD_OBJECTION = "upheld"


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User) -> ApplicationQuerySet:
        """Applicants see their own, HR those under their employers, the office and auditors all but drafts."""
        if user.has_role(*SEES_ALL_CASES):
            return self.exclude(status=ApplicationStatus.DRAFT)
        if user.has_role(Role.HR_OFFICER):
            return self.submitted().filter(employer__in=Employer.objects.visible_to(user))
        if user.has_role(Role.APPLICANT):
            return self.filter(person__user=user)
        return self.none()

    def live(self) -> ApplicationQuerySet:
        """Cases that are not over."""
        return self.exclude(status__in=ENDED)

    def submitted(self) -> ApplicationQuerySet:
        """Cases that were submitted at least once."""
        return self.exclude(submitted_at=None)

    def awaiting_employer(self) -> ApplicationQuerySet:
        return self.filter(status=ApplicationStatus.AWAITING_EMPLOYER)

    def awaiting_review(self) -> ApplicationQuerySet:
        return self.filter(status=ApplicationStatus.AWAITING_REVIEW)

    def awaiting_recheck(self) -> ApplicationQuerySet:
        return self.filter(status=ApplicationStatus.AWAITING_RECHECK)

    def awaiting_notice(self) -> ApplicationQuerySet:
        return self.filter(status=ApplicationStatus.AWAITING_NOTICE)

    def in_hand(self) -> ApplicationQuerySet:
        """Cases that are not over, or whose refusal is being looked at again: their person starts no other."""
        return self.filter(~Q(status__in=ENDED) | Q(under_appeal=True))

    def disputed_by(self, day: dt.date) -> ApplicationQuerySet:
        """Cases that their employer disputed on that day or before, and that wait for the applicant since."""
        end = clock.instant(day + dt.timedelta(days=1), dt.time())
        return self.filter(status=ApplicationStatus.DISPUTED, status_changed_at__lt=end)

    def correction_falling_due(self, day: dt.date, until: dt.date) -> ApplicationQuerySet:
        """Cases returned before that day whose last day for correction is from then on, at the latest ``until``."""
        returned = self.filter(status=ApplicationStatus.RETURNED, status_changed_at__lt=clock.instant(day, dt.time()))
        return returned.filter(corrections_due_on__gte=day, corrections_due_on__lte=until)

    def objected_to(self) -> ApplicationQuerySet:
        """Cases to which somebody objected without an answer yet; once for each objection."""
        return self.filter(objections__status__in=OPEN_OBJECTIONS)

    def overdue_for_correction(self, day: dt.date) -> ApplicationQuerySet:
        """Returned cases whose last day for correction lies before that day."""
        return self.filter(status=ApplicationStatus.RETURNED, corrections_due_on__lt=day)


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, user: User) -> AwardQuerySet:
        """One's own awards; every award to the office, the finance bureau and auditors."""
        if user.has_role(Role.REVIEWER, Role.FINANCE_OFFICER, Role.AUDITOR):
            return self
        return self.filter(person__user=user)

    def live(self) -> AwardQuerySet:
        return self.filter(revoked_at=None)


class EstablishedFactQuerySet(models.QuerySet["EstablishedFact"]):
    def standing(self) -> EstablishedFactQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)
