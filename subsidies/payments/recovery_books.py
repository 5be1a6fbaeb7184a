"""What must always hold about recoveries and revoked awards, recomputed from the database: a part of the books."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Award, LivingTotal
from subsidies.payments.kinds import ProposalKind
from subsidies.payments.models import Instalment, Recovery, RecoveryItem, RecoveryProposal, RecoveryReceipt
from subsidies.payments.recovery_querysets import OPEN
from subsidies.payments.workflow import RECEIVED, InstalmentStatus, LineStatus, RecoveryStatus, RevocationStatus


def recovery_differences() -> Iterator[str]:
    """One sentence in English for each thing that is not as it must be; nothing when all is well."""
    yield from _items()
    yield from _totals()
    yield from _set_off_instalments()
    yield from _revoked_awards()
    yield from _living_totals()


def _items() -> Iterator[str]:
    """Nothing is taken back twice, and nothing that was not paid."""
    standing = RecoveryItem.objects.standing().order_by()
    for (key, line), taken in _sums(standing, "instalment", "line").items():
        paid = RecoveryItem.objects.filter(instalment=key, line=line).values_list("paid_yuan", flat=True).first() or 0
        if taken > paid:
            yield f"instalment {key}: {taken} yuan taken back of {paid}"
    own = standing.filter(line=None, amount_yuan__gt=0)
    unpaid = own.exclude(instalment__status__in=RECEIVED) | own.exclude(paid_yuan=F("instalment__amount_yuan"))
    for key in unpaid.values_list("pk", flat=True):
        yield f"item {key}: its instalment was not paid so"
    other = standing.filter(line__isnull=False).exclude(paid_yuan=F("line__amount_yuan"))
    for key in other.values_list("pk", flat=True):
        yield f"item {key}: its line paid another amount"
    claimed = standing.filter(line__isnull=False).exclude(recovery__status=RecoveryStatus.WRITTEN_OFF)
    for key in claimed.exclude(line__status=LineStatus.PAID_TWICE).values_list("pk", flat=True):
        yield f"item {key}: its line was not paid twice"
    closed = Q(is_open=True) & ~Q(recovery__status__in=OPEN) | Q(is_open=False, recovery__status__in=OPEN)
    for key in RecoveryItem.objects.filter(closed).values_list("pk", flat=True):
        yield f"item {key}: open or not against its recovery"


def _totals() -> Iterator[str]:
    """The totals in a recovery's row are the sums of its rows."""
    items = _sums(RecoveryItem.objects.order_by(), "recovery")
    paid = _sums(RecoveryItem.objects.order_by(), "recovery", of="paid_yuan")
    received = _sums(RecoveryReceipt.objects.counting().order_by(), "recovery")
    set_off = _sums(RecoveryProposal.objects.agreed().filter(kind=ProposalKind.SET_OFF).order_by(), "recovery")
    written_off = _sums(RecoveryProposal.objects.agreed().filter(kind=ProposalKind.WRITE_OFF).order_by(), "recovery")
    for recovery in Recovery.objects.order_by("number").iterator(2000):
        key = (recovery.pk,)
        stored = {
            "paid": (recovery.paid_yuan, paid),
            "owed": (recovery.owed_yuan, items),
            "received": (recovery.received_yuan, received),
            "set off": (recovery.set_off_yuan, set_off),
            "written off": (recovery.written_off_yuan, written_off),
        }
        for name, (yuan, sums) in stored.items():
            if yuan != sums.get(key, 0):
                yield f"{recovery.number}: {yuan} yuan {name}, its rows come to {sums.get(key, 0)}"
    yield from _reversals()


def _reversals() -> Iterator[str]:
    """Whatever was taken back has its entry of the same amount, and the other way round."""
    entries = RecoveryReceipt.objects.annotate(reversals=Count("reversal"))
    wrong = entries.filter(
        Q(reversed_at=None, reversals__gt=0) | Q(reversed_at__isnull=False, reversals=0)
    ) | entries.filter(reverses__isnull=False).exclude(amount_yuan=F("reverses__amount_yuan"))
    for key in wrong.values_list("pk", flat=True):
        yield f"receipt {key}: and its reversal contradict each other"


def _set_off_instalments() -> Iterator[str]:
    """An instalment is set off exactly where two people agreed on it."""
    agreed = RecoveryProposal.objects.agreed().filter(kind=ProposalKind.SET_OFF)
    settled = set(agreed.filter(amount_yuan=F("instalment__amount_yuan")).values_list("instalment", flat=True))
    found = set(Instalment.objects.filter(status=InstalmentStatus.SET_OFF).values_list("pk", flat=True))
    for key in sorted(settled ^ found, key=str):
        yield f"instalment {key}: its status and the agreed set-off contradict each other"


def _revoked_awards() -> Iterator[str]:
    """Nothing more is paid of a revoked award, and two people revoked it."""
    going_out = Instalment.objects.unpaid().exclude(award__revoked_at=None)
    for key in going_out.values_list("pk", flat=True):
        yield f"instalment {key}: is still to be paid although its award is revoked"
    confirmed = Q(revocations__status=RevocationStatus.CONFIRMED)
    counted = Award.objects.annotate(decisions_on_it=Count("revocations", filter=confirmed))
    wrong = counted.filter(Q(revoked_at=None, decisions_on_it__gt=0) | Q(revoked_at__isnull=False, decisions_on_it=0))
    for key in wrong.values_list("pk", flat=True):
        yield f"award {key}: revoked or not against its revocation"


def _living_totals() -> Iterator[str]:
    """A person's total is the sum of the awards that count."""
    live = Award.objects.live().filter(benefit=Benefit.LIVING).order_by()
    sums = dict(live.values_list("person").annotate(Sum("amount_yuan")))
    totals = dict(LivingTotal.objects.values_list("person", "granted_yuan"))
    for person in sorted(sums.keys() | totals.keys(), key=str):
        if sums.get(person, 0) != totals.get(person, 0):
            yield f"person {person}: total {totals.get(person, 0)} yuan, live awards {sums.get(person, 0)}"


def _sums(rows: QuerySet[Any, Any], *by: str, of: str = "amount_yuan") -> dict[tuple[Any, ...], int]:
    return {tuple(row[:-1]): row[-1] or 0 for row in rows.values_list(*by).annotate(Sum(of))}
