"""What two people decide on a recovery that its person knows of: set-off, write-off, cancellation."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.recoveries import drop_recovery
from subsidies.payments.actions.recovery_ledger import post_set_off
from subsidies.payments.actions.recovery_steps import locked_recovery, move, record_recovery, settle_at_nought
from subsidies.payments.actions.steps import next_status, record_instalments
from subsidies.payments.kinds import BlockReason, ProposalKind
from subsidies.payments.models import Instalment, Recovery, RecoveryProposal
from subsidies.payments.queries.due import standings
from subsidies.payments.workflow import (
    INSTALMENT,
    RECOVERY,
    RECOVERY_PROPOSAL,
    InstalmentStatus,
    ProposalStatus,
    RecoveryStatus,
)
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import refuse_same_person
from talent.audit import events as audit
from talent.calendars import clock
from talent.notifications.messages import notify
from talent.workflow.refusals import ActionRefused

ROLES = {
    ProposalKind.SET_OFF: Role.REVIEWER,
    ProposalKind.CANCEL: Role.REVIEWER,
    ProposalKind.WRITE_OFF: Role.FINANCE_OFFICER,
}
BARS_SET_OFF = {
    BlockReason.NOT_CONFIRMED, BlockReason.ON_HOLD, BlockReason.HAS_LEFT, BlockReason.AWARD_REVOKED,
    BlockReason.PERHAPS_PAID,
}  # fmt: skip
"""What keeps somebody from being entitled to an instalment; a wrong account does not keep it from being set off."""


@transaction.atomic
def propose_set_off(recovery: Recovery, *, by: User, pk: UUID, instalment: Instalment, reason: str) -> RecoveryProposal:
    """A reviewer proposes that a whole instalment that is due to the same person is kept instead of paid.

    Raises:
        ActionRefused: the instalment is not theirs, not due, or more than is owed.
    """
    return _propose(recovery, ProposalKind.SET_OFF, by=by, pk=pk, reason=reason, instalment=instalment)


@transaction.atomic
def propose_write_off(recovery: Recovery, *, by: User, pk: UUID, document_number: str, reason: str) -> RecoveryProposal:
    """A finance officer proposes that all that is left is given up, under the document that allows it."""
    if not document_number.strip():
        raise ActionRefused(_("请填写批准核销的文号。"))
    document = document_number.strip()
    return _propose(recovery, ProposalKind.WRITE_OFF, by=by, pk=pk, reason=reason, document_number=document)


@transaction.atomic
def propose_cancel(recovery: Recovery, *, by: User, pk: UUID, reason: str) -> RecoveryProposal:
    """A reviewer proposes that a recovery of which the person was told is cancelled."""
    return _propose(recovery, ProposalKind.CANCEL, by=by, pk=pk, reason=reason)


@transaction.atomic
def confirm_proposal(proposal: RecoveryProposal, *, by: User) -> RecoveryProposal:
    """Another person of the same side agrees, and what was proposed is done.

    Raises:
        DutiesNotSeparated: the same person proposed it.
        ActionRefused: what is owed or the instalment has changed since.
    """
    proposal, recovery = _decide(proposal, "confirm", by=by)
    match proposal.kind:
        case ProposalKind.SET_OFF:
            _set_off(recovery, proposal, by=by)
        case ProposalKind.WRITE_OFF:
            _write_off(recovery, proposal, by=by)
        case _:
            drop_recovery(recovery, by=by, reason=proposal.reason)
    return proposal


@transaction.atomic
def drop_proposal(proposal: RecoveryProposal, *, by: User, reason: str) -> RecoveryProposal:
    """Somebody of the same side does not agree, or the proposer takes it back."""
    if not reason.strip():
        raise ActionRefused(_("请写明不同意的原因。"))
    return _decide(proposal, "drop", by=by, drop_reason=reason.strip())[0]


def _propose(
    recovery: Recovery,
    kind: ProposalKind,
    *,
    by: User,
    pk: UUID,
    reason: str,
    instalment: Instalment | None = None,
    document_number: str = "",
) -> RecoveryProposal:
    recovery, person = locked_recovery(recovery, by=by)
    made = RecoveryProposal.objects.filter(pk=pk).first()
    if made is not None and (made.recovery_id, made.proposed_by_id) == (recovery.pk, by.pk):
        return made
    if made is not None or not by.has_role(ROLES[kind]):
        raise ActionRefused(_("您的角色不能提出这项处理意见，或这个页面已经办理过。"))
    if recovery.status != RecoveryStatus.NOTIFIED:
        raise ActionRefused(_("只有已通知、待缴款的追回可以办理。"))
    if not reason.strip():
        raise ActionRefused(_("请写明理由。"))
    if recovery.proposals.waiting().exists():
        raise ActionRefused(_("已有一项处理意见待另一人确认，请先办完。"))
    amount = {ProposalKind.WRITE_OFF: recovery.left_yuan, ProposalKind.CANCEL: None}.get(kind)
    if instalment is not None:
        instalment = _settable(recovery, instalment)
        amount = instalment.amount_yuan
    proposal = RecoveryProposal.objects.create(
        pk=pk,
        recovery=recovery,
        kind=kind,
        instalment=instalment,
        amount_yuan=amount,
        document_number=document_number,
        reason=reason.strip(),
        proposed_by=by,
        proposed_person=person,
        proposed_at=clock.now(),
    )
    record_recovery("proposed", recovery, by=by, reason=proposal.reason, kind=kind.value, yuan=amount or 0)
    return proposal


def _decide(
    proposal: RecoveryProposal, action: str, *, by: User, drop_reason: str = ""
) -> tuple[RecoveryProposal, Recovery]:
    recovery, person = locked_recovery(proposal.recovery, by=by)
    proposal = RecoveryProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    before, proposal.status = proposal.status, next_status(RECOVERY_PROPOSAL, action, proposal.status, by=by)
    if not by.has_role(ROLES[ProposalKind(proposal.kind)]):
        raise ActionRefused(_("这项处理意见须由提出一方的另一名人员办理。"))
    if proposal.status == ProposalStatus.CONFIRMED:
        refuse_same_person(by, proposal.proposed_person, message=_("这项处理意见是您提出的，须由另一名人员确认。"))
    proposal.decided_by, proposal.decided_person, proposal.decided_at = by, person, clock.now()
    proposal.drop_reason = drop_reason
    proposal.save()
    audit.record(
        "recovery.proposal_confirmed" if action == "confirm" else "recovery.proposal_dropped",
        proposal,
        by=by,
        from_status=before,
        to_status=proposal.status,
        reason=drop_reason,
        detail={"number": recovery.number, "kind": str(proposal.kind)},
    )
    return proposal, recovery


def _settable(recovery: Recovery, instalment: Instalment) -> Instalment:
    """The locked instalment, when its person is entitled to it now and owes at least as much.

    Raises:
        ActionRefused: says what keeps it from being set off.
    """
    found = Instalment.objects.select_for_update(of=("self",)).select_related("award__person")
    current = found.get(pk=instalment.pk)
    if current.award.person_id != recovery.person_id or current.status != InstalmentStatus.DUE:
        raise ActionRefused(_("只能抵扣本人已到期、未列入批次的分期；已列入批次的，请先移出。"))
    barred = BARS_SET_OFF & set(standings([current], on=clock.today())[current.pk].reasons)
    if barred:
        words = {"why": _("、").join(str(reason.label) for reason in BlockReason if reason in barred)}
        raise ActionRefused(_("这一期目前不能发放（%(why)s），也就不能用来抵扣。") % words)
    if current.amount_yuan > recovery.left_yuan:
        words = {"amount": f"{current.amount_yuan:,}", "left": f"{recovery.left_yuan:,}"}
        raise ActionRefused(
            _("抵扣以整期为限：这一期 %(amount)s 元，尚欠 %(left)s 元。请照常发放，余款由本人缴回。") % words
        )
    return current


def _set_off(recovery: Recovery, proposal: RecoveryProposal, *, by: User) -> None:
    assert proposal.instalment is not None
    instalment = _settable(recovery, proposal.instalment)
    before, after = instalment.status, next_status(INSTALMENT, "set_off", instalment.status, by=by)
    Instalment.objects.filter(pk=instalment.pk, status=before).update(status=after, paid_on=clock.today())
    record_instalments(
        "set_off", [instalment.pk], by=by, before=before, after=after, reason=proposal.reason, recovery=recovery.number
    )
    post_set_off(instalment, proposal, by=by)
    recovery.set_off_yuan += instalment.amount_yuan
    recovery.save(update_fields=["set_off_yuan"])
    record_recovery("set_off", recovery, by=by, reason=proposal.reason, yuan=instalment.amount_yuan)
    settle_at_nought(recovery, by=by)
    words = {
        "number": recovery.number,
        "sequence": instalment.sequence,
        "amount_yuan": instalment.amount_yuan,
        "left_yuan": recovery.left_yuan,
    }
    notify(recovery.person.user, "recovery_set_off", context=words, dedupe_key=f"recovery_set_off:{proposal.pk}")


def _write_off(recovery: Recovery, proposal: RecoveryProposal, *, by: User) -> None:
    RECOVERY.target("write_off", recovery.status)
    if proposal.amount_yuan != recovery.left_yuan:
        raise ActionRefused(_("提出核销之后又有缴款或抵扣，尚欠金额已变化。请退回这项意见，按现在的金额重新提出。"))
    move(recovery, "write_off", by=by, reason=proposal.reason, written_off_yuan=recovery.left_yuan)
