"""What every action of the payment desk does the same way: ask the table, lock the row, leave an event."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.payments.models import Instalment, PaymentBatch
from subsidies.payments.workflow import PAYMENT_BATCH, BatchStatus, LineStatus
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import SYSTEM
from talent.accounts.separation import DutiesNotSeparated, natural_person_of
from talent.audit import events as audit
from talent.audit.bulk import record_each
from talent.jobs.models import Job
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import WorkflowTable


def next_status(table: WorkflowTable, action: str, status: str, *, by: User | None) -> str:
    """The status after an action, when the table allows it to ``by`` (None: the portal itself).

    Raises:
        TransitionRefused: not from this status.
        ActionRefused: not by this role.
    """
    target = table.target(action, status)
    roles = {role for row in table.actions_from(status) if row.action == action for role in row.roles}
    if not (SYSTEM in roles if by is None else by.has_role(*roles)):
        raise ActionRefused(_("您的角色不能办理“%(action)s”。") % {"action": table.action_label(action)})
    return target


def locked_batch(batch: PaymentBatch) -> PaymentBatch:
    """The batch as it is now, its row locked until the transaction ends."""
    return PaymentBatch.objects.select_for_update().get(pk=batch.pk)


def refuse_underway(kind: str, subject: UUID, *, besides: Job | None = None) -> None:
    """Let nobody change what the worker is at: asked before the lock, so that the answer comes at once, and under it.

    Args:
        besides: the job that asks, where one does.

    Raises:
        ActionRefused: a job about it waits or is being done.
    """
    others = Job.objects.about(kind, subject).underway()
    if (others if besides is None else others.exclude(pk=besides.pk)).exists():
        raise ActionRefused(_("后台正在办理，完成之前不能再作其他操作。请稍后刷新页面查看结果。"))


def refuse_own_payment(batch: PaymentBatch, by: User) -> NaturalPerson:
    """The natural person of a staff member whom the batch does not pay.

    Raises:
        DutiesNotSeparated: a line pays that very person, or the account is bound to nobody.
    """
    person = natural_person_of(by)
    if batch.lines.of_person_behind(by).exists():
        raise DutiesNotSeparated(_("本批次有发给您本人的款项，按回避规定不能由您办理。"))
    return person


def record_batch(verb: str, batch: PaymentBatch, before: str, *, by: User, reason: str = "", **detail: object) -> None:
    """The event of a batch's new status."""
    audit.record(
        f"batch.{verb}",
        batch,
        by=by,
        from_status=before,
        to_status=batch.status,
        reason=reason,
        detail={"number": batch.number, **detail},
    )


def line_moved(after: str, *, before: str = LineStatus.UNANSWERED) -> dict[str, str]:
    """What the event of an instalment says of its line in the batch: a line has no event of its own."""
    return {"line_before": before, "line_after": after}


def settle(batch: PaymentBatch, *, by: User) -> None:
    """The batch, its row locked, is settled once the bank has answered every line."""
    if batch.status == BatchStatus.RELEASED and not batch.lines.unanswered().exists():
        before, batch.status = batch.status, next_status(PAYMENT_BATCH, "settle", batch.status, by=by)
        batch.save(update_fields=["status"])
        record_batch("settled", batch, before, by=by)


def record_instalments(
    verb: str,
    instalments: Iterable[UUID],
    *,
    by: User | None,
    before: str,
    after: str,
    reason: str = "",
    **detail: object,
) -> None:
    """One event for each instalment whose status changed from ``before`` to ``after``."""
    record_each(
        f"instalment.{verb}",
        Instalment,
        instalments,
        by=by,
        from_status=before,
        to_status=after,
        reason=reason,
        detail=detail,
    )
