"""What the employer's desk shows, and whose employment is confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from subsidies.applications.models import Application, Submission
from subsidies.applications.workflow import ApplicationStatus
from subsidies.verification.matching import Comparison, compare
from subsidies.verification.models import EmploymentConfirmation
from talent.accounts.models import User
from talent.calendars import clock
from talent.employers.models import RosterEntry

QUEUE_ORDER = ("promised_on", "id")


@dataclass(frozen=True, slots=True)
class Claim:
    """A case with the submission to answer and, where a roster lists the person, both sides of each fact."""

    application: Application
    submission: Submission
    comparisons: list[Comparison]

    @property
    def on_roster(self) -> bool:
        return bool(self.comparisons)

    @property
    def differences(self) -> list[Comparison]:
        return [comparison for comparison in self.comparisons if comparison.agrees is False]

    @property
    def employment(self) -> dict[str, Any]:
        employment: dict[str, Any] = self.submission.entered["employment"]
        return employment

    @property
    def hired_on(self) -> dt.date:
        return dt.date.fromisoformat(self.employment["hired_on"])


def employment_confirmed_on(person_ids: Iterable[UUID]) -> dict[UUID, dt.date]:
    """The latest day on which an employer confirmed each person's employment; who was never confirmed is left out."""
    confirmations = EmploymentConfirmation.objects.filter(person__in=list(person_ids))
    return dict(confirmations.values("person").annotate(last=Max("confirmed_on")).values_list("person", "last"))


def awaiting(user: User) -> QuerySet[Application]:
    """Cases that the user's employers have to answer."""
    return Application.objects.visible_to(user).awaiting_employer().select_related("person", "employer")


def answered(user: User) -> QuerySet[Application]:
    """Cases that went on to the office, or that an employer disputes."""
    cases = Application.objects.visible_to(user).submitted().exclude(status=ApplicationStatus.AWAITING_EMPLOYER)
    return cases.select_related("person", "employer")


def claims_of(applications: list[Application]) -> list[Claim]:
    """The latest submission and the roster row in force of each case (three queries for any number)."""
    submissions = {
        submission.application_id: submission
        for submission in Submission.objects.filter(application__in=applications).order_by("sequence")
    }
    people = [application.person.identity_index for application in applications]
    entries = {
        (entry.identity_index, entry.employer_id): entry
        for entry in RosterEntry.objects.in_force().filter(identity_index__in=people).order_by("roster__committed_at")
    }
    return [
        Claim(application, submission, compare(submission.entered, entry) if entry else [])
        for application in applications
        if (submission := submissions.get(application.pk))
        for entry in [entries.get((application.person.identity_index, application.employer_id))]
    ]


def desk(user: User) -> dict[str, int]:
    """What waits at the employer's desk."""
    waiting = awaiting(user)
    today = clock.today()
    return {
        "waiting": waiting.count(),
        "late": waiting.filter(promised_on__lt=today).count(),
        "due_today": waiting.filter(promised_on=today).count(),
        "disputed": Application.objects.visible_to(user).filter(status=ApplicationStatus.DISPUTED).count(),
    }
