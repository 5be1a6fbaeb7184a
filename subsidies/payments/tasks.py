"""What the worker and the scheduler do for payments; each may run again at any time and then changes nothing."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from subsidies.payments import actions
from subsidies.payments.kinds import Resolution, ReturnRowResult
from subsidies.payments.models import BankReturnRow, PaymentBatch, PaymentLine, ReturnException
from subsidies.payments.workflow import ExceptionStatus
from talent.accounts.models import StaffRole, User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.notifications.hours import is_office_time
from talent.notifications.messages import notify

TEMPLATES = {ReturnRowResult.PAID: "payment_paid", ReturnRowResult.FAILED: "payment_failed"}
RESOLVED = {
    Resolution.COUNT_PAID: "payment_paid",
    Resolution.COUNT_FAILED: "payment_failed",
    Resolution.REVERSE: "payment_reversed",
    Resolution.LATE_SUCCESS: "payment_paid_late",
    Resolution.TWICE_BACK: "payment_twice_back",
    Resolution.FIRST_COUNTS: "payment_first_counts",
}
"""What the person is told; of money that is out twice only whoever claims it back speaks to them."""


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
def upload_return(job_id: str) -> None:
    """Read a large return, as the officer or the clerk uploaded it."""
    actions.run_upload(job_id)


@task()
def sweep_uploads() -> int:
    """Throw away uploaded returns that nothing waits for; returns how many files."""
    return actions.sweep_uploads()


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
            template, key = TEMPLATES[ReturnRowResult(row.result)], f"payment:{row.line_id}:{row.result}"
            told += _tell(row.line, template, row.bank_reason, key)
    return told


@task()
def ask_to_confirm() -> int:
    """Tell units, in office hours, whom they have to confirm before an instalment can be paid."""
    return actions.ask_to_confirm() if is_office_time() else 0


@task()
def remind_overdue() -> int:
    """Remind once of what was to be paid back and was not in time."""
    return actions.remind_overdue()


@task()
def tell_resolved(exception_id: str) -> int:
    """Tell the person what an exception that was cleared up means for the payment; returns how many were told now."""
    resolved = ReturnException.objects.with_what_to_look_at().filter(status=ExceptionStatus.RESOLVED)
    found = resolved.filter(pk=UUID(exception_id), resolution__in=RESOLVED).first()
    line = found.target if found else None
    if found is None or line is None:
        return 0
    if found.resolution == Resolution.FIRST_COUNTS:
        line = PaymentLine.objects.live().filter(instalment=line.instalment_id).exclude(pk=line.pk).first()
    template = RESOLVED[Resolution(found.resolution)]
    return _tell(line, template, found.bank_reason, f"exception:{found.pk}") if line else 0


@task()
def remind_of_unanswered() -> int:
    """Remind both sides, once for each batch, that the bank ought to have answered; returns how many were told now."""
    grants = StaffRole.objects.in_force().filter(role__in=[Role.FINANCE_OFFICER, Role.REVIEWER])
    staff = list(User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("pk"))
    told = 0
    for batch in PaymentBatch.objects.unanswered(clock.today()).order_by("number"):
        day = clock.day_of(batch.released_at) if batch.released_at else clock.today()
        context = {"number": batch.number, "title": batch.title, "released_on": day}
        for user in staff:
            key = f"overdue:{batch.pk}:{user.pk}"
            told += bool(notify(user, "return_overdue", context=context, dedupe_key=key))
    return told


def _tell(line: PaymentLine, template: str, bank_reason: str, key: str) -> int:
    context = {
        "sequence": line.instalment.sequence,
        "amount_yuan": line.amount_yuan,
        "tail": line.account_number[-4:],
        "bank_reason": bank_reason,
        "paid_on": line.instalment.paid_on,
    }
    return bool(notify(line.instalment.award.person.user, template, context=context, dedupe_key=key))
