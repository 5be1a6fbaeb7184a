"""The papers of batches, recoveries and revocations, as the room for papers knows them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subsidies.applications.models import Application
from subsidies.payments.actions.recovery_letters import issue_missing_notice
from subsidies.payments.actions.requesting import issue_payment_request
from subsidies.payments.kinds import PAYMENT_REQUEST, RecoveryPaper
from subsidies.payments.models import PaymentBatch, Recovery
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.papers.exports.sheets import draw_sheets
from talent.papers.kinds import PaperKind


def _batches(user: User) -> QuerySet[Any, Any]:
    return PaymentBatch.objects.visible_to(user).values("pk")


def _recoveries(user: User) -> QuerySet[Any, Any]:
    return Recovery.objects.visible_to(user).values("pk")


def _cases(user: User) -> QuerySet[Any, Any]:
    """The letter on a revoked award is between the person and the office: the employer's HR does not see it."""
    if not user.has_role(Role.APPLICANT, Role.REVIEWER, Role.AUDITOR):
        return Application.objects.none().values("pk")
    return Application.objects.visible_to(user).values("pk")


_OFFICE = frozenset({Role.REVIEWER.value})
_BOTH_SIDES = frozenset({Role.REVIEWER.value, Role.FINANCE_OFFICER.value})
REQUESTS = (
    PaperKind(PAYMENT_REQUEST, _("拨付申请"), _batches, draw_sheets, _BOTH_SIDES, _OFFICE, issue_payment_request),
)
_P = RecoveryPaper
RECOVERIES = (
    PaperKind(_P.NOTICE.value, _P.NOTICE.label, _recoveries, draw_sheets, _OFFICE, _OFFICE, issue_missing_notice),
    PaperKind(_P.REMINDER.value, _P.REMINDER.label, _recoveries, draw_sheets, _OFFICE),
    PaperKind(_P.REVOCATION.value, _P.REVOCATION.label, _cases, draw_sheets, _OFFICE),
)
