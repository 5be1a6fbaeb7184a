"""Which proposals are clean enough to be rechecked in bulk, and what the others ask to be opened for."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from subsidies.applications.assessments import assess_many
from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Decision, Submission
from subsidies.crosschecks.queries import established_by_hand, unsettled_in
from subsidies.review.models import Review
from subsidies.review.queries.objections import objections_to, open_words, upheld_words
from subsidies.review.queries.warnings import drift, integrity, warnings_of
from talent.calendars import clock


def decisions_on(reviews: Sequence[Review]) -> dict[UUID, list[Decision]]:
    """The proposed decisions of each case, by its key, in the order of the form (one query)."""
    found: dict[UUID, list[Decision]] = {}
    for decision in Decision.objects.filter(application__in={review.application_id for review in reviews}):
        found.setdefault(decision.application_id, []).append(decision)
    return found


def obstacles_of(
    reviews: Sequence[Review], *, decisions: dict[UUID, list[Decision]] | None = None
) -> dict[UUID, list[str]]:
    """Why each proposal must be opened and read by itself; empty for one that is clean.

    Whatever the page of the case warns of is among it.

    Args:
        reviews: proposals with their cases and submissions.
        decisions: those of ``decisions_on``, where they are known already.
    """
    decisions = decisions_on(reviews) if decisions is None else decisions
    submissions = _submissions(reviews)
    warned = warnings_of(submissions)
    today = assess_many(submissions, on=clock.today())
    settled = _with_established_facts(reviews)
    unsettled = unsettled_in(review.application_id for review in reviews)
    objections = objections_to(review.application.person_id for review in reviews)
    found = {}
    for review in reviews:
        proposed, said = decisions.get(review.application_id, []), objections.get(review.application.person_id, [])
        found[review.pk] = [
            *_unusual(proposed),
            *([_("初审人写了备注。")] if review.note.strip() else []),
            *([_("有另行认定的事实。")] if review.application_id in settled else []),
            *([_("有部门答复与填写不同，尚未认定。")] if review.application_id in unsettled else []),
            *integrity(review.submission),
            *drift(proposed, today[review.submission_id]),
            *warned[review.submission_id],
            *open_words(said),
            *upheld_words(said, review),
        ]
    return found


def _submissions(reviews: Sequence[Review]) -> list[Submission]:
    """What was reviewed, each with its case and its files (one query)."""
    for review in reviews:
        review.submission.application = review.application
    submissions = [review.submission for review in reviews]
    prefetch_related_objects(submissions, "evidence")
    return submissions


def _with_established_facts(reviews: Sequence[Review]) -> set[UUID]:
    """The cases in which an officer judged a fact to be another: a second person reads why (one query)."""
    facts = established_by_hand(review.application_id for review in reviews)
    return set(facts.values_list("application_id", flat=True))


def _unusual(decisions: list[Decision]) -> list[str]:
    """A refusal, or a grant that a person had to give a reason for: the rules alone did not bear it."""
    if any(decision.proposed != Outcome.GRANTED for decision in decisions):
        return [_("有不予通过的事项。")]
    return [_("初审附有理由。")] if any(decision.reason.strip() for decision in decisions) else []
