"""What the talent office does with a case: review, recheck by another person, return for correction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application, Submission
from subsidies.applications.promises import corrections_due_by
from subsidies.review.kinds import RecheckOutcome, ReviewOutcome
from subsidies.review.models import CorrectionItem, Review
from talent.accounts.models import NaturalPerson, User
from talent.accounts.separation import natural_person_of, refuse_own_case, refuse_same_person
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def return_for_correction(
    application: Application,
    items: Sequence[tuple[str, str]],
    *,
    by: User,
    submission: Submission,
    note: str = "",
    due_on: dt.date | None = None,
) -> Review:
    """Ask the applicant to correct what ``items`` name by code and note; their clock runs, the office's stops.

    Args:
        due_on: the last day to correct; by default what the policy's procedure gives.

    Raises:
        ActionRefused: nothing to correct was named, it is the officer's own case, or the case moved on.
    """
    if not items:
        raise ActionRefused(_("请至少选择一项需要补正的内容。"))
    person = _reviewer(application, by)
    due_on = due_on or corrections_due_by(clock.today())
    cases.mark_returned(application, by=by, submission=submission, due_on=due_on)
    review = _review(application, ReviewOutcome.RETURNED, by, person, submission, note)
    CorrectionItem.objects.bulk_create(CorrectionItem(review=review, code=code, note=text) for code, text in items)
    return review


@transaction.atomic
def propose(
    application: Application,
    proposals: Mapping[Benefit, Proposal],
    *,
    by: User,
    submission: Submission,
    note: str = "",
) -> Review:
    """First review: propose a decision on each benefit, for another person to recheck.

    Raises:
        ActionRefused: the rules do not bear the proposal, it is the officer's own case, or the case moved on.
    """
    person = _reviewer(application, by)
    cases.propose(application, proposals, by=by, submission=submission)
    return _review(application, ReviewOutcome.PROPOSED, by, person, submission, note)


@transaction.atomic
def confirm(application: Application, *, by: User, submission: Submission, note: str = "") -> Review:
    """Recheck: a second person makes the proposed decisions final.

    Raises:
        ActionRefused: the same person reviewed, it is the officer's own case, or the case moved on.
    """
    review = _recheck(application, by, RecheckOutcome.CONFIRMED, note, submission)
    cases.confirm(application, by=by, submission=submission)
    return review


@transaction.atomic
def send_back(application: Application, *, by: User, submission: Submission, note: str) -> Review:
    """Recheck: a second person disagrees and says why; the case is reviewed again.

    Raises:
        ActionRefused: no reason was given, the same person reviewed, or the case moved on.
    """
    if not note.strip():
        raise ActionRefused(_("退回初审请说明原因。"))
    review = _recheck(application, by, RecheckOutcome.SENT_BACK, note, submission)
    cases.mark_sent_back(application, by=by, submission=submission)
    return review


def confirm_many(keys: Sequence[UUID], *, by: User) -> tuple[int, list[tuple[Application, str]]]:
    """Recheck several cases, each by itself: what cannot be confirmed is reported with the reason, not hidden.

    Returns:
        How many were confirmed, and (case, reason) for each that was not.
    """
    confirmed, refused = 0, []
    for application in Application.objects.visible_to(by).filter(pk__in=keys).order_by("promised_on", "pk"):
        submission = application.submissions.last()
        try:
            if submission is None:
                raise ActionRefused(_("申请没有提交内容。"))
            confirm(application, by=by, submission=submission)
            confirmed += 1
        except ActionRefused as refusal:
            refused.append((application, str(refusal)))
    return confirmed, refused


def _reviewer(application: Application, by: User) -> NaturalPerson:
    refuse_own_case(by, application.person.identity_index)
    return natural_person_of(by)


def _review(
    application: Application,
    outcome: ReviewOutcome,
    by: User,
    person: NaturalPerson,
    submission: Submission,
    note: str,
) -> Review:
    return Review.objects.create(
        application=application,
        submission=submission,
        outcome=outcome,
        note=note,
        reviewed_by=by,
        reviewer_person=person,
        reviewed_at=clock.now(),
    )


def _recheck(application: Application, by: User, outcome: RecheckOutcome, note: str, submission: Submission) -> Review:
    """Close the open review with the second person's answer; the row lock makes two of them take turns."""
    refuse_own_case(by, application.person.identity_index)
    open_reviews = Review.objects.select_for_update(of=("self",)).select_related("reviewer_person")
    review = open_reviews.filter(
        application=application, outcome=ReviewOutcome.PROPOSED, recheck_outcome="", submission=submission
    ).first()
    if review is None:
        raise ActionRefused(_("该申请没有等待复核的审核意见，可能已由他人办理，请刷新页面。"))
    person = refuse_same_person(by, review.reviewer_person, message=_("您已对该申请进行初审，复核须由另一人办理。"))
    review.recheck_outcome, review.recheck_note = outcome, note
    review.rechecked_by, review.rechecker_person, review.rechecked_at = by, person, clock.now()
    review.save()
    return review
