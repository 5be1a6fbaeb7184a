"""What a recovery claims or has brought back cannot come back from the bank as well: what has to be done first."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from subsidies.payments.kinds import RecoveryReason
from subsidies.payments.models import PaymentLine, RecoveryItem
from subsidies.payments.workflow import RecoveryStatus
from talent.workflow.refusals import ActionRefused


def refuse_claimed(line: PaymentLine) -> None:
    """What the person is asked to pay back of an instalment, or paid back, is not back from the bank as well."""
    _refuse(line, Q(instalment=line.instalment_id, line=None))


def refuse_claimed_twice(line: PaymentLine) -> None:
    """The same of a payment that was made twice; a claim that was wholly written off asks for nothing."""
    gone = Q(recovery__status=RecoveryStatus.WRITTEN_OFF, recovery__received_yuan=0, recovery__set_off_yuan=0)
    _refuse(line, Q(line=line) & ~gone)


def kept_first(line: PaymentLine) -> PaymentLine | None:
    """The locked earlier payment of a line's instalment that was made twice and not recovered, if there is one."""
    kept = PaymentLine.objects.kept_twice().filter(instalment=line.instalment_id).exclude(pk=line.pk)
    return kept.select_for_update(of=("self",)).select_related("batch").order_by("answered_at", "pk").first()


def refuse_beside_twice(line: PaymentLine) -> None:
    """While the person has the money of an earlier payment, a line that failed makes room for no other.

    Raises:
        ActionRefused: says what to propose instead, or what to do first.
    """
    first = kept_first(line)
    if first is not None:
        refuse_while_claimed(first)
        raise ActionRefused(
            _("原先那笔 %(line)s 登记为重复发放，钱还在本人手里，请改为“改按先付的一笔计”。")
            % {"line": first.reference}
        )


def refuse_while_claimed(first: PaymentLine) -> None:
    """Nothing is decided about the other payment while the first one is being recovered."""
    item = RecoveryItem.objects.filter(line=first, is_open=True).select_related("recovery").first()
    if item is not None:
        words = {"line": first.reference, "number": item.recovery.number}
        raise ActionRefused(
            _(
                "原先那笔 %(line)s 登记为重复发放，正由 %(number)s 追回。请先取消该项追回（已登记缴款的先冲正），"
                "再“改按先付的一笔计”；本人已经全部缴回的，追回结清之后，按付款失败或退汇入账。"
            )
            % words
        )


def _refuse(line: PaymentLine, which: Q) -> None:
    item = RecoveryItem.objects.standing().filter(which, amount_yuan__gt=0).select_related("recovery").first()
    if item is None:
        return
    words = {"number": item.recovery.number}
    if item.recovery.reason == RecoveryReason.AWARD_REVOKED or line.instalment.award.revoked_at is not None:
        raise ActionRefused(
            _("授予已撤销，正由 %(number)s 追回。退回的款项请财政局在该项追回中登记缴款，本异常按“不影响账目”处理。")
            % words
        )
    raise ActionRefused(
        _("%(number)s 正在或已经追回这一笔。请先取消该项追回（已登记缴款的先冲正），再处理本异常。") % words
    )
