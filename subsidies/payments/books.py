"""Everything that must always hold about payments, recomputed from the database and the disk."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.models import Count, F, Q, Sum

from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Award
from subsidies.payments import content_guard, release_manifest
from subsidies.payments.budget_books import budget_differences
from subsidies.payments.exports.kept_files import digest_and_size, path_of
from subsidies.payments.exports.unknown_files import unknown_bank_files
from subsidies.payments.kinds import ReturnRowResult, ReturnStatus
from subsidies.payments.manifest import digest_of
from subsidies.payments.models import BankReturnRow, BatchFile, Instalment, PaymentBatch, PaymentLine, TreasuryRefund
from subsidies.payments.queries.balance import ANSWERED, balance_of
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.recovery_books import recovery_differences
from subsidies.payments.workflow import BACK, BatchStatus, InstalmentStatus, LineStatus

NOT_PAID = (InstalmentStatus.SCHEDULED, InstalmentStatus.DUE, InstalmentStatus.CANCELLED, InstalmentStatus.SET_OFF)
"""Statuses in which no line of an instalment pays it."""


def differences() -> Iterator[str]:
    """One sentence in English for each thing that is not as it must be; nothing when all is well."""
    for trigger in content_guard.missing(connection):
        yield f"trigger {trigger}: is absent, so sealed content could be changed"
    yield from _sealed_batches()
    yield from _files()
    yield from release_manifest.chain_differences()
    yield from _lines_and_instalments()
    yield from _exceptions_and_refunds()
    yield from _awards()
    yield from budget_differences()
    yield from recovery_differences()


def _sealed_batches() -> Iterator[str]:
    for batch in PaymentBatch.objects.exclude(sealed_at=None).order_by("number"):
        if digest_of(batch) != batch.digest:
            yield f"{batch.number}: the lines are not what was sealed"
        totals = batch.lines.aggregate(count=Count("pk"), yuan=Sum("amount_yuan", default=0))
        found, sealed = (totals["count"], totals["yuan"]), (batch.line_count, batch.total_yuan)
        if found != sealed:
            yield f"{batch.number}: {found[0]} lines of {found[1]} yuan, sealed were {sealed[0]} of {sealed[1]}"
        for difference in balance_of(batch).differences():
            yield f"{batch.number}: does not balance: {difference}"
        yield from _statuses(batch)


def _statuses(batch: PaymentBatch) -> Iterator[str]:
    by_status = batch.lines.count_and_yuan()
    answered = set(ANSWERED) & by_status.keys()
    if answered and batch.status not in AT_THE_BANK:
        yield f"{batch.number}: has answered lines although it was not released"
    if (LineStatus.CANCELLED in by_status) != (batch.status == BatchStatus.CANCELLED):
        yield f"{batch.number}: cancelled lines and status {batch.status} contradict each other"
    if (batch.status == BatchStatus.SETTLED) and LineStatus.UNANSWERED in by_status:
        yield f"{batch.number}: settled with unanswered lines"


def _files() -> Iterator[str]:
    for file in BatchFile.objects.select_related("batch").order_by("storage_name"):
        try:
            intact = digest_and_size(path_of(file.storage_name)) == (file.sha256, file.size)
        except OSError:
            intact = False
        if not intact:
            yield f"{file.storage_name}: the file is gone or altered"
    for name in unknown_bank_files():
        yield f"{name}: the file is of a release that the database does not know"


def _lines_and_instalments() -> Iterator[str]:
    twice = PaymentLine.objects.live().order_by().values("instalment").annotate(n=Count("pk")).filter(n__gt=1)
    for key in twice.values_list("instalment", flat=True):
        yield f"instalment {key}: more than one live line"
    counted = Instalment.objects.annotate(
        open=Count("lines", filter=Q(lines__status=LineStatus.UNANSWERED)),
        paid=Count("lines", filter=Q(lines__status=LineStatus.PAID)),
        back=Count("lines", filter=Q(lines__status__in=BACK)),
    )
    wrong = counted.exclude(
        Q(status=InstalmentStatus.BATCHED, open=1, paid=0)
        | Q(status=InstalmentStatus.PAID, open=0, paid=1)
        | Q(status__in=[InstalmentStatus.FAILED, InstalmentStatus.REVERSED], open=0, paid=0, back__gt=0)
        | Q(status__in=NOT_PAID, open=0, paid=0)
    )
    for key, status in wrong.values_list("pk", "status"):
        yield f"instalment {key}: is {status}, which its lines contradict"
    differing = PaymentLine.objects.exclude(amount_yuan=F("instalment__amount_yuan"))
    for reference in differing.values_list("reference", flat=True):
        yield f"{reference}: pays another amount than its instalment"


def _exceptions_and_refunds() -> Iterator[str]:
    apart = BankReturnRow.objects.filter(result=ReturnRowResult.EXCEPTION, bank_return__status=ReturnStatus.COMMITTED)
    for key in apart.filter(exception=None).values_list("pk", flat=True):
        yield f"return row {key}: was set apart, and nobody is asked to clear it up"
    for key in (
        BankReturnRow.objects.exclude(exception=None).exclude(pk__in=apart.values("pk")).values_list("pk", flat=True)
    ):
        yield f"return row {key}: has an exception although it was not set apart"
    sums = TreasuryRefund.objects.annotate(found=Count("lines"), yuan=Sum("lines__amount_yuan", default=0))
    wrong = sums.exclude(found=F("line_count"), yuan=F("total_yuan"))
    for key in wrong.values_list("pk", flat=True):
        yield f"refund {key}: its lines are not what it says"
    twice = PaymentLine.objects.filter(status=LineStatus.PAID_TWICE).annotate(all=Count("instalment__lines"))
    for reference in (
        twice.filter(all=1).exclude(instalment__status=InstalmentStatus.SET_OFF).values_list("reference", flat=True)
    ):
        yield f"{reference}: is paid twice, and the only line of its instalment"


def _awards() -> Iterator[str]:
    scheduled = Award.objects.filter(benefit=Benefit.LIVING).exclude(instalments=None)
    sums = scheduled.annotate(sum_yuan=Sum("instalments__amount_yuan"))
    for key, yuan, award_yuan in sums.exclude(sum_yuan=F("amount_yuan")).values_list("pk", "sum_yuan", "amount_yuan"):
        yield f"award {key}: instalments sum to {yuan}, the award is {award_yuan}"
