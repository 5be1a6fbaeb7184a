"""Everything that an approval form says, from the features that know it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from subsidies.applications.models import Application, Decision, Submission
from subsidies.notices.models import NoticeEntry, PublicNotice
from subsidies.review.kinds import ReviewOutcome
from subsidies.review.models import Review
from subsidies.verification.models import Verification


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with what was said of it at each step; what has not happened yet is None."""

    application: Application
    submission: Submission
    decisions: Sequence[Decision]
    verification: Verification | None
    review: Review | None
    notice: PublicNotice | None


def case_file(key: UUID) -> CaseFile | None:
    """The file of a case (six queries); None where nothing was submitted."""
    application = Application.objects.select_related("employer").get(pk=key)
    submission = application.submissions.last()
    if submission is None:
        return None
    answers = Verification.objects.standing_for(application).verified()
    reviews = Review.objects.filter(submission=submission, outcome=ReviewOutcome.PROPOSED)
    entry = NoticeEntry.objects.live().filter(application=application).select_related("notice").first()
    return CaseFile(
        application,
        submission,
        list(application.decisions.all()),
        answers.select_related("answered_by", "roster_entry__roster").first(),
        reviews.select_related("reviewed_by", "rechecked_by").last(),
        entry.notice if entry else None,
    )
