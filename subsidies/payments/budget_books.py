"""Whether budget lines say what really became of awards, batches and payments, recomputed from these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Sum

from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Award
from subsidies.budget.kinds import MOVES, SOURCES, Account, EntryKind
from subsidies.budget.models import BudgetEntry, BudgetLine
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.workflow import BACK, UNBATCHED, BatchStatus, InstalmentStatus, LineStatus

Sums = Counter[tuple[UUID, str]]
WITH_THE_BUREAU = (BatchStatus.SEALED, BatchStatus.RETURNED, BatchStatus.APPROVED)


def budget_differences() -> Iterator[str]:
    """One sentence in English for each line that its entries, or the payments, contradict."""
    yield from _entries()
    yield from _balances()
    for number in PaymentBatch.objects.filter(charged_to=None).exclude(sealed_at=None).values_list("number", flat=True):
        yield f"{number}: was sealed without a budget line"


def _entries() -> Iterator[str]:
    ways = {kind: {tuple(way), tuple(reversed(way))} for kind, way in MOVES.items()}
    odd = BudgetEntry.objects.order_by("pk").values_list("pk", "kind", "from_account", "to_account", "reverses")
    for key, kind, source, target, reverses in odd.iterator(5000):
        straight = (source, target) == MOVES[EntryKind(kind)]
        if (source, target) not in ways[EntryKind(kind)] or straight == bool(reverses):
            yield f"budget entry {key}: {kind} does not move money from {source} to {target}"
    moved = BudgetEntry.objects.moved()
    for line in BudgetLine.objects.order_by("fiscal_year", "document_number"):
        for account in Account:
            by_entries = moved.get((line.pk, account), 0) * (-1 if account in SOURCES else 1)
            if line.balance(account) != by_entries:
                yield f"{line}: {account} is {line.balance(account)}, its entries come to {by_entries}"
        if line.difference():
            yield f"{line}: does not balance by {line.difference()} yuan"


def _balances() -> Iterator[str]:
    found = _reserved() + _in_batches()
    for line in BudgetLine.objects.order_by("fiscal_year", "document_number"):
        stands = {
            Account.RESERVED: line.reserved_yuan,
            Account.COMMITTED: line.committed_yuan,
            Account.RELEASED: line.released_yuan,
            Account.PAID: line.paid_yuan + line.recovered_yuan,
            Account.REFUNDED: line.refunded_yuan,
        }
        for account, yuan in stands.items():
            if found[line.pk, account] != yuan:
                yield f"{line}: {account} is {yuan}, awards and payments come to {found[line.pk, account]}"


def _reserved() -> Sums:
    """What is granted and not sealed: unpaid instalments, drafts, and awards that have no instalments yet."""
    in_draft = PaymentLine.objects.live().filter(instalment=OuterRef("pk"), batch__status=BatchStatus.DRAFT)
    drafted = Q(Exists(in_draft), status=InstalmentStatus.BATCHED)
    waiting = Instalment.objects.filter(Q(status__in=UNBATCHED) | drafted).exclude(budget_line=None)
    sums: Sums = Counter()
    for line, yuan in waiting.order_by().values_list("budget_line").annotate(Sum("amount_yuan")):
        sums[line, Account.RESERVED] += yuan
    fresh = Award.objects.live().filter(benefit=Benefit.LIVING, instalments=None).exclude(budget_line=None)
    for line, yuan in fresh.order_by().values_list("budget_line").annotate(Sum("amount_yuan")):
        sums[line, Account.RESERVED] += yuan
    return sums


def _in_batches() -> Sums:
    """What is sealed, released and paid, by what the lines say."""
    unanswered = Q(status=LineStatus.UNANSWERED)
    places = {
        Account.COMMITTED: unanswered & Q(batch__status__in=WITH_THE_BUREAU),
        Account.RELEASED: unanswered & Q(batch__status__in=AT_THE_BANK),
        Account.PAID: Q(status__in=[LineStatus.PAID, LineStatus.PAID_TWICE]),
        # What came back after its year was closed went to the treasury.
        Account.REFUNDED: Q(status__in=BACK, answered_at__gte=F("batch__charged_to__closed_at")),
    }
    sums: Sums = Counter()
    set_off = Instalment.objects.filter(status=InstalmentStatus.SET_OFF).exclude(budget_line=None).order_by()
    for line, yuan in set_off.values_list("budget_line").annotate(Sum("amount_yuan")):
        sums[line, Account.PAID] += yuan
    for account, condition in places.items():
        lines = PaymentLine.objects.filter(condition).exclude(batch__charged_to=None).order_by()
        for line, yuan in lines.values_list("batch__charged_to").annotate(Sum("amount_yuan")):
            sums[line, account] += yuan
    return sums
