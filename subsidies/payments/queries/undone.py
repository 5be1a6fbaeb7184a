"""Batches on which the worker did not do what it was asked to, and nobody has asked again since."""

from __future__ import annotations

from django.db.models import OuterRef, Q, Subquery

from subsidies.payments.kinds import COMMITTING, SEALING, ReturnStatus
from subsidies.payments.models import BankReturn
from subsidies.payments.querysets import PaymentBatchQuerySet
from subsidies.payments.workflow import BatchStatus
from talent.jobs.models import Job
from talent.jobs.querysets import JobQuerySet


def with_undone_work(batches: PaymentBatchQuerySet) -> PaymentBatchQuerySet:
    """Drafts that were not sealed although that was asked for, and batches with a return that was not entered."""
    unsealed = Q(status=BatchStatus.DRAFT, pk__in=_undone(SEALING).values("subject"))
    returns = BankReturn.objects.filter(status=ReturnStatus.PREVIEW, pk__in=_undone(COMMITTING).values("subject"))
    return batches.filter(unsealed | Q(pk__in=returns.order_by().values("batch")))


def _undone(kind: str) -> JobQuerySet:
    """The last word on each thing, where that is a refusal."""
    last = Job.objects.filter(kind=kind, subject=OuterRef("subject")).order_by("-requested_at", "pk")
    return Job.objects.filter(kind=kind, pk=Subquery(last.values("pk")[:1])).exclude(error="").order_by()
