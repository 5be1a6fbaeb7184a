"""A bank's return: read and shown first, then committed once; a row that fits nothing is shown, never dropped."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.exceptions import open_exceptions
from subsidies.payments.actions.steps import (
    line_moved,
    locked_batch,
    next_status,
    record_instalments,
    refuse_own_payment,
    settle,
)
from subsidies.payments.chunks import chunks
from subsidies.payments.imports.bank_return import read_return
from subsidies.payments.kinds import ReturnRowResult, ReturnStatus
from subsidies.payments.matching import Match
from subsidies.payments.models import BankReturn, BankReturnRow, Instalment, PaymentBatch, PaymentLine, ReleaseManifest
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.release_manifest import problem_with
from subsidies.payments.return_checks import match_with, row_of, second_person_wanted, unusual_in
from subsidies.payments.workflow import (
    BANK_RETURN,
    INSTALMENT,
    PAYMENT_LINE,
    InstalmentStatus,
    LineStatus,
)
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of, refuse_same_person
from talent.audit import events as audit
from talent.audit.sensitive import redact
from talent.calendars import clock
from talent.notifications.outbox import enqueue
from talent.workflow.refusals import ActionRefused

ACTIONS = {ReturnRowResult.PAID: "pay", ReturnRowResult.FAILED: "fail"}


@transaction.atomic
def upload_return(batch: PaymentBatch, *, by: User, pk: UUID, file_name: str, content: bytes) -> BankReturn:
    """Read a bank's return for a released batch and keep it as a preview; no line changes.

    ``pk`` comes with the form. The same bytes again for the same batch give the return that they made.

    Raises:
        ActionRefused: the file cannot be read (says the cell), is of another batch, or the batch is not at the bank.
    """
    _refuse_outsider(by)
    read = read_return(content, file_name=file_name)
    batch = locked_batch(batch)
    if batch.status not in AT_THE_BANK:
        raise ActionRefused(_("批次 %(number)s 尚未放行，不会有银行回盘。") % {"number": batch.number})
    _refuse_broken_manifest(batch)
    sha256 = hashlib.sha256(content).hexdigest()
    known = batch.returns.exclude(status=ReturnStatus.DISCARDED).filter(sha256=sha256).first()
    if known is not None:
        return known
    if BankReturn.objects.filter(pk=pk).exists():
        raise ActionRefused(_("这个页面已经上传过一个文件。请重新打开上传页面，再选择现在这个文件。"))
    found = match_with(batch, read)
    bank_return = BankReturn.objects.create(
        pk=pk,
        batch=batch,
        file_name=redact(file_name[-200:]),
        sha256=sha256,
        uploaded_by=by,
        uploaded_person=natural_person_of(by),
        uploaded_at=clock.now(),
        unusual=[code.value for code in unusual_in(found, read.contradiction)],
    )
    for piece in chunks(zip(read.rows, found, strict=True), 1000):
        BankReturnRow.objects.bulk_create(row_of(bank_return, match, row, read.sheet) for row, match in piece)
    audit.record("bank_return.uploaded", bank_return, by=by, detail={"batch": batch.number, **_counts(found)})
    _set_aside(bank_return, read.contradiction, by=by)
    return bank_return


@transaction.atomic
def commit_return(bank_return: BankReturn, *, by: User) -> BankReturn:
    """Enter a previewed return: lines and instalments become paid or failed, and the batch settled when all answered.

    Committing twice changes nothing. People are told after commit.

    Raises:
        ActionRefused: a line was answered by another return since the preview; nothing is entered.
        DutiesNotSeparated: the batch pays the very officer who would enter the return, or anything about it is unusual
            and the officer is the one who uploaded it.
    """
    batch = locked_batch(bank_return.batch)
    bank_return = BankReturn.objects.select_for_update().get(pk=bank_return.pk)
    if bank_return.status == ReturnStatus.COMMITTED:
        return bank_return
    before, bank_return.status = bank_return.status, next_status(BANK_RETURN, "commit", bank_return.status, by=by)
    person = refuse_own_payment(batch, by)
    if bank_return.needs_second:
        refuse_same_person(by, bank_return.uploaded_person, message=second_person_wanted(bank_return))
    bank_return.committed_by, bank_return.committed_person, bank_return.committed_at = by, person, clock.now()
    bank_return.save()
    answers: dict[tuple[str, str, dt.date | None], list[UUID]] = defaultdict(list)
    rows = bank_return.rows.filter(result__in=ACTIONS, line__isnull=False).order_by("row_number")
    for result, reason, paid_on, line in rows.values_list("result", "bank_reason", "paid_on", "line_id"):
        answers[result, reason, paid_on].append(line)
    for (result, reason, paid_on), keys in answers.items():
        _answer(batch, keys, ReturnRowResult(result), reason, paid_on or clock.today(), by=by)
    audit.record(
        "bank_return.committed",
        bank_return,
        by=by,
        from_status=before,
        to_status=bank_return.status,
        detail={
            "batch": batch.number,
            "answered": sum(len(keys) for keys in answers.values()),
            "exceptions": open_exceptions(bank_return),
        },
    )
    settle(batch, by=by)
    enqueue("subsidies.payments.tasks.tell_payees", return_id=bank_return.pk)
    return bank_return


@transaction.atomic
def discard_return(bank_return: BankReturn, *, by: User) -> BankReturn:
    """Put a preview aside without entering anything; the same file may then be uploaded again."""
    bank_return = BankReturn.objects.select_for_update().get(pk=bank_return.pk)
    before, bank_return.status = bank_return.status, next_status(BANK_RETURN, "discard", bank_return.status, by=by)
    bank_return.save(update_fields=["status"])
    audit.record("bank_return.discarded", bank_return, by=by, from_status=before, to_status=bank_return.status)
    return bank_return


@transaction.atomic
def accept_return(bank_return: BankReturn, *, by: User, reason: str) -> BankReturn:
    """Somebody else than the uploader accepts the rows of a return whose own totals contradict them.

    Raises:
        DutiesNotSeparated: it is the uploader, or the batch pays the very officer.
        ActionRefused: no reason is given.
    """
    batch = locked_batch(bank_return.batch)
    bank_return = BankReturn.objects.select_for_update().get(pk=bank_return.pk)
    before, bank_return.status = bank_return.status, next_status(BANK_RETURN, "accept", bank_return.status, by=by)
    if not reason.strip():
        raise ActionRefused(_("请写明与银行核实的情况。"))
    refuse_own_payment(batch, by)
    message = _("这份回盘是您上传的，合计不符须由另一名人员认可。")
    bank_return.accepted_person = refuse_same_person(by, bank_return.uploaded_person, message=message)
    bank_return.accepted_by, bank_return.accepted_at, bank_return.accept_reason = by, clock.now(), reason.strip()
    bank_return.save()
    audit.record(
        "bank_return.accepted", bank_return, by=by, from_status=before, to_status=bank_return.status, reason=reason
    )
    return bank_return


def _set_aside(bank_return: BankReturn, contradiction: str, *, by: User) -> None:
    """Whether a second person is wanted; a return whose totals contradict its rows waits until one accepts it."""
    bank_return.needs_second = bool(bank_return.unusual)
    bank_return.contradiction = contradiction
    if contradiction:
        before = bank_return.status
        bank_return.status = next_status(BANK_RETURN, "quarantine", before, by=by)
        audit.record("bank_return.quarantined", bank_return, by=by, from_status=before, to_status=bank_return.status)
    bank_return.save(update_fields=["status", "needs_second", "contradiction"])


def _answer(
    batch: PaymentBatch, keys: list[UUID], result: ReturnRowResult, reason: str, day: dt.date, *, by: User
) -> None:
    """Compare and set: every one of these lines is still unanswered, and its instalment still in the batch."""
    line_after = next_status(PAYMENT_LINE, ACTIONS[result], LineStatus.UNANSWERED, by=by)
    after = InstalmentStatus(next_status(INSTALMENT, ACTIONS[result], InstalmentStatus.BATCHED, by=by))
    for piece in chunks(sorted(keys)):
        lines = PaymentLine.objects.filter(pk__in=piece, batch=batch)
        accounts = dict(lines.values_list("instalment_id", "bank_account_id"))
        moved = lines.unanswered().update(status=line_after, bank_reason=reason, answered_at=clock.now())
        held = Instalment.objects.filter(pk__in=accounts, status=InstalmentStatus.BATCHED)
        if after == InstalmentStatus.PAID:
            changed = held.update(status=after, paid_on=day, failed_account=None)
        else:
            changed = sum(held.filter(pk=key).update(status=after, failed_account=accounts[key]) for key in accounts)
        if not moved == changed == len(piece):
            raise ActionRefused(_("预览之后又有别的回盘入账。请放弃本次预览，重新上传这个文件。"))
        told = {"batch": batch.number, **line_moved(line_after)}
        before = InstalmentStatus.BATCHED
        record_instalments(after.value, accounts, by=by, before=before, after=after, reason=reason, **told)


def _refuse_outsider(by: User) -> None:
    if not by.has_role(Role.FINANCE_OFFICER, Role.REVIEWER):
        raise ActionRefused(_("您的角色不能办理银行回盘。"))


def _counts(matches: list[Match]) -> dict[str, int]:
    return {result.value: sum(match.result == result for match in matches) for result in ReturnRowResult}


def _refuse_broken_manifest(batch: PaymentBatch) -> None:
    """Nothing is entered against a batch that is not what was signed at its release."""
    manifest = ReleaseManifest.objects.filter(batch=batch).first()
    if manifest is not None and (problem := problem_with(manifest)):
        raise ActionRefused(_("%(problem)s回盘没有导入，请联系系统管理员和审计人员。") % {"problem": problem})
