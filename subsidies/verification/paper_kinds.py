"""The papers of an employer, as the room for papers knows them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subsidies.verification.kinds import EMPLOYER_SUMMARY
from subsidies.verification.models import SentSummary
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.papers.exports.sheets import draw_sheets
from talent.papers.kinds import PaperKind


def _employers(user: User) -> QuerySet[Any, Any]:
    """The unit's own officers, the office that receives the summary, and auditors."""
    readers = user.has_role(Role.REVIEWER, Role.AUDITOR)
    return (Employer.objects.all() if readers else Employer.objects.served_by(user)).values("pk")


def _with_the_office(papers: Collection[UUID]) -> set[UUID]:
    return set(SentSummary.objects.with_the_office().filter(paper__in=papers).values_list("paper", flat=True))


_BOTH = frozenset({Role.HR_OFFICER.value, Role.REVIEWER.value})
SUMMARIES = (PaperKind(EMPLOYER_SUMMARY, _("用人单位汇总表"), _employers, draw_sheets, _BOTH, frozen=_with_the_office),)
