"""Which proposals are clean enough to be rechecked in bulk, and what the others ask to be opened for."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from subsidies.applications.assessments import assess_many
from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Decision, Submission
from subsidies.crosschecks.queries import answers_to_read, established_by_hand
from subsidies.review.models import Review
from subsidies.review.queries.desk import checkables_of_many
from subsidies.review.queries.duplicates import sharers_of
from subsidies.review.queries.objections import objections_to, open_words, upheld_words
from subsidies.review.queries.warnings import drift, integrity, warnings_of
from subsidies.verification.queries import claims_of
from talent.calendars import clock
from talent.mandates.queries import filed_by_others


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
        reviews: proposals with their cases, those with their people, and submissions.
        decisions: those of ``decisions_on``, where they are known already.
    """
    decisions = decisions_on(reviews) if decisions is None else decisions
    submissions = _submissions(reviews)
    said, doubted = _said_of(reviews), _doubts_on(submissions)
    warned, today = warnings_of(submissions), assess_many(submissions, on=clock.today())
    found = {}
    for review in reviews:
        proposed = decisions.get(review.application_id, [])
        found[review.pk] = [
            *_unusual(proposed),
            *([_("初审人写了备注。")] if review.note.strip() else []),
            *said[review.pk],
            *integrity(review.submission),
            *drift(proposed, today[review.submission_id]),
            *warned[review.submission_id],
            *doubted[review.submission_id],
        ]
    return found


def _said_of(reviews: Sequence[Review]) -> dict[UUID, list[str]]:
    """What others said of each case: officers, departments, whoever objected, and who filed it (four queries)."""
    cases = [review.application_id for review in reviews]
    settled, answered, filed = _with_established_facts(reviews), answers_to_read(cases), filed_by_others(cases)
    objections = objections_to(review.application.person_id for review in reviews)
    found = {}
    for review in reviews:
        case, objected = review.application_id, objections.get(review.application.person_id, [])
        found[review.pk] = [
            *([_("有另行认定的事实。")] if case in settled else []),
            *answered.get(case, []),
            *([_("由他人代办。")] if case in filed else []),
            *open_words(objected),
            *upheld_words(objected, review),
        ]
    return found


def _doubts_on(submissions: Sequence[Submission]) -> dict[UUID, list[str]]:
    """What of each submission does not agree with the roster, an official page or other people (seven queries)."""
    codes, sharers = checkables_of_many(submissions), sharers_of(submissions)
    claims = claims_of((submission.application for submission in submissions), seen_by=None)
    differing = {claim.application.pk for claim in claims if claim.differences}
    return {
        submission.pk: [
            *([_("填报与单位花名册不一致。")] if submission.application_id in differing else []),
            *(item.doubt for item in codes[submission.pk] if item.doubt),
            *([_("有可能重复的其他申请人。")] if sharers[submission.pk] else []),
        ]
        for submission in submissions
    }


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
