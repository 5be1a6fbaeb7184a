"""Issuing the request for payment (拨付申请)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.exports.payment_request import payment_request
from subsidies.payments.kinds import PAYMENT_REQUEST
from subsidies.payments.models import PaymentBatch
from subsidies.payments.workflow import REQUESTED
from talent.accounts.models import User
from talent.papers import actions as papers
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def issue_payment_request(dossier: UUID, by: User) -> IssuedPaper:
    """The request for a sealed batch.

    Raises:
        ActionRefused: the batch is not sealed, or was returned or cancelled.
    """
    batch = PaymentBatch.objects.select_for_update().get(pk=dossier)
    if batch.status not in REQUESTED:
        raise ActionRefused(_("批次封存后、未被退回或作废时，才能出具拨付申请。"))
    return papers.issue(
        kind=PAYMENT_REQUEST,
        number=f"{batch.number}-BF",
        about=batch.pk,
        holder=batch.title,
        content=payment_request(batch).as_content(),
        by=by,
    )


def withdraw_request(batch: PaymentBatch, *, by: User, reason: str) -> None:
    """Let the request for a batch that finance does not pay count no more."""
    papers.withdraw_of(PAYMENT_REQUEST, batch.pk, by=by, reason=reason)
