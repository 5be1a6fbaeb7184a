"""Who may act on a case at the talent office. People, not log-ins (design invariant 6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.applications.workflow import APPLICATION
from subsidies.crosschecks.queries import judges_of
from subsidies.review.models import Review
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated, kept_out_of, refuse_own_case, refuse_same_person


class Duties(NamedTuple):
    """What one officer may do with one case now, and why not where something else stands in the way."""

    may_review: bool = False
    may_confirm: bool = False
    may_send_back: bool = False
    why_not: str = ""


def duties_on(application: Application, reviews: list[Review], *, user: User, finders: Collection[UUID] = ()) -> Duties:
    """What a page offers ``user``; the actions check it again under the lock.

    Args:
        reviews: every review of the case.
        finders: the keys of the people who judged a fact of the case.
    """
    if not user.has_role(Role.REVIEWER):
        return Duties()
    possible = {row.action for row in APPLICATION.actions_from(application.status, Role.REVIEWER)}
    if not possible & {"review", "confirm_grant"}:
        return Duties()
    if user.natural_person is None:
        return Duties(why_not=_("您的账号尚未绑定自然人，不能办理此事项。请联系账号管理员。"))
    try:
        refuse_own_case(user, application.person.identity_index)
    except DutiesNotSeparated as refusal:
        return Duties(why_not=str(refusal))
    if "review" in possible:
        before = reviews_before_reopening(application, reviews)
        decided = {key for review in before for key in (review.reviewer_person_id, review.rechecker_person_id)}
        return Duties(why_not=decided_before()) if user.natural_person_id in decided else Duties(may_review=True)
    own = [review for review in reviews if review.reviewer_person_id == user.natural_person_id]
    if any(review.is_open for review in own):
        return Duties(why_not=_("您已对该申请进行初审，复核须由另一人办理。"))
    if own:
        return Duties(may_send_back=True, why_not=_("您此前初审过该申请，不能复核通过，可以退回初审。"))
    if user.natural_person_id in finders:
        return Duties(may_send_back=True, why_not=_("您认定过该申请的事实，不能复核通过，可以退回初审。"))
    return Duties(may_confirm=True, may_send_back=True)


def is_own(application: Application, *, user: User) -> bool:
    """Whether the officer is the applicant, or filed for them: what colleagues note is not for them to read."""
    return bool(kept_out_of(user, [application.person.identity_index]))


def may_write(application: Application, *, user: User, own: bool | None = None) -> bool:
    """Whether an officer may add to a case beside deciding it, in whatever status it is.

    Args:
        own: what ``is_own`` answered, where it was asked already.
    """
    known = user.has_role(Role.REVIEWER) and user.natural_person is not None
    return known and not (is_own(application, user=user) if own is None else own)


def refuse_deciders(application: Application, reviews: Iterable[Review], *, by: User, message: str) -> NaturalPerson:
    """The person behind ``by``, who has neither reviewed nor rechecked the case in any of these reviews.

    Raises:
        DutiesNotSeparated: they have, or it is their own case.
    """
    refuse_own_case(by, application.person.identity_index)
    people = [person for review in reviews for person in (review.reviewer_person, review.rechecker_person)]
    return refuse_same_person(by, *people, message=message)


def reviews_before_reopening(application: Application, reviews: Iterable[Review]) -> list[Review]:
    """The reviews of which an objection or an appeal made nothing; none of a case that was never reopened."""
    reopened = application.reopened_at
    return [review for review in reviews if reopened is not None and review.reviewed_at <= reopened]


def refuse_earlier_deciders(application: Application, *, by: User) -> None:
    """A case that was reopened is reviewed by somebody who did not decide it before.

    Raises:
        DutiesNotSeparated: with what to do instead.
    """
    if application.reopened_at is not None:
        every = application.reviews.select_related("reviewer_person", "rechecker_person")
        before = reviews_before_reopening(application, every)
        refuse_deciders(application, before, by=by, message=decided_before())


def decided_before() -> str:
    """Why somebody may not review a case that was reopened."""
    return _("这件申请因异议或申诉重新审核，您参与过原来的决定，须由未参与的人员初审。")


def refuse_reviewers(application: Application, *, by: User) -> NaturalPerson:
    """The person behind ``by``, who has never reviewed the case, now or before, nor judged a fact in it
    or a department's answer on it.

    Raises:
        DutiesNotSeparated: they have.
    """
    reviews = application.reviews.select_related("reviewer_person")
    reviewers = [review.reviewer_person for review in reviews]
    refuse_same_person(by, *reviewers, message=_("您已对该申请进行初审，复核须由另一人办理。"))
    judges = judges_of(application.pk)
    return refuse_same_person(by, *judges, message=_("您认定过该申请的事实，复核须由另一人办理。"))


def refuse_proposer(proposal: Review, *, by: User) -> NaturalPerson:
    """The person behind ``by``, who did not make the proposal.

    Raises:
        DutiesNotSeparated: they did.
    """
    return refuse_same_person(by, proposal.reviewer_person, message=_("您已对该申请进行初审，复核须由另一人办理。"))
