"""What a committed roster proves of many cases at once: the same as of each, see ``answers.verify_by_roster``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction

from subsidies.applications import actions as cases
from subsidies.applications.actions import ManyAnswered
from subsidies.applications.models import Application, Submission
from subsidies.applications.querysets import ApplicationQuerySet
from subsidies.verification.actions.answers import officers_of
from subsidies.verification.kinds import VerificationOutcome
from subsidies.verification.matching import proves
from subsidies.verification.models import EmploymentConfirmation, Verification
from subsidies.verification.queries import counts_since
from talent.bulk.inserting import insert_like
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Roster, RosterEntry

AT_ONCE = 500


def verify_all_by_roster(roster: Roster) -> int:
    """Verify every case that rows of the roster in force prove; returns how many. May run again.

    So are cases that the unit disputed before the roster: it is the unit's later word. Each piece is a transaction of
    its own, so that officers who answer meanwhile wait for a moment only. A roster that was taken back before its turn
    proves nothing. Where its unit was merged since, the cases wait for the successor: which one is asked under
    the lock alone, since a merger may come between the question and the list of cases.
    """
    if roster.committed_at is None or clock.day_of(roster.committed_at) < counts_since(clock.today()):
        return 0
    listed = RosterEntry.objects.in_force().filter(roster=roster).values("identity_index")
    others = Application.objects.exclude(person__identity_index__in=officers_of(roster))
    theirs = others.filter(person__identity_index__in=listed)
    disputed = Verification.objects.settled_by(roster).values("submission__application")
    waiting, settled = _in_pieces(theirs.awaiting_employer()), _in_pieces(theirs.filter(pk__in=disputed))
    return sum(_verify(roster, keys, cases.mark_many_verified) for keys in waiting) + sum(
        _verify(roster, keys, cases.mark_many_settled) for keys in settled
    )


def _in_pieces(applications: ApplicationQuerySet) -> list[list[UUID]]:
    keys = list(applications.order_by("pk").values_list("pk", flat=True))
    return [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]


@transaction.atomic
def _verify(roster: Roster, keys: Sequence[UUID], mark: Callable[..., ManyAnswered]) -> int:
    units = rosters.lock_standing({roster.employer_id})
    counts = Roster.objects.committed().filter(pk=roster.pk).select_for_update(no_key=True)
    if not counts.exists():  # it is locked, so that nobody takes it back meanwhile
        return 0
    submissions = Submission.objects.filter(application__in=among(keys)).order_by("sequence")
    people = submissions.select_related("application__person").defer("facts", "assessment")
    latest = {submission.application_id: submission for submission in people}
    indexes = [submission.application.person.identity_index for submission in latest.values()]
    in_force = RosterEntry.objects.in_force().filter(roster=roster, identity_index__in=indexes)
    entries = {entry.identity_index: entry for entry in in_force}
    proven = {
        submission.application_id: entry
        for submission in latest.values()
        if (entry := entries.get(submission.application.person.identity_index)) and proves(submission.entered, entry)
    }
    read = {case: latest[case].pk for case in proven}
    answer = mark(read, by=None, within={units[roster.employer_id].pk})
    _write(roster, answer.answered, proven)
    return len(answer.answered)


def _write(roster: Roster, answered: Sequence[Submission], proven: dict[UUID, RosterEntry]) -> None:
    """The answers, in place of disputes that are settled, and that each was employed on the roster's own day.

    The latter where it is not noted of the row already.
    """
    if not answered or roster.committed_at is None:
        return
    rows = [proven[submission.application_id].pk for submission in answered]
    Verification.objects.filter(submission__in=among(submission.pk for submission in answered)).delete()
    insert_like(
        Verification(outcome=VerificationOutcome.VERIFIED, answered_at=clock.now()),
        {"submission_id": [submission.pk for submission in answered], "roster_entry_id": rows},
    )
    noted = set(EmploymentConfirmation.objects.filter(roster_entry__in=rows).values_list("roster_entry", flat=True))
    new = [each for each in answered if (row := proven[each.application_id]).left_on is None and row.pk not in noted]
    if new:
        insert_like(
            EmploymentConfirmation(employer_id=roster.employer_id, confirmed_on=clock.day_of(roster.committed_at)),
            {
                "person_id": [submission.application.person_id for submission in new],
                "roster_entry_id": [proven[submission.application_id].pk for submission in new],
            },
        )
