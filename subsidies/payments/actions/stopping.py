"""Instalments that are not paid any more: a part of the actions.

Whoever stops instalments locks their rows first, in the order of their keys, as drawing up and sealing do: so an
instalment is either stopped, or in a batch out of which it must be taken first.
"""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import gettext as _

from subsidies.applications.models import Award
from subsidies.payments.actions.recovery_ledger import free_money
from subsidies.payments.actions.steps import next_status, record_instalments
from subsidies.payments.kinds import StopCause
from subsidies.payments.models import Instalment, PaymentLine, Recovery
from subsidies.payments.workflow import INSTALMENT, UNBATCHED, InstalmentStatus
from talent.accounts.models import User
from talent.workflow.refusals import ActionRefused


def lock_award(award: Award) -> tuple[Award, list[Instalment]]:
    """The award and its instalments as they are now, locked until the transaction ends."""
    locked = Award.objects.select_for_update(of=("self",)).select_related("person", "decision").get(pk=award.pk)
    instalments = Instalment.objects.select_for_update().filter(award=locked).order_by("pk")
    return locked, list(instalments)


def stop_instalments(
    instalments: list[Instalment], *, cause: StopCause, by: User, reason: str, recovery: Recovery | None = None
) -> int:
    """Cancel those of the locked instalments that are still to be paid; returns how many.

    Raises:
        ActionRefused: one is in a batch; says which instalment and which batch.
    """
    _refuse_batched(instalments)
    unpaid = sorted((each for each in instalments if each.status in UNBATCHED), key=lambda each: each.status)
    for before, group in groupby(unpaid, key=lambda each: each.status):
        keys = [each.pk for each in group]
        after = next_status(INSTALMENT, "cancel", before, by=by)
        found = Instalment.objects.filter(pk__in=keys, status=before)
        if found.update(status=after, stop_cause=cause, stopped_by=recovery) != len(keys):
            raise ActionRefused(_("有分期的状态已变化，请刷新后再试。"))
        free_money(
            [each for each in unpaid if each.status == before],
            subject=recovery or unpaid[0].award,
            words=recovery.number if recovery else unpaid[0].award.decision.application.number,
            by=by,
        )
        record_instalments("cancelled", keys, by=by, before=before, after=after, reason=reason, cause=str(cause))
    return len(unpaid)


def stop_sent_back(instalment: Instalment, *, by: User, reason: str) -> None:
    """Pay a locked instalment no more that the bank sent back after its award had been revoked."""
    before = instalment.status
    instalment.status = next_status(INSTALMENT, "cancel", before, by=None)
    instalment.stop_cause = StopCause.AWARD_REVOKED
    instalment.save(update_fields=["status", "stop_cause"])
    free_money([instalment], subject=instalment.award, words=instalment.award.decision.application.number, by=by)
    cause = str(StopCause.AWARD_REVOKED)
    record_instalments(
        "cancelled", [instalment.pk], by=by, before=before, after=instalment.status, reason=reason, cause=cause
    )


def restore_instalments(recovery: Recovery, *, by: User, reason: str) -> int:
    """Let what a recovery stopped be paid after all, since the recovery is cancelled; returns how many."""
    locked = recovery.stopped.select_for_update().filter(status=InstalmentStatus.CANCELLED).order_by("pk")
    keys = list(locked.values_list("pk", flat=True))
    before = InstalmentStatus.CANCELLED
    after = next_status(INSTALMENT, "restore", before, by=by)
    Instalment.objects.filter(pk__in=keys, status=before).update(status=after, stop_cause="", stopped_by=None)
    record_instalments("restored", keys, by=by, before=before, after=after, reason=reason, recovery=recovery.number)
    return len(keys)


def _refuse_batched(instalments: list[Instalment]) -> None:
    batched = [each.pk for each in instalments if each.status == InstalmentStatus.BATCHED]
    line = PaymentLine.objects.live().filter(instalment__in=batched).select_related("batch", "instalment").first()
    if line is not None:
        words = {
            "sequence": line.instalment.sequence,
            "batch": line.batch.number,
            "status": line.batch.get_status_display(),
        }
        raise ActionRefused(
            _(
                "第 %(sequence)s 期已列入批次 %(batch)s（%(status)s）。未放行的，请先把这笔移出批次或取消批次；"
                "已放行的，请等银行回盘后再办理。"
            )
            % words
        )
