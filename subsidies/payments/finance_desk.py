"""What waits at the finance bureau: how much, since when, and whether this officer may do it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from subsidies.payments.batch_pages import BATCH_KINDS
from subsidies.payments.filters import UNANSWERED
from subsidies.payments.kinds import ReturnStatus
from subsidies.payments.models import BankReturn, Instalment, PaymentBatch
from subsidies.payments.permissions import why_not
from subsidies.payments.waiting import receipts_waiting, returns_waiting
from subsidies.payments.workflow import BatchStatus
from talent.accounts.models import User
from talent.calendars import clock

STEPS = {BatchStatus.SEALED: "approve", BatchStatus.APPROVED: "release"}
MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Errand:
    """A batch that waits for the bureau: what is to be done with it, since when, and why not by this officer."""

    batch: PaymentBatch
    step: str
    since: dt.datetime | None
    kind: str
    why_not: str
    late: bool


@dataclass(slots=True)
class Pile:
    """The batches that wait for one step: how many, whole yuan, how many need somebody else, how many are late."""

    status: str
    label: str
    count: int = 0
    yuan: int = 0
    not_mine: int = 0
    late: int = 0

    def add(self, errand: Errand) -> None:
        """Count one batch in."""
        self.count += 1
        self.yuan += errand.batch.total_yuan
        self.not_mine += bool(errand.why_not)
        self.late += errand.late


def finance_desk(user: User) -> dict[str, Any]:
    """The piles and, the oldest first, the batches in them (nine queries for any number)."""
    piles = {
        BatchStatus.SEALED: Pile(BatchStatus.SEALED.value, _("待审核")),
        BatchStatus.APPROVED: Pile(BatchStatus.APPROVED.value, _("待放行")),
        BatchStatus.RELEASED: Pile(BatchStatus.RELEASED.value, _("待银行回盘")),
    }
    errands = _errands(user, list(piles))
    for errand in errands:
        piles[BatchStatus(errand.batch.status)].add(errand)
    late = sum(pile.late for pile in piles.values())
    return {
        "piles": list(piles.values()),
        "errands": sorted(errands, key=lambda errand: not errand.late)[:MOST_ROWS],
        "late": late,
        "late_query": f"?status={UNANSWERED}",
        "unfunded": Instalment.objects.unfunded().summed(),
        "waiting": [*returns_waiting(user, "finance"), *receipts_waiting(user)],
        "returns": list(unread_returns(user)[:MOST_ROWS]),
    }


def unread_returns(user: User) -> QuerySet[BankReturn]:
    """Returns that were uploaded and wait to be entered."""
    waiting = BankReturn.objects.visible_to(user).filter(status__in=[ReturnStatus.PREVIEW, ReturnStatus.QUARANTINED])
    return waiting.select_related("batch").order_by("uploaded_at")


def _errands(user: User, statuses: list[BatchStatus]) -> list[Errand]:
    batches = PaymentBatch.objects.visible_to(user)
    late = set(batches.unanswered(clock.today()).values_list("pk", flat=True))
    waiting = batches.filter(status__in=statuses).order_by("sealed_at", "number")
    unread = set(unread_returns(user).values_list("batch", flat=True))
    return [_errand(batch, user, late=batch.pk in late, unread=batch.pk in unread) for batch in waiting]


def _errand(batch: PaymentBatch, user: User, *, late: bool, unread: bool) -> Errand:
    status = BatchStatus(batch.status)
    words = {BatchStatus.SEALED: _("审核"), BatchStatus.APPROVED: _("放行"), BatchStatus.RELEASED: _("上传银行回盘")}
    since = {
        BatchStatus.SEALED: batch.sealed_at,
        BatchStatus.APPROVED: batch.approved_at,
        BatchStatus.RELEASED: batch.released_at,
    }
    refusal = why_not(batch, STEPS[status], user) if status in STEPS else ""
    step = _("确认银行回盘") if unread and status == BatchStatus.RELEASED else words[status]
    return Errand(batch, step, since[status], BATCH_KINDS[status], refusal, late)
