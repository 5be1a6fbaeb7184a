"""Reminding an applicant, once for each return, that a correction falls due: of what, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications import promises
from subsidies.applications.models import Application
from subsidies.review.kinds import ReviewOutcome
from subsidies.review.models import CorrectionItem, Review
from talent.calendars import clock


def remind_of_corrections() -> int:
    """Remind those whose last day is near and who were not asked only today; returns how many are reminded now."""
    today = clock.today()
    waiting = Application.objects.correction_falling_due(today, promises.corrections_reminded_until(today))
    return cases.remind_each(waiting, "correction_due", _words)


def _words(returned: Sequence[Application]) -> Mapping[UUID, dict[str, Any]]:
    reviews = Review.objects.filter(application__in=returned, outcome=ReviewOutcome.RETURNED).order_by("reviewed_at")
    latest = {review.application_id: review for review in reviews.prefetch_related("corrections")}
    return {
        case.pk: {"due_on": case.corrections_due_on, **_named(latest[case.pk], case.person.user.language)}
        for case in returned
        if case.pk in latest
    }


def _named(review: Review, language: str) -> dict[str, str]:
    """What is to be corrected, in the applicant's language: with the officer's words and, for an SMS, without."""
    items = list(review.corrections.all())
    with translation.override(language):
        return {
            "asked": _("；").join(_in_full(item) for item in items),
            "titles": _("、").join(item.get_code_display() for item in items),
        }


def _in_full(item: CorrectionItem) -> str:
    title = item.get_code_display()
    return _("%(title)s：%(note)s") % {"title": title, "note": item.note} if item.note else title
