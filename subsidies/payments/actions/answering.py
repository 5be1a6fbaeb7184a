"""The answers of a previewed return, entered with a handful of statements however many lines they are about.

The rows of the return are the staging table: lines and instalments are set by joining them, once for each outcome.
Compare and set as ever: as many lines and as many instalments must move as the return has answers, or nothing does.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from subsidies.payments.actions.steps import line_moved, next_status, record_instalments
from subsidies.payments.kinds import ReturnRowResult
from subsidies.payments.models import BankReturn, BankReturnRow, Instalment, PaymentBatch, PaymentLine
from subsidies.payments.workflow import INSTALMENT, PAYMENT_LINE, InstalmentStatus, LineStatus
from talent.accounts.models import User
from talent.calendars import clock
from talent.jobs.progress import UNWATCHED, Progress
from talent.workflow.refusals import ActionRefused

ACTIONS = {ReturnRowResult.PAID: "pay", ReturnRowResult.FAILED: "fail"}
ANSWER_LINES = """
UPDATE payments_paymentline SET status = %s, bank_reason = answer.bank_reason, answered_at = %s
FROM payments_bankreturnrow AS answer
WHERE answer.bank_return_id = %s AND answer.result = %s AND answer.line_id = payments_paymentline.id
AND payments_paymentline.batch_id = %s AND payments_paymentline.status = %s
"""
PAY_INSTALMENTS = """
UPDATE payments_instalment SET status = %s, paid_on = COALESCE(answer.paid_on, %s), failed_account_id = NULL
FROM payments_bankreturnrow AS answer JOIN payments_paymentline AS line ON line.id = answer.line_id
WHERE answer.bank_return_id = %s AND answer.result = %s AND line.batch_id = %s
AND line.instalment_id = payments_instalment.id AND payments_instalment.status = %s
"""
FAIL_INSTALMENTS = """
UPDATE payments_instalment SET status = %s, failed_account_id = line.bank_account_id
FROM payments_bankreturnrow AS answer JOIN payments_paymentline AS line ON line.id = answer.line_id
WHERE answer.bank_return_id = %s AND answer.result = %s AND line.batch_id = %s
AND line.instalment_id = payments_instalment.id AND payments_instalment.status = %s
"""


def enter_answers(batch: PaymentBatch, bank_return: BankReturn, *, by: User, progress: Progress = UNWATCHED) -> int:
    """Set every line that the return answers, and its instalment; returns how many.

    Raises:
        ActionRefused: a line was answered by another return since the preview; nothing may be entered then.
    """
    progress.stage("answering")
    entered = 0
    for result in ACTIONS:
        entered += _enter(batch, bank_return, result, by=by)
        progress.at(entered)
    return entered


def _enter(batch: PaymentBatch, bank_return: BankReturn, result: ReturnRowResult, *, by: User) -> int:
    rows = bank_return.rows.filter(result=result, line__isnull=False)
    if not (count := rows.count()):
        return 0
    unanswered, batched = LineStatus.UNANSWERED, InstalmentStatus.BATCHED
    line_after = next_status(PAYMENT_LINE, ACTIONS[result], unanswered, by=by)
    after = InstalmentStatus(next_status(INSTALMENT, ACTIONS[result], batched, by=by))
    line, instalment, row = PaymentLine._meta.get_field, Instalment._meta.get_field, BankReturnRow._meta.get_field
    chosen = [(row("bank_return"), bank_return.pk), (row("result"), result), (line("batch"), batch.pk)]
    answered = _moved(
        ANSWER_LINES,
        [(line("status"), line_after), (line("answered_at"), clock.now()), *chosen, (line("status"), unanswered)],
    )
    paid_on = [(instalment("paid_on"), clock.today())] if after == InstalmentStatus.PAID else []
    moved = _moved(
        PAY_INSTALMENTS if paid_on else FAIL_INSTALMENTS,
        [(instalment("status"), after), *paid_on, *chosen, (instalment("status"), batched)],
    )
    if not answered == moved == count:
        raise ActionRefused(_("预览之后又有别的回盘入账。请放弃本次预览，重新上传这个文件。"))
    if result == ReturnRowResult.FAILED:
        _refuse_beside_twice(rows)
    told = {"batch": batch.number, **line_moved(line_after)}
    for reason, keys in _by_reason(rows).items():
        record_instalments(after.value, keys, by=by, before=batched, after=after, reason=reason, **told)
    return count


def _refuse_beside_twice(rows: QuerySet[BankReturnRow]) -> None:
    """An earlier payment of one of these was found to be paid twice since the preview: asked under their locks."""
    if PaymentLine.objects.kept_twice().filter(instalment__in=rows.values("line__instalment")).exists():
        raise ActionRefused(
            _("预览之后，其中一笔的原先付款登记为重复发放，这笔失败须人工核实。请放弃本次预览，重新上传这个文件。")
        )


def _moved(statement: str, values: list[tuple[Any, Any]]) -> int:
    """How many rows a statement changed; each value is given with the field that knows how it goes to the database."""
    connection = connections[PaymentLine.objects.db]
    with connection.cursor() as cursor:
        cursor.execute(statement, [_prepared(field, value, connection) for field, value in values])
        return cursor.rowcount


def _prepared(field: models.Field[Any, Any], value: Any, connection: Any) -> Any:
    return field.get_db_prep_value(value, connection)


def _by_reason(rows: QuerySet[BankReturnRow]) -> dict[str, list[UUID]]:
    """The instalments that were answered, by what the bank gave as its reason."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for reason, instalment in rows.order_by("row_number").values_list("bank_reason", "line__instalment"):
        found[reason].append(instalment)
    return found
