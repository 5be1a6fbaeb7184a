"""The lines of a batch that is being drawn up: always written anew as a whole, never edited."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.payments.actions.steps import next_status, record_instalments
from subsidies.payments.chunks import chunks
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import line_copies
from subsidies.payments.queries.due import standings
from subsidies.payments.references import line_reference
from subsidies.payments.workflow import INSTALMENT, InstalmentStatus
from talent.accounts.models import User
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

NAMED_AT_MOST = 5
"""How many people a refusal names before it only counts."""


def take_instalments(batch: PaymentBatch, keys: Collection[UUID], *, by: User) -> None:
    """Move due instalments into the batch: row locks in key order, then compare and set.

    Raises:
        ActionRefused: one of them is no longer due, or something keeps it from being paid; then none is taken.
    """
    wanted = sorted(set(keys))
    after = next_status(INSTALMENT, "draw", InstalmentStatus.DUE, by=by)
    for piece in chunks(wanted):
        found = lock_instalments(piece)
        taken = sum(instalment.status != InstalmentStatus.DUE for instalment in found) + len(piece) - len(found)
        if taken:
            raise ActionRefused(_("所选明细中有 %(n)s 笔已列入其他批次或不再待发放，请刷新后重新选择。") % {"n": taken})
        refuse_blocked(blocked_among(found))
        elsewhere = sum(instalment.budget_line_id != batch.charged_to_id for instalment in found)
        if elsewhere:
            raise ActionRefused(
                _("所选明细中有 %(n)s 笔不在指标 %(number)s 列支，请按指标筛选后分别拟定。")
                % {"n": elsewhere, "number": batch.budget_line}
            )
        moved = Instalment.objects.filter(pk__in=piece, status=InstalmentStatus.DUE).update(status=after)
        if moved != len(piece):
            raise ActionRefused(_("所选明细刚刚被他人列入批次，请刷新后重新选择。"))
        record_instalments("drawn", piece, by=by, before=InstalmentStatus.DUE, after=after, batch=batch.number)


def free_instalments(
    batch: PaymentBatch, keys: Collection[UUID], *, by: User, reason: str = "", **detail: object
) -> None:
    """Give instalments of the batch back, so that another batch can pay them; ``detail`` goes into their events."""
    after = next_status(INSTALMENT, "free", InstalmentStatus.BATCHED, by=by)
    for piece in chunks(sorted(keys)):
        held = Instalment.objects.filter(pk__in=piece, status=InstalmentStatus.BATCHED)
        if held.update(status=after) != len(piece):
            raise ActionRefused(_("有明细的状态已变化，请刷新后再试。"))
        record_instalments(
            "freed",
            piece,
            by=by,
            before=InstalmentStatus.BATCHED,
            after=after,
            reason=reason,
            batch=batch.number,
            **detail,
        )


def refuse_blocked(blocked: list[str]) -> None:
    """Refuse when something keeps anybody from being paid.

    Raises:
        ActionRefused: says how many lines, and names the first few people with the reasons.
    """
    if blocked:
        words = {"n": len(blocked), "names": "、".join(blocked[:NAMED_AT_MOST])}
        raise ActionRefused(_("有 %(n)s 笔暂不能发放：%(names)s。请移出后再办理。") % words)


def blocked_among(instalments: list[Instalment]) -> list[str]:
    """Each of these that something keeps from being paid today: the person's name with the reasons."""
    found = standings(instalments, on=clock.today())
    return [
        f"{instalment.award.person.name}（{found[instalment.pk].words}）"
        for instalment in instalments
        if found[instalment.pk].reasons
    ]


def lock_instalments(keys: Collection[UUID]) -> list[Instalment]:
    """These instalments with their people, their rows locked in key order until the transaction ends."""
    locked = Instalment.objects.select_for_update(of=("self",)).select_related("award__person")
    return list(locked.filter(pk__in=keys).order_by("pk"))


def write_lines(batch: PaymentBatch, keys: Collection[UUID]) -> None:
    """Write the lines of a draft anew for these instalments, copying payee, account, bank and amount of this moment."""
    batch.lines.all().delete()
    copies = line_copies(keys, now=clock.now(), spec=batch.bank_template.form)
    lines = (
        PaymentLine(
            batch=batch,
            instalment_id=copy.instalment_id,
            sequence=sequence,
            reference=line_reference(batch.number, sequence),
            payee_name=copy.payee_name,
            account_number=copy.account_number,
            bank_name=copy.bank_name,
            bank_account_id=copy.bank_account_id,
            amount_yuan=copy.amount_yuan,
            policy_version=copy.policy_version,
            anomalies=list(copy.anomalies),
        )
        for sequence, copy in enumerate(copies, start=1)
    )
    for piece in chunks(lines, 1000):
        PaymentLine.objects.bulk_create(piece)


def instalments_of(batch: PaymentBatch) -> list[UUID]:
    """The instalments that the batch holds now."""
    return list(batch.lines.live().order_by("sequence").values_list("instalment_id", flat=True))
