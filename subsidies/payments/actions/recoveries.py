"""Opening a recovery, confirming it, telling the person, and cancelling it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.models import Award
from subsidies.payments.actions.recovery_letters import issue_notice
from subsidies.payments.actions.recovery_steps import (
    locked_recovery,
    move,
    record_recovery,
    refuse_repeated,
    settle_at_nought,
    withdraw_papers,
    written,
)
from subsidies.payments.actions.stopping import lock_award, restore_instalments, stop_instalments
from subsidies.payments.kinds import LeavingCause, RecoveryClause, RecoveryPaper, RecoveryReason, StopCause
from subsidies.payments.models import Instalment, PaymentLine, Recovery, RecoveryItem
from subsidies.payments.queries.recoveries import (
    ItemDraft,
    candidate_for,
    earlier_yuan,
    leaver_items,
    standing_departures,
)
from subsidies.payments.recovery_figures import pay_until
from subsidies.payments.workflow import RECOVERY, InstalmentStatus, LineStatus, RecoveryStatus
from subsidies.policy.facts import LeavingReason
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of, refuse_own_case, refuse_same_person
from talent.calendars import clock
from talent.notifications.messages import notify
from talent.workflow.refusals import ActionRefused

LETTERS = (RecoveryPaper.NOTICE.value, RecoveryPaper.REMINDER.value)


@transaction.atomic
def open_recovery(
    award: Award, *, by: User, pk: UUID, leaving_cause: str, left_on: dt.date, note: str = ""
) -> Recovery:
    """A reviewer opens the recovery of what somebody was paid who left soon after.

    Args:
        pk: comes with the form: the same key again gives the recovery that it made.
        left_on: the day that HR stated; where HR stated none, the one that the reviewer found out.

    Raises:
        ActionRefused: the person has not left, or comes not under the rule; a recovery is under way; the day differs.
    """
    if (made := refuse_repeated(pk, by)) is not None:
        return made
    award, _locked = lock_award(award)
    _refuse_outsider(award, by)
    candidate = candidate_for(award)
    if candidate is None:
        raise ActionRefused(_("此人没有需要追回的情形：单位已重新确认在职、已超过追回期限，或已有同样的追回。"))
    stated = candidate.departure.left_on
    if left_on > clock.today() or (stated is not None and left_on != stated):
        raise ActionRefused(_("离职日期应与用人单位反映的一致；单位写错的，请单位更正后再办理。"))
    items = leaver_items(award, left_on=left_on, because=LeavingReason(leaving_cause))
    if not items:
        raise ActionRefused(_("按这个离职日期，已超过追回期限，没有需要追回的款项。"))
    recovery = _draft(award, RecoveryReason.LEFT_EARLY, by=by, pk=pk, note=note)
    recovery.departure, recovery.left_on, recovery.leaving_cause = candidate.departure, left_on, leaving_cause
    return _opened(recovery, items, by=by)


@transaction.atomic
def open_recovery_for_line(line: PaymentLine, *, by: User, pk: UUID, note: str) -> Recovery:
    """A reviewer opens the recovery of a payment that was made although its instalment had been paid.

    Raises:
        ActionRefused: nothing is said of why, it was not paid twice, or the payment is being recovered already.
    """
    if (made := refuse_repeated(pk, by)) is not None:
        return made
    award, _locked = lock_award(line.instalment.award)
    _refuse_outsider(award, by)
    _require(note)
    line = PaymentLine.objects.select_for_update(of=("self",)).select_related("instalment").get(pk=line.pk)
    if line.status != LineStatus.PAID_TWICE:
        raise ActionRefused(_("只有登记为“重复发放”的付款可以这样追回。"))
    if RecoveryItem.objects.standing().filter(line=line).exists():
        raise ActionRefused(_("这笔付款已有追回，不用重复办理。"))
    paid_on = line.answered_at and clock.day_of(line.answered_at)
    paid = line.amount_yuan
    item = ItemDraft(line.instalment, paid_on or clock.today(), paid, RecoveryClause.WHOLE, paid, line=line)
    return _opened(_draft(award, RecoveryReason.PAID_TWICE, by=by, pk=pk, note=note), [item], by=by)


@transaction.atomic
def open_overpayment(instalment: Instalment, *, by: User, pk: UUID, amount_yuan: int, note: str) -> Recovery:
    """A reviewer opens the recovery of a part of an instalment that should not have been paid.

    Raises:
        ActionRefused: it was not paid, the amount is above what was, or it is being recovered already.
    """
    if (made := refuse_repeated(pk, by)) is not None:
        return made
    award, locked = lock_award(instalment.award)
    _refuse_outsider(award, by)
    _require(note)
    current = next(each for each in locked if each.pk == instalment.pk)
    if current.status != InstalmentStatus.PAID or current.paid_on is None:
        raise ActionRefused(_("这一期还没有发放，不需要追回。"))
    earlier = earlier_yuan([current.pk]).get(current.pk, 0)
    if not 0 < amount_yuan <= current.amount_yuan - earlier:
        most = current.amount_yuan - earlier
        raise ActionRefused(_("追回金额应大于 0，且不超过 %(most)s 元。") % {"most": f"{most:,}"})
    clause = RecoveryClause.AS_FOUND
    item = ItemDraft(current, current.paid_on, current.amount_yuan, clause, amount_yuan, earlier)
    return _opened(_draft(award, RecoveryReason.OTHER_OVERPAYMENT, by=by, pk=pk, note=note), [item], by=by)


@transaction.atomic
def confirm_recovery(recovery: Recovery, *, by: User) -> Recovery:
    """Another reviewer confirms a draft. A leaver's unpaid instalments stop; where nothing is owed, the case ends.

    Raises:
        DutiesNotSeparated: the same person drafted it.
        ActionRefused: what it rests on has changed, or an instalment stands in a batch.
    """
    recovery, _person = locked_recovery(recovery, by=by)
    _award, instalments = lock_award(recovery.award)
    RECOVERY.target("confirm", recovery.status)
    words = _("这项追回是您拟定的，须由人才办另一名人员确认。")
    person = refuse_same_person(by, recovery.drafted_person, message=words)
    if recovery.reason == RecoveryReason.LEFT_EARLY:
        _refuse_changed(recovery)
    move(recovery, "confirm", by=by, confirmed_by=by, confirmed_person=person, confirmed_at=clock.now())
    if recovery.reason == RecoveryReason.LEFT_EARLY:
        why = _("已离职，停发后续各期")
        stopped = stop_instalments(instalments, cause=StopCause.LEFT_EARLY, by=by, reason=why, recovery=recovery)
        if stopped and recovery.leaving_cause != LeavingCause.DEATH:
            _tell(recovery, "payments_stopped", count=stopped)
    settle_at_nought(recovery, by=by)
    return recovery


@transaction.atomic
def notify_recovery(recovery: Recovery, *, by: User) -> Recovery:
    """A reviewer issues the letter: from then on the person sees the recovery and may pay."""
    recovery, _person = locked_recovery(recovery, by=by)
    move(recovery, "notify", by=by, notified_at=clock.now(), pay_until=pay_until(on=clock.today()))
    issue_notice(recovery, by=by)
    words = {"amount_yuan": recovery.owed_yuan, "pay_until": recovery.pay_until}
    _tell(recovery, "recovery_notified", number=recovery.number, **words)
    return recovery


@transaction.atomic
def cancel_recovery(recovery: Recovery, *, by: User, reason: str) -> Recovery:
    """A reviewer cancels what the person was not told of yet; later two people must (``propose_cancel``).

    Raises:
        ActionRefused: no reason is given, the person was told already, or the award stays revoked.
    """
    recovery, _person = locked_recovery(recovery, by=by)
    RECOVERY.target("cancel", recovery.status)
    if recovery.status == RecoveryStatus.NOTIFIED:
        raise ActionRefused(_("已经通知本人，取消须由一人提出、另一人确认。"))
    return drop_recovery(recovery, by=by, reason=reason)


def drop_recovery(recovery: Recovery, *, by: User, reason: str) -> Recovery:
    """Cancel a locked recovery, let what it stopped be paid after all, and withdraw its letters.

    Raises:
        ActionRefused: no reason is given, the award is revoked, or money has come in.
    """
    _require(reason)
    award, _instalments = lock_award(recovery.award)
    if recovery.reason == RecoveryReason.AWARD_REVOKED or award.revoked_at is not None:
        raise ActionRefused(_("授予已经撤销，其追回不能取消；确实无法收回的，按核销办理。"))
    if recovery.received_yuan or recovery.set_off_yuan:
        raise ActionRefused(_("已有缴款或抵扣，不能取消；缴款登记有误的，请财政局先冲正。"))
    was_told = recovery.notified_at is not None
    move(recovery, "cancel", by=by, reason=reason.strip(), cancel_reason=reason.strip())
    restore_instalments(recovery, by=by, reason=reason.strip())
    withdraw_papers(recovery, kinds=LETTERS, by=by, reason=reason.strip())
    if was_told:
        _tell(recovery, "recovery_cancelled", number=recovery.number)
    return recovery


def _draft(award: Award, reason: RecoveryReason, *, by: User, pk: UUID, note: str) -> Recovery:
    return Recovery(
        pk=pk,
        person=award.person,
        award=award,
        reason=reason,
        note=note.strip(),
        policy_version=award.policy_version,
        drafted_by=by,
        drafted_person=natural_person_of(by),
        drafted_at=clock.now(),
    )


def _opened(recovery: Recovery, items: list[ItemDraft], *, by: User) -> Recovery:
    keys = [item.instalment.pk for item in items if item.line is None]
    if RecoveryItem.objects.filter(instalment__in=keys, line=None, is_open=True).exists():
        raise ActionRefused(_("其中有分期正在追回，请先办结或取消那一项。"))
    recovery = written(recovery, items)
    record_recovery("drafted", recovery, by=by, reason=recovery.note, because=str(recovery.reason))
    return recovery


def _refuse_changed(recovery: Recovery) -> None:
    """What HR stated still stands, and the payments are those that the draft was computed from."""
    because = LeavingReason(recovery.leaving_cause)
    left_on = recovery.left_on
    departure = recovery.departure
    if left_on is None or departure is None or not standing_departures().filter(pk=departure.pk).exists():
        raise ActionRefused(_("用人单位已重新确认此人在职，请取消这项追回。"))
    now = [item.content() for item in leaver_items(recovery.award, left_on=left_on, because=because)]
    if sorted(now) != sorted(item.content() for item in _stored_items(recovery)):
        raise ActionRefused(_("拟定之后发放情况有变化，请取消后重新拟定。"))


def _stored_items(recovery: Recovery) -> list[ItemDraft]:
    """The items of a recovery as they were computed."""
    return [
        ItemDraft(
            item.instalment,
            item.paid_on,
            item.paid_yuan,
            RecoveryClause(item.clause),
            item.amount_yuan,
            item.earlier_yuan,
            line=item.line,
        )
        for item in recovery.items.select_related("instalment", "line")
    ]


def _refuse_outsider(award: Award, by: User) -> None:
    if not by.has_role(Role.REVIEWER):
        raise ActionRefused(_("您的角色不能拟定追回。"))
    refuse_own_case(by, award.person.identity_index)


def _require(words: str) -> None:
    if not words.strip():
        raise ActionRefused(_("请写明情况和理由。"))


def _tell(recovery: Recovery, template: str, **context: object) -> None:
    notify(recovery.person.user, template, context=context, dedupe_key=f"{template}:{recovery.pk}")
