"""For ``Exists``: why an instalment of the outer query may be paid already although no line of it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import OuterRef, QuerySet

from subsidies.payments.querysets_of_exceptions import ReturnExceptionQuerySet

if TYPE_CHECKING:
    from subsidies.payments.models import PaymentLine, ReturnException


def perhaps_paid(instalment: str) -> QuerySet[ReturnException]:
    """An unresolved late success of it."""
    unresolved = ReturnExceptionQuerySet(apps.get_model("payments", "ReturnException"))
    return unresolved.perhaps_paid(instalment)


def kept_twice(instalment: str) -> QuerySet[PaymentLine]:
    """A line of it that was paid twice and not recovered: should nothing else pay it, this one has."""
    lines: QuerySet[PaymentLine] = apps.get_model("payments", "PaymentLine").objects.kept_twice()
    return lines.filter(instalment=OuterRef(instalment))
