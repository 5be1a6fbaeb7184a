"""Money that is out twice, for whoever claims it back."""

from __future__ import annotations

from subsidies.payments.models import PaymentLine
from subsidies.payments.querysets import PaymentLineQuerySet
from subsidies.payments.workflow import LineStatus


def lines_paid_twice_and_unclaimed() -> PaymentLineQuerySet:
    """Lines whose money reached the person besides that of their replacement, and is not claimed back yet.

    Whoever builds the claims leaves out here what has one.
    """
    twice = PaymentLine.objects.filter(status=LineStatus.PAID_TWICE)
    return twice.select_related("batch", "instalment__award__person").order_by("answered_at", "pk")
