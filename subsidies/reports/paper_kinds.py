"""The office's own papers on a case, as the room for papers knows them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from subsidies.applications.kinds import Letter
from subsidies.applications.models import Application
from subsidies.reports.actions import issue_approval_form
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.papers.exports.sheets import draw_sheets
from talent.papers.kinds import PaperKind


def _cases(user: User) -> QuerySet[Any, Any]:
    """Opinions of the office are for the office: neither the applicant nor the employer reads them before the end."""
    readers = user.has_role(Role.REVIEWER, Role.AUDITOR)
    return (Application.objects.visible_to(user) if readers else Application.objects.none()).values("pk")


_OFFICE = frozenset({Role.REVIEWER.value})
FORMS = (
    PaperKind(
        Letter.APPROVAL_FORM.value,
        Letter.APPROVAL_FORM.label,
        _cases,
        draw_sheets,
        _OFFICE,
        _OFFICE,
        issue_approval_form,
        renewable=True,
    ),
)
