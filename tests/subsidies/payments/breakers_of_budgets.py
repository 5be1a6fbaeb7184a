"""For each constraint of budget lines, their entries and jobs a row that breaks it, and for each trigger a write."""

from __future__ import annotations

import uuid
from functools import partial

from django.db import connection, models
from django.db.models import F

from subsidies.budget.kinds import Account
from subsidies.budget.models import BudgetEntry, column_of
from subsidies.payments.models import BankTemplate
from talent.calendars import clock
from talent.jobs.models import Job
from tests.factories import budget_line, make_user
from tests.subsidies.payments.breakers import drawn_line, manifest, statement
from tests.subsidies.payments.breaking import Breaker, Write, copies, sets
from tests.subsidies.payments.stages import Desk, make_due


def below_nought(account: Account) -> Write:
    """One yuan too little on an account, while the line as a whole balances."""
    line, column = budget_line(), column_of(account)
    match account:
        case Account.APPROPRIATED:
            return sets(line, appropriated_yuan=-1, overpaid_yuan=1, available_yuan=0)
        case Account.OVERPAID:
            return sets(line, appropriated_yuan=F("appropriated_yuan") + 1, overpaid_yuan=-1)
        case Account.AVAILABLE:
            return sets(line, available_yuan=-1, paid_yuan=F("appropriated_yuan") + 1)
    return sets(line, **{column: -1, "available_yuan": F("available_yuan") + 1})


def closed_with_money() -> Write:
    return sets(budget_line(), status="closed", closed_by=make_user("finance_officer"), closed_at=clock.now())


def entry(reverses: BudgetEntry | None = None) -> BudgetEntry:
    """One of a kind that a cause has once."""
    accounts = {"kind": "reserve", "from_account": "available", "to_account": "reserved"}
    subject = {"subject_kind": "applications.award", "subject_id": uuid.uuid4(), "entered_at": clock.now()}
    return BudgetEntry.objects.create(line=budget_line(), yuan=1, reverses=reverses, **accounts, **subject)


def job() -> Job:
    asked = {"by": make_user(), "requested_at": clock.now()}
    return Job.objects.create(kind="payments.seal", subject=uuid.uuid4(), **asked)


BREAKERS: dict[str, Breaker] = {
    "budget_document_once_a_year": lambda: copies(budget_line()),
    **{f"budget_{account}_not_below_0": partial(below_nought, account) for account in Account},
    "budget_line_balances": lambda: sets(budget_line(), available_yuan=F("available_yuan") + 1),
    "closed_budget_line_is_empty": closed_with_money,
    "budget_entry_moves_something": lambda: copies(entry(), subject_id=uuid.uuid4(), yuan=0),
    "budget_entry_moves_elsewhere": lambda: copies(entry(), subject_id=uuid.uuid4(), to_account="available"),
    "budget_entry_once": lambda: copies(entry()),
    "budget_budgetentry_reverses_id_key": lambda: copies(entry(reverses=entry())),
    "one_job_underway": lambda: copies(job()),
    "job_error_when_finished": lambda: sets(job(), error="有误"),
}


def deletes(row: models.Model) -> Write:
    return lambda: type(row)._base_manager.filter(pk=row.pk).delete()


def empties(row: models.Model) -> Write:
    return lambda: connection.cursor().execute(f"TRUNCATE {row._meta.db_table}")


TRIGGER_BREAKERS: dict[str, Breaker] = {
    "append_only_budget_budgetentry_update": lambda: sets(entry(), yuan=2),
    "append_only_budget_budgetentry_delete": lambda: deletes(entry()),
    "append_only_budget_budgetentry_truncate": lambda: empties(entry()),
    "append_only_payments_heldlinesstatement_update": lambda: sets(statement(), reason="别的"),
    "append_only_payments_heldlinesstatement_delete": lambda: deletes(statement()),
    "append_only_payments_heldlinesstatement_truncate": lambda: empties(statement()),
    "append_only_payments_releasemanifest_update": lambda: sets(manifest(), content="{}"),
    "append_only_payments_releasemanifest_delete": lambda: deletes(manifest()),
    "append_only_payments_releasemanifest_truncate": lambda: empties(manifest()),
    "sealed_line_content": lambda: sets(drawn_line(), amount_yuan=1),
    "sealed_batch_content": lambda: sets(Desk().sealed(make_due()), total_yuan=1),
    "bank_template_version": lambda: sets(BankTemplate.objects.order_by("pk")[0], spec={}),
}
