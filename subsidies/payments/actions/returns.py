"""A bank's return that was uploaded and shown: committed once, accepted by a second person, or put aside."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.answering import enter_answers
from subsidies.payments.actions.exceptions import open_exceptions
from subsidies.payments.actions.ledger import post_answers
from subsidies.payments.actions.steps import (
    locked_batch,
    next_status,
    refuse_own_payment,
    refuse_underway,
    settle,
)
from subsidies.payments.kinds import COMMITTING, ReturnStatus
from subsidies.payments.models import BankReturn
from subsidies.payments.return_checks import second_person_wanted
from subsidies.payments.workflow import BANK_RETURN
from talent.accounts.models import User
from talent.accounts.separation import refuse_same_person
from talent.audit import events as audit
from talent.calendars import clock
from talent.jobs.models import Job
from talent.jobs.progress import UNWATCHED, Progress
from talent.notifications.outbox import enqueue
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def commit_return(
    bank_return: BankReturn, *, by: User, progress: Progress = UNWATCHED, job: Job | None = None
) -> BankReturn:
    """Enter a previewed return: lines and instalments become paid or failed, and the batch settled when all answered.

    Committing twice changes nothing. People are told after commit.

    Raises:
        ActionRefused: a line was answered by another return since the preview; nothing is entered.
        DutiesNotSeparated: the batch pays the very officer who would enter the return, or anything about it is unusual
            and the officer is the one who uploaded it.
    """
    refuse_underway(COMMITTING, bank_return.pk, besides=job)
    batch = locked_batch(bank_return.batch)
    bank_return = BankReturn.objects.select_for_update().get(pk=bank_return.pk)
    refuse_underway(COMMITTING, bank_return.pk, besides=job)
    if bank_return.status == ReturnStatus.COMMITTED:
        return bank_return
    before, bank_return.status = bank_return.status, next_status(BANK_RETURN, "commit", bank_return.status, by=by)
    person = refuse_own_payment(batch, by)
    refuse_uploader(bank_return, by=by)
    bank_return.committed_by, bank_return.committed_person, bank_return.committed_at = by, person, clock.now()
    bank_return.save()
    answered = enter_answers(batch, bank_return, by=by, progress=progress)
    post_answers(batch, bank_return, by=by)
    audit.record(
        "bank_return.committed",
        bank_return,
        by=by,
        from_status=before,
        to_status=bank_return.status,
        detail={
            "batch": batch.number,
            "answered": answered,
            "exceptions": open_exceptions(bank_return),
        },
    )
    settle(batch, by=by)
    enqueue("subsidies.payments.tasks.tell_payees", return_id=bank_return.pk)
    return bank_return


@transaction.atomic
def discard_return(bank_return: BankReturn, *, by: User) -> BankReturn:
    """Put a preview aside without entering anything; the same file may then be uploaded again."""
    refuse_underway(COMMITTING, bank_return.pk)
    bank_return = BankReturn.objects.select_for_update().get(pk=bank_return.pk)
    refuse_underway(COMMITTING, bank_return.pk)
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


def refuse_uploader(bank_return: BankReturn, *, by: User) -> None:
    """Where anything about a return is unusual, somebody else than its uploader enters it.

    Raises:
        DutiesNotSeparated: it is the uploader.
    """
    if bank_return.needs_second:
        refuse_same_person(by, bank_return.uploaded_person, message=second_person_wanted(bank_return))
