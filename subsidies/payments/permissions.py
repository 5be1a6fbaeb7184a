"""Which actions a batch offers to whom, and why one that is offered cannot be done by this person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from subsidies.payments.models import Hold, PaymentBatch, Recovery, RecoveryProposal, ReturnException, Revocation
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.workflow import PAYMENT_BATCH
from subsidies.review.models import Review
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import kept_out_of
from talent.profiles.models import Person
from talent.workflow.table import TransitionRefused

BY_HAND = ("seal", "approve", "release", "return", "cancel")
DANGEROUS = ("return", "cancel")


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: the action, its words, whether it undoes something, and why this person may not press it."""

    action: str
    label: str | Promise
    danger: bool
    why_not: str


def offers(batch: PaymentBatch, user: User) -> list[Offer]:
    """The buttons of a batch's page for this person, from the transition table; safe actions first."""
    rows = [
        row for row in PAYMENT_BATCH.actions_from(batch.status) if row.action in BY_HAND and user.has_role(*row.roles)
    ]
    found = [Offer(row.action, row.label, row.action in DANGEROUS, why_not(batch, row.action, user)) for row in rows]
    return sorted(found, key=lambda offer: BY_HAND.index(offer.action))


def why_not(batch: PaymentBatch, action: str, user: User) -> str:
    """Why the batch's status or separation of duties rules out an action; the action itself asks again under lock."""
    if action not in {row.action for row in PAYMENT_BATCH.actions_from(batch.status)}:
        return str(TransitionRefused(PAYMENT_BATCH, action, batch.status))
    if user.natural_person_id is None:
        return _("您的账号尚未绑定自然人，不能办理。请联系账号管理员。")
    makers = {batch.drawn_up_person_id, batch.sealed_person_id}
    if action == "approve" and user.natural_person_id in makers:
        return _("您拟定或封存了本批次，不能由您审核。")
    if action == "release" and user.natural_person_id in {*makers, batch.approved_person_id}:
        return _("您拟定、封存或审核过本批次，须由另一名经办人员放行。")
    return ""


def why_not_lift(hold: Hold, user: User) -> str:
    """Why this person may not lift a hold; the action itself checks it again under lock."""
    words = _("这项暂停是您办理的，须由人才办另一名人员解除。")
    return why_not_as_person(hold.person, user, hold.placed_person_id, words=words)


def why_not_propose(found: ReturnException, user: User) -> str:
    """Why this person may not say what is to be done about an exception."""
    if user.natural_person_id is None:
        return _("您的账号尚未绑定自然人，不能办理。请联系账号管理员。")
    if found.batch.lines.of_person_behind(user).exists():
        return _("本批次有发给您本人的款项，按回避规定不能由您办理。")
    return ""


def why_not_decide(found: ReturnException, user: User) -> str:
    """Why this person may not agree with a proposal, or refuse it."""
    if user.natural_person_id is not None and user.natural_person_id == found.proposed_person_id:
        return _("处理意见是您提出的，须由另一名人员复核。")
    return why_not_propose(found, user)


def may_upload_return(batch: PaymentBatch, user: User) -> bool:
    """Whether the batch is at the bank and the person belongs to one of the two sides that get returns."""
    return batch.status in AT_THE_BANK and user.has_role(Role.FINANCE_OFFICER, Role.REVIEWER)


def why_not_as_person(person: Person, user: User, *others: UUID | None, words: str = "") -> str:
    """Why this human being may not act on what concerns a person: it is they, they filed for them, or acted before.

    Args:
        others: the people who had a part in it already; ``words`` say which part.
    """
    if user.natural_person is None:
        return _("您的账号尚未绑定自然人，不能办理。请联系账号管理员。")
    if user.natural_person.identity_index == person.identity_index:
        return _("这是您本人的款项，按回避规定不能由您办理。")
    if kept_out_of(user, [person.identity_index]):
        return _("您为申请人代办过申请，按回避规定不能由您办理，请交由其他人员办理。")
    return words if user.natural_person_id in others else ""


def why_not_confirm_recovery(recovery: Recovery, user: User) -> str:
    """Why this person may not confirm a draft; the action itself checks it again under lock."""
    words = _("这项追回是您拟定的，须由人才办另一名人员确认。")
    return why_not_as_person(recovery.person, user, recovery.drafted_person_id, words=words)


def why_not_confirm_proposal(proposal: RecoveryProposal, user: User) -> str:
    """Why this person may not agree to a proposal; the action itself checks it again under lock."""
    words = _("这项处理意见是您提出的，须由另一名人员确认。")
    return why_not_as_person(proposal.recovery.person, user, proposal.proposed_person_id, words=words)


def why_not_revoke(revocation: Revocation, user: User) -> str:
    """Why this person may not confirm a revocation; the action itself checks it again under lock."""
    person = revocation.award.person
    words = _("这项撤销是您提出的，须由另一名人员确认。")
    if proposed := why_not_as_person(person, user, revocation.proposed_person_id, words=words):
        return proposed
    reviews = Review.objects.filter(application=revocation.award.decision.application_id)
    deciders = [key for pair in reviews.values_list("reviewer_person", "rechecker_person") for key in pair]
    words = _("您初审或复核过这件申请，撤销须由未参与审核的人员确认。")
    return why_not_as_person(person, user, *deciders, words=words)
