"""Two officers of one employer at the same moment."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from talent.accounts.models import User
from talent.employers import actions
from talent.employers.models import Roster, RosterEntry
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_identity_number
from tests.talent.employers.rosters import hr_of, preview, row

ROUNDS = 10

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(roster_of: dict[User, Roster]) -> list[str]:
    """Commit each roster in a thread of its own at the same moment; what became of them, sorted."""
    start, outcomes = threading.Barrier(len(roster_of)), []

    def commit(by: User, roster: Roster) -> None:
        start.wait()
        try:
            outcomes.append(actions.commit(roster, by=by).status)
        except ActionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=commit, args=pair) for pair in roster_of.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_of_two_rosters_about_the_same_person_one_counts_and_the_other_is_shown_again():
    for _round in range(ROUNDS):
        employer, number = make_employer(), make_identity_number()
        officers = [hr_of(employer), hr_of(employer)]
        rosters = {hr: preview(employer, row(number=number, months=m), by=hr) for m, hr in enumerate(officers)}
        assert at_once(rosters) == ["committed", "refused"]
        assert RosterEntry.objects.in_force().filter(employer=employer).count() == 1


def test_one_roster_committed_by_two_counts_once():
    for _round in range(ROUNDS):
        employer = make_employer()
        officers = [hr_of(employer), hr_of(employer)]
        roster = preview(employer, row(), by=officers[0])
        assert at_once(dict.fromkeys(officers, roster)) == ["committed", "committed"]
        assert RosterEntry.objects.in_force().filter(employer=employer).count() == 1
