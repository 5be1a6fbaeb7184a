"""The letters of a case, as the room for papers knows them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from subsidies.applications.actions.issuing import issue_missing_decision, issue_missing_receipt
from subsidies.applications.exports.letters import draw
from subsidies.applications.kinds import Letter
from subsidies.applications.models import Application
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.papers.kinds import PaperKind


def _cases(user: User) -> QuerySet[Any, Any]:
    """A letter is between the applicant and the office: the employer's HR, who sees the case, does not see it."""
    cases = Application.objects.visible_to(user)
    readers = user.has_role(Role.APPLICANT, Role.REVIEWER, Role.AUDITOR)
    return (cases if readers else cases.none()).values("pk")


def _names(content: dict[str, Any]) -> list[str]:
    return [content["recipient"]]


_OFFICE = frozenset({Role.REVIEWER.value})
_BOTH = frozenset({Role.REVIEWER.value, Role.APPLICANT.value})
_RECEIPT = PaperKind(
    Letter.RECEIPT.value, Letter.RECEIPT.label, _cases, draw, issued_by=_BOTH, issue=issue_missing_receipt, names=_names
)
_DECISION = PaperKind(
    Letter.DECISION.value, Letter.DECISION.label, _cases, draw, _OFFICE, _BOTH, issue_missing_decision, names=_names
)
_CORRECTION = PaperKind(Letter.CORRECTION.value, Letter.CORRECTION.label, _cases, draw, _OFFICE, names=_names)
LETTERS = (_RECEIPT, _DECISION, _CORRECTION)
