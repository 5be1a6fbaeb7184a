"""What the pages of rounds show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from subsidies.rounds.kinds import RoundState
from subsidies.rounds.models import Intake, Round
from talent.accounts.access import SignedInRequest
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.ui.formatting import day
from talent.ui.pages import page_of

KINDS = {
    RoundState.PLANNED: "info",
    RoundState.OPEN: "success",
    RoundState.OVER: "neutral",
    RoundState.CANCELLED: "neutral",
}


def list_page(request: SignedInRequest) -> dict[str, Any]:
    """Every round, the latest first, and how applications are taken today."""
    today = clock.today()
    page = page_of(Round.objects.visible_to(request.user), request, order=("-opens_on", "-id"))
    counts = Round.objects.counted([row.pk for row in page.rows])
    for row in page.rows:
        row.application_count = counts[row.pk]
        row.state = row.state_on(today)
        row.state_kind = KINDS[row.state]
        row.may_change = row.state in (RoundState.PLANNED, RoundState.OPEN)
        row.may_cancel = row.state == RoundState.PLANNED
    may_change = request.user.has_role(Role.REVIEWER)
    may_review = request.user.has_role(Role.REVIEWER, Role.AUDITOR)
    return {"page": page, "may_change": may_change, "may_review": may_review, **intake_page(today)}


def intake_page(today: dt.date) -> dict[str, Any]:
    """How applications are taken today, what is announced, and a warning where nobody could apply."""
    intake = Intake.objects.filter(id=1).first() or Intake()
    by_rounds = intake.by_rounds_on(today)
    lacking = by_rounds and not Round.objects.standing().filter(closes_on__gte=today).exists()
    return {"by_rounds": by_rounds, "announced": _announced(intake, today), "no_round": lacking}


def _announced(intake: Intake, today: dt.date) -> str:
    if intake.rounds_from_on and intake.rounds_from_on > today:
        return _("从 %(day)s 起按批次受理。") % {"day": day(intake.rounds_from_on)}
    if intake.rolling_again_on and intake.rolling_again_on > today:
        return _("从 %(day)s 起恢复常年受理。") % {"day": day(intake.rolling_again_on)}
    return ""
