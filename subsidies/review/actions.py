"""What the talent office does with a case: review, recheck by another person, return for correction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.actions import Proposal
from subsidies.applications.actions.moving import locked
from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application, Submission
from subsidies.applications.promises import corrections_due_by
from subsidies.review import permissions
from subsidies.review.kinds import CorrectionCode, RecheckOutcome, ReviewOutcome
from subsidies.review.models import Assignment, CorrectionItem, Review
from subsidies.review.queries.objections import objections_to, upheld_words
from talent.accounts.models import User
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


class ProposalChanged(ActionRefused):
    """The proposal that was read was answered by somebody else, or replaced by another."""

    def __init__(self) -> None:
        super().__init__(_("您看到的审核意见已由他人办理或已有变动，请刷新页面后再看。"))


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
        items: (CorrectionCode, explanation) of each thing, in the order in which the applicant reads them.
        note: for colleagues alone.
        due_on: the last day to correct, within ``promises.correction_days``; by default what the procedure gives.

    Raises:
        ActionRefused: nothing to correct was named, ``other`` without words, the day is out of reach, it is the
            officer's own case, or the case moved on.
    """
    wanted = _corrections(items)
    permissions.refuse_earlier_deciders(locked(application, by=by), by=by)
    due_on = due_on or corrections_due_by(clock.today())
    cases.mark_returned(application, by=by, submission=submission, due_on=due_on)
    review = _record_review(application, ReviewOutcome.RETURNED, by=by, submission=submission, note=note)
    CorrectionItem.objects.bulk_create(
        CorrectionItem(review=review, sequence=sequence, code=code, note=words)
        for sequence, (code, words) in enumerate(wanted.items(), 1)
    )
    named = [(CorrectionCode(code).label, words) for code, words in wanted.items()]
    cases.issue_correction(submission, named, about=review.pk, due_on=due_on, by=by)
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
    permissions.refuse_earlier_deciders(locked(application, by=by), by=by)
    cases.propose(application, proposals, by=by, submission=submission)
    return _record_review(application, ReviewOutcome.PROPOSED, by=by, submission=submission, note=note)


@transaction.atomic
def confirm(
    application: Application, *, by: User, submission: Submission, review: UUID | None = None, note: str = ""
) -> Review:
    """Recheck: a second person makes the proposed decisions final.

    Args:
        review: the proposal that was read; where another took its place, nothing is done. None: not compared.

    Raises:
        DutiesNotSeparated: this person has reviewed the case, or it is their own.
        ActionRefused: the proposal changed, an objection to the person was upheld since, or the case moved on.
    """
    application = locked(application, by=by)
    proposal = _open_proposal(application, review, submission)
    person = permissions.refuse_reviewers(application, by=by)
    for words in upheld_words(objections_to([application.person_id]).get(application.person_id, []), proposal):
        raise ActionRefused(words)
    cases.confirm(application, by=by, submission=submission)
    proposal.recheck_outcome, proposal.recheck_note = RecheckOutcome.CONFIRMED, note
    proposal.rechecked_by, proposal.rechecker_person, proposal.rechecked_at = by, person, clock.now()
    proposal.save()
    _no_longer_assigned(application)
    return proposal


@transaction.atomic
def send_back(
    application: Application, *, by: User, submission: Submission, note: str, review: UUID | None = None
) -> Review:
    """Recheck: a second person disagrees and says why; the case is reviewed again.

    Raises:
        DutiesNotSeparated: the proposal is this person's, or it is their own case.
        ActionRefused: no reason was given, the proposal changed, or the case moved on.
    """
    if not note.strip():
        raise ActionRefused(_("退回初审请说明原因。"))
    application = locked(application, by=by)
    proposal = _open_proposal(application, review, submission)
    person = permissions.refuse_proposer(proposal, by=by)
    cases.mark_sent_back(application, by=by, submission=submission)
    proposal.recheck_outcome, proposal.recheck_note = RecheckOutcome.SENT_BACK, note.strip()
    proposal.rechecked_by, proposal.rechecker_person, proposal.rechecked_at = by, person, clock.now()
    proposal.save()
    _no_longer_assigned(application)
    return proposal


@transaction.atomic
def reveal_numbers(application: Application, *, by: User, reason: str) -> None:
    """Record that somebody looks at the full numbers of a case, before they are shown.

    Raises:
        ActionRefused: no reason was given.
    """
    if not reason.strip():
        raise ActionRefused(_("请选择查看原因，系统会记录。"))
    audit.record(
        "application.numbers_revealed", application, by=by, reason=reason, detail={"number": application.number}
    )


def _corrections(items: Sequence[tuple[str, str]]) -> dict[str, str]:
    if not items:
        raise ActionRefused(_("请至少选择一项需要补正的内容。"))
    wanted: dict[str, str] = {}
    for code, note in items:
        if code not in CorrectionCode.values or code in wanted:
            raise ActionRefused(_("补正事项有误，请刷新页面后重新选择。"))
        wanted[code] = note.strip()
        if code == CorrectionCode.OTHER and not wanted[code]:
            raise ActionRefused(_("选择“其他”时请写明需要补正什么。"))
    return wanted


def _record_review(
    application: Application, outcome: ReviewOutcome, *, by: User, submission: Submission, note: str
) -> Review:
    _no_longer_assigned(application)
    return Review.objects.create(
        application=application,
        submission=submission,
        outcome=outcome,
        note=note,
        reviewed_by=by,
        reviewer_person=natural_person_of(by),
        reviewed_at=clock.now(),
    )


def _open_proposal(application: Application, review: UUID | None, submission: Submission) -> Review:
    """The proposal that awaits a second person; the case's lock, taken before, makes two of them take turns."""
    proposal = application.reviews.awaiting_recheck().select_related("reviewer_person").first()
    if proposal is None or proposal.submission_id != submission.pk or review not in (None, proposal.pk):
        raise ProposalChanged
    return proposal


def _no_longer_assigned(application: Application) -> None:
    """Whoever had the case has done with it: the next step is somebody else's. The decision's own event says so."""
    Assignment.objects.filter(application=application).end(clock.now())
