"""The lines of a batch that is being drawn up: written anew wherever they would say something else, never edited."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.payments.actions.steps import next_status, record_instalments
from subsidies.payments.chunks import chunks
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import LineCopy, line_copies
from subsidies.payments.queries.drafted import differing_lines
from subsidies.payments.queries.due import standings
from subsidies.payments.references import line_reference
from subsidies.payments.workflow import INSTALMENT, InstalmentStatus, LineStatus
from talent.accounts.models import User
from talent.bulk.inserting import insert_columns
from talent.bulk.keys import among
from talent.calendars import clock
from talent.encryption.columns import blind_indexes, seal_texts
from talent.jobs.progress import UNWATCHED, Progress
from talent.workflow.refusals import ActionRefused

UNTOUCHED = {"bank_reason": "", "answered_at": None, "refund_id": None}
"""What only the bank's answer, or a refund to the treasury, writes into a line."""
NAMED_AT_MOST = 5
"""How many people a refusal names before it only counts."""
LINES_AT_ONCE = 2_000


def take_instalments(batch: PaymentBatch, keys: Collection[UUID], *, by: User) -> None:
    """Move due instalments into the batch: row locks in key order, then compare and set.

    Raises:
        ActionRefused: one of them is no longer due, or something keeps it from being paid; then none is taken.
    """
    wanted = sorted(set(keys))
    after = next_status(INSTALMENT, "draw", InstalmentStatus.DUE, by=by)
    today = clock.today()
    for piece in chunks(wanted, LINES_AT_ONCE):
        due = lock_instalments(piece).count(InstalmentStatus.DUE)
        if due != len(piece):
            raise ActionRefused(
                _("所选明细中有 %(n)s 笔已列入其他批次或不再待发放，请刷新后重新选择。") % {"n": len(piece) - due}
            )
        refuse_blocked(blocked_among(piece, on=today))
        elsewhere = Instalment.objects.filter(pk__in=among(piece)).exclude(budget_line=batch.charged_to_id).count()
        if elsewhere:
            raise ActionRefused(
                _("所选明细中有 %(n)s 笔不在指标 %(number)s 列支，请按指标筛选后分别拟定。")
                % {"n": elsewhere, "number": batch.budget_line}
            )
        moved = Instalment.objects.filter(pk__in=among(piece), status=InstalmentStatus.DUE).update(status=after)
        if moved != len(piece):
            raise ActionRefused(_("所选明细刚刚被他人列入批次，请刷新后重新选择。"))
        record_instalments("drawn", piece, by=by, before=InstalmentStatus.DUE, after=after, batch=batch.number)


def free_instalments(
    batch: PaymentBatch, keys: Collection[UUID], *, by: User, reason: str = "", **detail: object
) -> None:
    """Give instalments of the batch back, so that another batch can pay them; ``detail`` goes into their events."""
    after = next_status(INSTALMENT, "free", InstalmentStatus.BATCHED, by=by)
    for piece in chunks(sorted(keys), LINES_AT_ONCE):
        held = Instalment.objects.filter(pk__in=among(piece), status=InstalmentStatus.BATCHED)
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
        words = {"n": len(blocked), "names": _("、").join(blocked[:NAMED_AT_MOST])}
        raise ActionRefused(_("有 %(n)s 笔暂不能发放：%(names)s。请移出后再办理。") % words)


def blocked_among(keys: Collection[UUID], *, on: dt.date) -> list[str]:
    """Each of these that something keeps from being paid on that day: the person's name with the reasons.

    One question is asked about all of them; only when the answer is not that all can be paid is each looked at.
    """
    chosen = Instalment.objects.filter(pk__in=among(keys))
    if chosen.payable(on).count() == len(keys):
        return []
    instalments = list(chosen.select_related("award__person").order_by("pk"))
    found = standings(instalments, on=on)
    return [
        f"{instalment.award.person.name}（{found[instalment.pk].words}）"
        for instalment in instalments
        if found[instalment.pk].reasons
    ]


def lock_instalments(keys: Collection[UUID]) -> list[str]:
    """The statuses of these instalments, their rows locked in key order until the transaction ends."""
    locked = Instalment.objects.select_for_update().filter(pk__in=among(keys)).order_by("pk")
    return list(locked.values_list("status", flat=True))


def lock_all(keys: Collection[UUID], *, progress: Progress = UNWATCHED) -> list[str]:
    """Lock these instalments in key order; who of them cannot be paid today, as ``blocked_among`` names them."""
    progress.stage("checking")
    blocked: list[str] = []
    today, done = clock.today(), 0
    for piece in chunks(sorted(keys), LINES_AT_ONCE):
        lock_instalments(piece)
        blocked += blocked_among(piece, on=today)
        done += len(piece)
        progress.at(done)
    return blocked


def write_lines(batch: PaymentBatch, keys: Collection[UUID], *, progress: Progress = UNWATCHED) -> None:
    """Write the lines of a draft anew for these instalments, copying payee, account, bank and amount of this moment."""
    batch.lines.all()._raw_delete(batch.lines.db)  # no return names a line of a draft, or the database would refuse
    copies = line_copies(keys, now=clock.now(), spec=batch.bank_template.form)
    written = 0
    for piece in chunks(copies, LINES_AT_ONCE):
        _insert_lines(batch, piece, range(written + 1, written + len(piece) + 1))
        written += len(piece)
        progress.at(written)


def renew_lines(batch: PaymentBatch, keys: Collection[UUID], *, progress: Progress = UNWATCHED) -> None:
    """Have the lines of a draft say what ``write_lines`` would write now.

    Every line is read again beside the live values. One that says exactly what a new copy would stays as it is, which
    is nearly always true of all; the others are written anew, and so are all where more than a few differ.
    """
    differing: dict[int, LineCopy] = {}
    count = 0
    for piece in chunks(line_copies(keys, now=clock.now(), spec=batch.bank_template.form), LINES_AT_ONCE):
        differing |= differing_lines(batch, piece, first=count + 1)
        if len(differing) > LINES_AT_ONCE:
            write_lines(batch, keys, progress=progress)
            return
        count += len(piece)
        progress.at(count)
    for sequences in chunks(differing):
        batch.lines.filter(sequence__in=sequences)._raw_delete(batch.lines.db)
    batch.lines.filter(sequence__gt=count)._raw_delete(batch.lines.db)
    if differing:
        _insert_lines(batch, list(differing.values()), list(differing))


def _insert_lines(batch: PaymentBatch, copies: Sequence[LineCopy], sequences: Sequence[int]) -> None:
    ids = [uuid.uuid4() for _ in copies]
    instalments, accounts, payees, numbers, _indexes, banks, amounts, versions, anomalies = zip(*copies, strict=True)
    insert_columns(
        PaymentLine,
        {
            "id": ids,
            "instalment_id": instalments,
            "sequence": sequences,
            "reference": [line_reference(batch.number, sequence) for sequence in sequences],
            "payee_name": payees,
            "account_number": seal_texts(PaymentLine, "account_number", ids, numbers),
            "account_index": blind_indexes(numbers, "bank_account"),
            "bank_name": banks,
            "bank_account_id": accounts,
            "amount_yuan": amounts,
            "policy_version": versions,
            "anomalies": anomalies,
        },
        same={"batch_id": batch.pk, "status": LineStatus.UNANSWERED, **UNTOUCHED},
    )


def instalments_of(batch: PaymentBatch) -> list[UUID]:
    """The instalments that the batch holds now."""
    return list(batch.lines.live().order_by("sequence").values_list("instalment_id", flat=True))
