"""The papers of a batch, as the room for papers knows them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subsidies.payments.actions.requesting import issue_payment_request
from subsidies.payments.kinds import PAYMENT_REQUEST
from subsidies.payments.models import PaymentBatch
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.papers.exports.sheets import draw_sheets
from talent.papers.kinds import PaperKind


def _batches(user: User) -> QuerySet[Any, Any]:
    return PaymentBatch.objects.visible_to(user).values("pk")


_OFFICE = frozenset({Role.REVIEWER.value})
_BOTH_SIDES = frozenset({Role.REVIEWER.value, Role.FINANCE_OFFICER.value})
REQUESTS = (
    PaperKind(PAYMENT_REQUEST, _("拨付申请"), _batches, draw_sheets, _BOTH_SIDES, _OFFICE, issue_payment_request),
)
