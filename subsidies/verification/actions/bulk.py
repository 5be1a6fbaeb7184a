"""The employer's word on many applicants at once: the same as on one, in a number of statements that stays the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from subsidies.applications import actions as cases
from subsidies.applications.actions import ManyAnswered
from subsidies.applications.models import Submission
from subsidies.verification.actions import departures
from subsidies.verification.actions.answers import NOT_EMPLOYED, reason_told
from subsidies.verification.kinds import VerificationOutcome
from subsidies.verification.models import EmploymentConfirmation, Verification
from talent.accounts.models import User
from talent.bulk.inserting import insert_like
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers.models import Employer


@dataclass(slots=True)
class BulkAnswer:
    """What became of several cases: how many were answered now, how many had been, and (number, why) of the others."""

    done: int = 0
    already: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def verify_many(read: Sequence[tuple[UUID, UUID]], *, by: User) -> BulkAnswer:
    """Confirm several cases; ``read`` pairs each case with the submission that was on the page.

    What moved on meanwhile is named and not overwritten; what had been verified already (a double click) is counted.
    """
    submissions = dict(read)
    answer = cases.mark_many_verified(submissions, by=by, within=_served(by))
    employed = [each for each in answer.answered if not (each.entered.get("employment") or {}).get("left_on")]
    _confirm(employed, by=by)
    _write(answer.answered, VerificationOutcome.VERIFIED, by=by)
    return _told(answer, submissions, VerificationOutcome.VERIFIED)


@transaction.atomic
def dispute_many(read: Sequence[tuple[UUID, UUID]], *, by: User, reason: str, comment: str) -> BulkAnswer:
    """Do not confirm several cases, for one coded reason and in words that each applicant reads; as ``verify_many``.

    Who is said to have left, or never to have been there, is not counted as employed by their employer any more.

    Raises:
        ActionRefused: no comment to «other».
    """
    comment = comment.strip()
    told, submissions = reason_told(reason, comment), dict(read)
    answer = cases.mark_many_disputed(submissions, by=by, within=_served(by), reason=told)
    if reason in NOT_EMPLOYED:
        employed_by = {case.person_id: case.employer_id for case in answer.cases if case.employer_id}
        departures.note_unconfirmed(employed_by, by=by)
    _write(answer.answered, VerificationOutcome.DISPUTED, by=by, reason=reason, comment=comment)
    return _told(answer, submissions, VerificationOutcome.DISPUTED)


def _served(by: User) -> set[UUID]:
    return set(Employer.objects.served_by(by).values_list("pk", flat=True))


def _confirm(submissions: Sequence[Submission], *, by: User) -> None:
    """Each of these is employed today, by the employer of the case."""
    if submissions:
        people = [submission.application.person_id for submission in submissions]
        employers = [submission.application.employer_id for submission in submissions]
        like = EmploymentConfirmation(confirmed_on=clock.today(), confirmed_by=by)
        insert_like(like, {"person_id": people, "employer_id": employers})


def _write(submissions: Sequence[Submission], outcome: VerificationOutcome, *, by: User, **why: str) -> None:
    if submissions:
        like = Verification(outcome=outcome, answered_by=by, answered_at=clock.now(), **why)
        insert_like(like, {"submission_id": [submission.pk for submission in submissions]})


def _told(answer: ManyAnswered, read: dict[UUID, UUID], outcome: VerificationOutcome) -> BulkAnswer:
    """A case whose submission has this very answer was answered by an earlier click, and refused for that alone."""
    asked = among(read[case.pk] for case, _refusal in answer.refused)
    given = Verification.objects.filter(submission__in=asked, outcome=outcome)
    before = dict(given.values_list("submission__application", "submission"))
    refused = [(case, refusal) for case, refusal in answer.refused if before.get(case.pk) != read[case.pk]]
    told = sorted((case.number, str(refusal)) for case, refusal in refused)
    return BulkAnswer(len(answer.answered), len(answer.refused) - len(refused), told)
