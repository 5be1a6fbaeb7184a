"""Money that is out twice, for whoever claims it back."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from subsidies.payments.models import PaymentLine, Recovery, RecoveryItem
from subsidies.payments.querysets import PaymentLineQuerySet
from subsidies.payments.workflow import LineStatus


def lines_paid_twice() -> PaymentLineQuerySet:
    """Lines whose money reached the person besides that of their replacement, claimed back or not."""
    twice = PaymentLine.objects.filter(status=LineStatus.PAID_TWICE)
    return twice.select_related("batch", "instalment__award__person")


def lines_paid_twice_and_unclaimed() -> PaymentLineQuerySet:
    """Those that no recovery claims back yet; the one that waits longest first."""
    claimed = RecoveryItem.objects.standing().filter(line=OuterRef("pk"))
    return lines_paid_twice().filter(~Exists(claimed)).order_by("answered_at", "pk")


def beside_twice(line: PaymentLine | None) -> bool:
    """Whether another payment of the same instalment was made twice, recovered or not."""
    return line is not None and lines_paid_twice().filter(instalment=line.instalment_id).exclude(pk=line.pk).exists()


def claim_of(line: PaymentLine) -> Recovery | None:
    """The recovery that claims a payment back, if one stands."""
    item = RecoveryItem.objects.standing().filter(line=line).select_related("recovery").first()
    return item.recovery if item else None
