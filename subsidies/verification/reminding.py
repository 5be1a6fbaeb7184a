"""Reminding an applicant, once for each objection, that their unit's objection waits for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import translation

from subsidies.applications import actions as cases
from subsidies.applications import promises
from subsidies.applications.models import Application
from subsidies.verification.actions.answers import reason_told
from subsidies.verification.models import Verification
from talent.calendars import clock


def remind_of_disputes() -> int:
    """Remind those who have not answered for some working days; returns how many are reminded now."""
    waiting = Application.objects.disputed_by(promises.disputes_reminded_since(clock.today()))
    return cases.remind_each(waiting, "dispute_waiting", _words)


def _words(disputed: Sequence[Application]) -> Mapping[UUID, dict[str, Any]]:
    answers = Verification.objects.open_disputes().filter(submission__application__in=disputed)
    given = answers.values_list("submission__application", "reason", "comment")
    why = {application: (reason, comment) for application, reason, comment in given}
    found = {}
    for case in disputed:
        if case.pk in why and case.employer is not None:
            with translation.override(case.person.user.language):
                found[case.pk] = {"employer": case.employer.name, "reason": reason_told(*why[case.pk])}
    return found
