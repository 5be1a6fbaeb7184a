"""What the pages of revocations show beside the recovery of what was paid."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from subsidies.applications.models import Award
from subsidies.payments.models import Revocation
from subsidies.payments.recovery_pages import REVOCATION_KINDS
from subsidies.payments.workflow import RevocationStatus
from talent.accounts.access import SignedInRequest
from talent.ui.formatting import day, yuan
from talent.ui.pages import page_of


def list_page(request: SignedInRequest) -> dict[str, Any]:
    """A page of revocations, the latest first."""
    found = Revocation.objects.visible_to(request.user)
    related = ("award__person", "award__decision__application", "proposed_by", "decided_by", "recovery")
    page = page_of(found.select_related(*related), request, order=("-proposed_at", "pk"))
    for revocation in page.rows:
        revocation.kind = REVOCATION_KINDS[RevocationStatus(revocation.status)]
    return {"page": page}


def award_rows(award: Award) -> list[tuple[str, Any]]:
    """What is to be revoked."""
    amount = [(_("金额"), yuan(award.amount_yuan))] if award.amount_yuan else []
    return [
        (_("受理编号"), award.decision.application.number),
        (_("授予事项"), award.get_benefit_display()),
        (_("学位层次"), award.get_degree_display()),
        *amount,
        (_("授予日期"), day(award.granted_on)),
    ]


def revocation_rows(revocation: Revocation) -> list[tuple[str, Any]]:
    """What the second person decides."""
    return [
        *award_rows(revocation.award),
        (_("撤销原因"), revocation.get_reason_display()),
        (_("事实和理由"), revocation.explanation),
        (_("提出人"), str(revocation.proposed_by)),
    ]
