"""Taking back what an officer answered a moment ago, of one case or of all that were answered by the same click."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.actions import AnswerTakenBack
from subsidies.applications.models import Application
from subsidies.verification.actions import departures
from subsidies.verification.actions.bulk import BulkAnswer
from subsidies.verification.kinds import DisputeReason, VerificationOutcome
from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
from talent.accounts.models import User
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers.models import Employer
from talent.workflow.refusals import ActionRefused

Pair = tuple[Verification, Application]
NOT_EMPLOYED = (DisputeReason.NOT_EMPLOYED, DisputeReason.HAS_LEFT)


@transaction.atomic
def undo(answers: Sequence[Verification], *, by: User) -> BulkAnswer:
    """Take answers back that officers gave within the last ``UNDO_MINUTES``, with all that came of them.

    A case on which somebody has acted since is named and left as it is. Answers that are taken back already (a double
    click) are counted. What a roster proved is not an officer's answer; rosters are taken back as such.

    Raises:
        ActionRefused: the time for it is over.
    """
    now = clock.now()
    if any(now - answer.answered_at > Verification.UNDO_WITHIN for answer in answers):
        raise ActionRefused(_("已超过 10 分钟，不能撤销。确需更正的，请联系人才办退回。"))
    given = {answer.submission.application_id: answer for answer in answers if answer.answered_by_id}
    before = {case.pk: case.status_changed_at for case in Application.objects.filter(pk__in=among(given))}
    taken = cases.mark_many_taken_back(
        {case: AnswerTakenBack(answer.submission_id, answer.answered_at) for case, answer in given.items()},
        by=by,
        within=set(Employer.objects.served_by(by).values_list("pk", flat=True)),
    )
    standing = [(given[case.pk], case) for case in taken.cases]
    _unconfirm([pair for pair in standing if pair[0].outcome == VerificationOutcome.VERIFIED])
    _restore([pair for pair in standing if pair[0].reason in NOT_EMPLOYED], since=before)
    Verification.objects.filter(pk__in=among(answer.pk for answer, _case in standing)).delete()
    return _told(taken, given)


def _unconfirm(pairs: Sequence[Pair]) -> None:
    """What each answer confirmed of the employment counts no more; what was confirmed otherwise stays."""
    people = among(case.person_id for _answer, case in pairs)
    rows = EmploymentConfirmation.objects.in_force().filter(person__in=people, confirmed_at=None, roster_entry=None)
    known = rows.values_list("person", "employer", "confirmed_by", "confirmed_on", "pk")
    by_what: dict[tuple[object, ...], UUID] = {row[:4]: row[4] for row in known}
    asked = [
        by_what.get((case.person_id, case.employer_id, answer.answered_by_id, clock.day_of(answer.answered_at)))
        for answer, case in pairs
    ]
    departures.take_back(EmploymentConfirmation.objects.filter(pk__in=among(key for key in asked if key)))


def _restore(pairs: Sequence[Pair], *, since: Mapping[UUID, dt.datetime]) -> None:
    """What the employer had confirmed before it said that somebody is not there counts again.

    Args:
        since: when each answer moved its case: all that it wrote lies between then and ``answered_at``.
    """
    if not pairs:
        return
    answers = {(case.person_id, case.employer_id): (answer, since[case.pk]) for answer, case in pairs}
    people = among(case.person_id for _answer, case in pairs)
    rows = EmploymentConfirmation.objects.filter(person__in=people, withdrawn_at__isnull=False)
    taken = {
        key: (person, employer)
        for key, person, employer, at in rows.values_list("pk", "person", "employer", "withdrawn_at")
        if at is not None
        and (person, employer) in answers
        and answers[person, employer][1] <= at <= answers[person, employer][0].answered_at
    }
    EmploymentConfirmation.objects.filter(pk__in=among(taken)).update(withdrawn_at=None, withdrawn_by_roster=None)
    noted = (
        Departure.objects.in_force()
        .filter(person__in=people, left_on=None)
        .values_list("pk", "person", "employer", "stated_by")
    )
    restored = set(taken.values())
    its_own = [
        key
        for key, person, employer, stated_by in noted
        if (person, employer) in restored and stated_by == answers[person, employer][0].answered_by_id
    ]
    departures.withdraw(Departure.objects.filter(pk__in=among(its_own)))


def _told(taken: cases.ManyAnswered, given: dict[UUID, Verification]) -> BulkAnswer:
    """An answer that is not there any more was taken back by an earlier click, and refused for that alone."""
    asked = among(given[case.pk].pk for case, _refusal in taken.refused)
    still = set(Verification.objects.filter(pk__in=asked).values_list("pk", flat=True))
    refused = [(case, refusal) for case, refusal in taken.refused if given[case.pk].pk in still]
    told = sorted((case.number, str(refusal)) for case, refusal in refused)
    return BulkAnswer(len(taken.answered), len(taken.refused) - len(refused), told)
