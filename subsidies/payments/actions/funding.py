"""Money for instalments that lost theirs: a payment that failed after its year was closed, or went to the treasury."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from subsidies.budget.actions import BudgetExceeded, reserve
from subsidies.budget.kinds import EntryKind, Programme
from subsidies.payments.models import Instalment


def fund_instalments(*, on: dt.date) -> int:
    """Set money aside for what has none, the longest due first, until the year's lines hold no more; returns how many.

    Nobody is passed over for a smaller sum: who waits longest is served first.
    """
    funded = 0
    for key in list(Instalment.objects.unfunded().values_list("pk", flat=True)):
        try:
            funded += _fund(key, on=on)
        except BudgetExceeded:
            break
    return funded


@transaction.atomic
def _fund(key: UUID, *, on: dt.date) -> int:
    found = Instalment.objects.unfunded().select_for_update(of=("self",)).filter(pk=key).first()
    if found is None:
        return 0
    case = found.award.decision.application.number
    found.budget_line = reserve(
        Programme.LIVING, found.amount_yuan, on=on, subject=found, words=case, kind=EntryKind.FUND
    )
    found.save(update_fields=["budget_line"])
    return 1
