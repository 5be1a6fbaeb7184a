"""The letters on appeals, as the room for papers knows them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subsidies.appeals.kinds import APPEAL_DECISION
from subsidies.applications.models import Application
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.papers.exports.sheets import draw_sheets
from talent.papers.kinds import PaperKind


def _cases(user: User) -> QuerySet[Any, Any]:
    """The letter is between the applicant and the office: the employer's HR does not see it."""
    cases = Application.objects.visible_to(user)
    readers = user.has_role(Role.APPLICANT, Role.REVIEWER, Role.AUDITOR)
    return (cases if readers else cases.none()).values("pk")


LETTERS = (PaperKind(APPEAL_DECISION, _("申诉决定书"), _cases, draw_sheets, frozenset({Role.REVIEWER.value})),)
