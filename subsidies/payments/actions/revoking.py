"""Revoking a wrong award: proposed by one reviewer, confirmed by another who had no part in deciding it."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as applications
from subsidies.applications.models import Award
from subsidies.payments.actions.recovery_ledger import free_unscheduled
from subsidies.payments.actions.recovery_letters import issue_revocation
from subsidies.payments.actions.recovery_steps import record_recovery, written
from subsidies.payments.actions.steps import next_status
from subsidies.payments.actions.stopping import lock_award, stop_instalments
from subsidies.payments.kinds import RecoveryReason, StopCause
from subsidies.payments.models import Recovery, Revocation
from subsidies.payments.queries.recoveries import whole_items
from subsidies.payments.workflow import REVOCATION, RecoveryStatus, RevocationStatus
from subsidies.review.models import Review
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of, refuse_own_case, refuse_same_person
from talent.audit import events as audit
from talent.calendars import clock
from talent.notifications.messages import notify
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def propose_revocation(award: Award, *, by: User, pk: UUID, reason: str, explanation: str) -> Revocation:
    """A reviewer finds that an award of any benefit was wrong.

    Args:
        pk: comes with the form: the same key again gives the proposal that it made.

    Raises:
        ActionRefused: nothing is explained, the award is revoked, or a proposal or a recovery stands in the way.
    """
    award, _instalments = lock_award(award)
    made = Revocation.objects.filter(pk=pk).first()
    if made is not None and (made.award_id, made.proposed_by_id) == (award.pk, by.pk):
        return made
    if made is not None or not by.has_role(Role.REVIEWER):
        raise ActionRefused(_("您的角色不能提出撤销，或这个页面已经办理过。"))
    refuse_own_case(by, award.person.identity_index)
    if not explanation.strip():
        raise ActionRefused(_("请写明撤销的事实和理由。"))
    _refuse_in_the_way(award)
    revocation = Revocation.objects.create(
        pk=pk,
        award=award,
        reason=reason,
        explanation=explanation.strip(),
        proposed_by=by,
        proposed_person=natural_person_of(by),
        proposed_at=clock.now(),
    )
    _record("proposed", revocation, by=by, before="", reason=revocation.explanation)
    return revocation


@transaction.atomic
def confirm_revocation(revocation: Revocation, *, by: User) -> Revocation:
    """Another reviewer confirms it: the award counts no more, nothing is paid of it, what was paid is owed back.

    Raises:
        DutiesNotSeparated: the same person proposed it, or reviewed or rechecked the case.
        ActionRefused: an instalment is in a batch, or a recovery is under way.
    """
    revocation, person = _locked(revocation, by=by)
    before, revocation.status = revocation.status, next_status(REVOCATION, "confirm", revocation.status, by=by)
    award, instalments = lock_award(revocation.award)
    refuse_same_person(by, revocation.proposed_person, message=_("这项撤销是您提出的，须由另一名人员确认。"))
    refuse_deciders(award, by=by)
    _refuse_under_way(award)
    stop_instalments(instalments, cause=StopCause.AWARD_REVOKED, by=by, reason=revocation.explanation)
    free_unscheduled(award, by=by)
    applications.revoke(award, by=by, reason=revocation.explanation)
    revocation.decided_by, revocation.decided_person, revocation.decided_at = by, person, clock.now()
    revocation.recovery = _recovery_of(revocation, award)
    revocation.save()
    _record("confirmed", revocation, by=by, before=before)
    issue_revocation(revocation, by=by)
    words = {"benefit": award.benefit, "owed_yuan": revocation.recovery.owed_yuan if revocation.recovery else 0}
    context = words | {"number": award.decision.application.number}
    notify(award.person.user, "award_revoked", context=context, dedupe_key=f"award_revoked:{award.pk}")
    return revocation


@transaction.atomic
def drop_revocation(revocation: Revocation, *, by: User, reason: str) -> Revocation:
    """A reviewer does not agree, or the proposer takes it back: the award stands."""
    revocation, person = _locked(revocation, by=by)
    before, revocation.status = revocation.status, next_status(REVOCATION, "drop", revocation.status, by=by)
    if not reason.strip():
        raise ActionRefused(_("请写明不予撤销的原因。"))
    revocation.decided_by, revocation.decided_person, revocation.decided_at = by, person, clock.now()
    revocation.drop_reason = reason.strip()
    revocation.save()
    _record("dropped", revocation, by=by, before=before, reason=revocation.drop_reason)
    return revocation


def refuse_deciders(award: Award, *, by: User) -> NaturalPerson:
    """The person behind ``by``, who neither reviewed nor rechecked the case in any round.

    Raises:
        DutiesNotSeparated: they did.
    """
    reviews = Review.objects.filter(application=award.decision.application_id)
    deciders = [
        each
        for review in reviews.select_related("reviewer_person", "rechecker_person")
        for each in (review.reviewer_person, review.rechecker_person)
    ]
    return refuse_same_person(by, *deciders, message=_("您初审或复核过这件申请，撤销须由未参与审核的人员确认。"))


def _recovery_of(revocation: Revocation, award: Award) -> Recovery | None:
    """The confirmed recovery of all that was paid of the award, less what came back earlier; None where that is nil."""
    items = [item for item in whole_items(award) if item.amount_yuan > 0]
    if not items:
        return None
    recovery = Recovery(
        pk=uuid.uuid4(),
        person=award.person,
        award=award,
        reason=RecoveryReason.AWARD_REVOKED,
        status=RecoveryStatus.CONFIRMED,
        note=revocation.explanation,
        policy_version=award.policy_version,
        drafted_by=revocation.proposed_by,
        drafted_person=revocation.proposed_person,
        drafted_at=revocation.proposed_at,
        confirmed_by=revocation.decided_by,
        confirmed_person=revocation.decided_person,
        confirmed_at=revocation.decided_at,
    )
    recovery = written(recovery, items)
    record_recovery("drafted", recovery, by=revocation.proposed_by, because=str(recovery.reason))
    record_recovery(
        "confirmed", recovery, by=revocation.decided_by, before=RecoveryStatus.DRAFTED, because=str(recovery.reason)
    )
    return recovery


def _refuse_in_the_way(award: Award) -> None:
    if award.revoked_at is not None:
        raise ActionRefused(_("这项授予已经撤销，不用重复办理。"))
    if award.revocations.exclude(status=RevocationStatus.DROPPED).exists():
        raise ActionRefused(_("这项授予已有人提出撤销，请在撤销页面办理。"))
    _refuse_under_way(award)


def _refuse_under_way(award: Award) -> None:
    recovery = Recovery.objects.open().filter(award=award).exclude(items__line__isnull=False).first()
    if recovery is not None:
        words = {"number": recovery.number, "status": recovery.get_status_display()}
        raise ActionRefused(_("%(number)s（%(status)s）正在追回同一项补贴，请先办结或取消。") % words)


def _locked(revocation: Revocation, *, by: User) -> tuple[Revocation, NaturalPerson]:
    found = Revocation.objects.select_for_update(of=("self",)).select_related("award__person")
    locked = found.get(pk=revocation.pk)
    refuse_own_case(by, locked.award.person.identity_index)
    return locked, natural_person_of(by)


def _record(verb: str, revocation: Revocation, *, by: User, before: str, reason: str = "") -> None:
    audit.record(
        f"revocation.{verb}",
        revocation,
        by=by,
        from_status=before,
        to_status=revocation.status,
        reason=reason,
        detail={"because": str(revocation.reason), "award": revocation.award_id},
    )
