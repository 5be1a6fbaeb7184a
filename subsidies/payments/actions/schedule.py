"""From an award to its instalments, and when each falls due."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Award
from subsidies.payments.actions.steps import next_status, record_instalments
from subsidies.payments.chunks import chunks
from subsidies.payments.models import Instalment
from subsidies.payments.queries.copies import living_version_of
from subsidies.payments.querysets import InstalmentQuerySet
from subsidies.payments.workflow import INSTALMENT, SENT_BACK, InstalmentStatus
from subsidies.policy.schedule import instalment_plan
from talent.audit import events as audit


def schedule_instalments() -> int:
    """Make the instalments of each living award that has none; returns for how many awards."""
    waiting = Award.objects.live().filter(benefit=Benefit.LIVING, instalments=None)
    return sum(_schedule(key) for key in list(waiting.values_list("pk", flat=True)))


def mark_due(*, on: dt.date) -> int:
    """Mark every scheduled instalment with ``due_on <= on`` as due; returns how many.

    By day reached and by marker, never by equality: a day on which the job did not run skips nobody.
    """
    return _move(Instalment.objects.falling_due(on), "fall_due", InstalmentStatus.SCHEDULED, "fell_due")


def free_corrected(*, person_id: UUID | None = None) -> int:
    """Let failed and reversed instalments be paid again whose person entered or re-confirmed an account since; returns
    how many."""
    corrected = Instalment.objects.corrected()
    if person_id is not None:
        corrected = corrected.filter(award__person=person_id)
    moves = [_move(corrected, "account_corrected", before, "account_corrected", paid_on=None) for before in SENT_BACK]
    return sum(moves)


@transaction.atomic
def _schedule(award_id: UUID) -> int:
    award = Award.objects.select_for_update().get(pk=award_id)
    if award.instalments.exists() or award.amount_yuan is None or award.revoked_at is not None:
        return 0
    plan = instalment_plan(award.amount_yuan, granted_on=award.granted_on, version=living_version_of(award))
    Instalment.objects.bulk_create(
        Instalment(
            award=award,
            sequence=part.sequence,
            due_on=part.due_on,
            amount_yuan=part.amount_yuan,
            budget_line_id=award.budget_line_id,
        )
        for part in plan
        if part.amount_yuan > 0
    )
    audit.record("award.scheduled", award, by=None, detail={"instalments": len(plan)})
    return 1


def _move(
    wanted: InstalmentQuerySet, action: str, before: InstalmentStatus, verb: str, **fields: dt.date | None
) -> int:
    """Take the instalments from one status to the next, some hundred in a transaction."""
    after = next_status(INSTALMENT, action, before, by=None)
    wanted = wanted.filter(status=before)
    moved = 0
    for piece in chunks(list(wanted.order_by("pk").values_list("pk", flat=True))):
        with transaction.atomic():
            locked = Instalment.objects.select_for_update().filter(pk__in=piece, status=before).order_by("pk")
            keys = list(locked.values_list("pk", flat=True))
            moved += Instalment.objects.filter(pk__in=keys, status=before).update(status=after, **fields)
            record_instalments(verb, keys, by=None, before=before, after=after)
    return moved
