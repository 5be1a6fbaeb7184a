"""What officers answered a moment ago, click by click, as long as it may be taken back."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _

from subsidies.verification.kinds import VerificationOutcome
from subsidies.verification.models import Verification
from talent.accounts.models import User
from talent.calendars import clock

MOST_READ = 2_000
"""Answers of ten minutes that are looked at; more are found among those answered."""


class Click(NamedTuple):
    """All answers that one click gave."""

    answer: Verification
    """Any of them."""
    people: int
    number: str
    """The case's number where there is one alone."""

    @property
    def answered_at(self) -> dt.datetime:
        return self.answer.answered_at

    @property
    def until(self) -> dt.datetime:
        """Until when it may be taken back."""
        return self.answer.answered_at + Verification.UNDO_WITHIN

    @property
    def who(self) -> str:
        return str(self.answer.answered_by)

    @property
    def what(self) -> str:
        """What was answered, in words."""
        verified = self.answer.outcome == VerificationOutcome.VERIFIED
        if self.people == 1:
            words = _("核实了 %(number)s") if verified else _("对 %(number)s 提出异议")
            return words % {"number": self.number}
        words = _("核实了 %(count)s 人") if verified else _("提出异议 %(count)s 人")
        return words % {"count": self.people}


def undo_since() -> dt.datetime:
    """The first instant whose answers may still be taken back."""
    return clock.now() - Verification.UNDO_WITHIN


def recent_clicks(user: User, *, since: dt.datetime) -> list[Click]:
    """What was answered since an instant about the people of the user's employers, the latest first (one query)."""
    answers = Verification.objects.visible_to(user).given_since(since).order_by("-answered_at", "-id")
    related = answers.select_related("submission__application", "answered_by")
    rows = related.defer("submission__entered", "submission__facts", "submission__assessment")[:MOST_READ]
    clicks: dict[tuple[object, ...], Click] = {}
    for row in rows:
        key = (row.answered_at, row.answered_by_id, row.outcome)
        known = clicks.get(key)
        clicks[key] = (
            known._replace(people=known.people + 1) if known else Click(row, 1, row.submission.application.number)
        )
    return list(clicks.values())
