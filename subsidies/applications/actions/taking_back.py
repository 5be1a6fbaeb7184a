"""The employer takes an answer back that it gave by mistake; called by the verification feature only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from subsidies.applications import promises
from subsidies.applications.actions.moving_many import ManyAnswered, checked_many, move_many
from subsidies.applications.actions.telling import tell_each
from subsidies.applications.models import Application, EstablishedFact, Submission
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.models import User
from talent.bulk.keys import among
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


class AnswerTakenBack(NamedTuple):
    """An answer that is taken back: to which submission, and when it was given."""

    submission: UUID
    answered_at: dt.datetime


class ActedOn(ActionRefused):
    """Somebody has done something with the case since the answer."""

    def __init__(self) -> None:
        super().__init__(_("答复之后申请又有了变化，不能撤销。"))


@transaction.atomic
def mark_many_taken_back(
    answers: Mapping[UUID, AnswerTakenBack], *, by: User, within: Collection[UUID]
) -> ManyAnswered:
    """Let cases wait for their employer again as before its answer; each that refuses is left as it is.

    A case refuses once the office or the applicant has acted on it. The employer's promised day is the one from before
    the answer, and so are the days that the office has left. The applicant, who was told of the answer, is told.

    Args:
        answers: the answer to each case.
        within: the employers for which ``by`` may answer.
    """
    read = {case: answer.submission for case, answer in answers.items()}
    answer = checked_many(read, "take_back", by=by, within=within)
    judged = _judged_since(answer.cases, answers)
    taken, refused = [], list(answer.refused)
    for submission in answer.answered:
        case = submission.application
        if case.status_changed_at > answers[case.pk].answered_at or case.pk in judged:
            refused.append((case, ActedOn()))
        else:
            taken.append(submission)
    _move_back(taken, answers, by=by)
    tell_each("taken_back", [(each.application, {}) for each in taken])
    return ManyAnswered(taken, refused)


def _judged_since(cases: Sequence[Application], answers: Mapping[UUID, AnswerTakenBack]) -> set[UUID]:
    """Cases in which the office has judged a fact since the answer."""
    facts: QuerySet[EstablishedFact] = EstablishedFact.objects.filter(application__in=among(case.pk for case in cases))
    rows = facts.values_list("application", "established_at")
    return {case for case, at in rows if at > answers[case].answered_at}


class _Clocks(NamedTuple):
    """What the promised days depend on: the same for most of the cases that one click answered."""

    submitted_on: dt.date
    answered_on: dt.date
    status: str
    promised_on: dt.date | None
    office_days_left: int | None

    def before(self) -> tuple[dt.date, int | None]:
        """The employer's day and the office's days left, as they were before the answer."""
        left = self.office_days_left
        if self.status == ApplicationStatus.AWAITING_REVIEW:
            fresh = self.promised_on == promises.office_decides_by(self.answered_on)
            left = None if fresh else promises.office_days_left(self.promised_on, on=self.answered_on)
        return promises.employer_answers_by(self.submitted_on), left


def _move_back(taken: Sequence[Submission], answers: Mapping[UUID, AnswerTakenBack], *, by: User) -> None:
    alike: dict[_Clocks, list[Submission]] = {}
    for submission in taken:
        case = submission.application
        days = clock.day_of(submission.submitted_at), clock.day_of(answers[case.pk].answered_at)
        alike.setdefault(_Clocks(*days, case.status, case.promised_on, case.office_days_left), []).append(submission)
    for clocks, few in alike.items():
        promised_on, left = clocks.before()
        move_many(few, "take_back", by=by, promised_on=promised_on, office_days_left=left)
