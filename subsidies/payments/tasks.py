"""What the worker and the scheduler do for payments; each may run again at any time and then changes nothing."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from subsidies.payments import actions
from subsidies.payments.kinds import ReturnRowResult
from subsidies.payments.models import BankReturnRow, PaymentBatch, PaymentLine
from talent.calendars import clock
from talent.notifications.messages import notify

TEMPLATES = {ReturnRowResult.PAID: "payment_paid", ReturnRowResult.FAILED: "payment_failed"}


@task()
def schedule_instalments() -> int:
    """Make the instalments of new living awards, and mark those that are due at once."""
    scheduled = actions.schedule_instalments()
    actions.mark_due(on=clock.today())
    return scheduled


@task()
def mark_due() -> int:
    """Mark instalments whose day has come, and those whose account was corrected; find money for who lost it."""
    actions.fund_instalments(on=clock.today())
    return actions.mark_due(on=clock.today()) + actions.free_corrected()


@task()
def settle_holds() -> int:
    """Hold the payments of who left or changed the account, and let go who was confirmed since."""
    return actions.settle_departures() + actions.hold_changed_accounts()


@task()
def account_corrected(person_id: str) -> int:
    """Hold the payments of a person whose account is another one now; what failed waits for a batch again."""
    actions.hold_changed_accounts(person_id=UUID(person_id))
    return actions.free_corrected(person_id=UUID(person_id))


@task()
def seal_batch(job_id: str) -> None:
    """Seal a large batch, as the clerk asked for it."""
    actions.run_seal(job_id)


@task()
def commit_return(job_id: str) -> None:
    """Enter a large return, as the officer asked for it."""
    actions.run_commit(job_id)


@task()
def render_files(batch_id: str) -> int:
    """Render the files that a batch lacks, and sign what was released."""
    return actions.render_files(batch_id)


@task()
def render_missing_files() -> int:
    """Render what a crash left unrendered; returns how many files."""
    lacking = PaymentBatch.objects.lacking_files().values_list("pk", flat=True)
    return sum(actions.render_files(key) for key in list(lacking))


@task()
def tell_payees(return_id: str) -> int:
    """Tell each person of a committed return what became of the payment; returns how many were told now."""
    rows = BankReturnRow.objects.filter(
        bank_return=UUID(return_id), bank_return__status="committed", result__in=TEMPLATES
    )
    told = 0
    for row in rows.select_related("line__instalment__award__person__user").iterator(500):
        if row.line is not None:
            told += _tell(row, row.line)
    return told


@task()
def remind_overdue() -> int:
    """Remind once of what was to be paid back and was not in time."""
    return actions.remind_overdue()


def _tell(row: BankReturnRow, line: PaymentLine) -> int:
    context = {
        "sequence": line.instalment.sequence,
        "amount_yuan": line.amount_yuan,
        "tail": line.account_number[-4:],
        "bank_reason": row.bank_reason,
        "paid_on": line.instalment.paid_on,
    }
    template = TEMPLATES[ReturnRowResult(row.result)]
    key = f"payment:{line.pk}:{row.result}"
    return bool(notify(line.instalment.award.person.user, template, context=context, dedupe_key=key))
