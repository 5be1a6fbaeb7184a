"""Two at once: one of them acts, the other is told; on the database that allows it."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection

from subsidies.applications import actions
from subsidies.applications.models import Application, Award, Decision, LivingTotal, Submission
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.stages import GRANT_LIVING, Office, fresh, latest, ready_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(12)


def at_once(*works: Callable[[], object]) -> Counter[str]:
    """Do each in a thread and on a connection of its own, all from the same moment; counts ``done`` and ``refused``."""
    together = threading.Barrier(len(works))

    def job(work: Callable[[], object]) -> str:
        connection.ensure_connection()
        together.wait()
        try:
            work()
        except ActionRefused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return Counter(pool.map(job, works))


def test_one_key_sent_four_times_at_once_makes_one_case(office: Office):
    made = []
    for _ in range(ROUNDS):
        user, key = ready_person(office.employer).user, uuid.uuid4()
        at_once(*[lambda user=user, key=key: actions.start(by=user, pk=key)] * 4)
        made.append(Application.objects.filter(person__user=user).count())
    assert made == [1] * ROUNDS


def test_four_keys_at_once_make_one_live_case(office: Office):
    outcomes = Counter()
    for _ in range(ROUNDS):
        user = ready_person(office.employer).user
        outcomes += at_once(*[lambda user=user: actions.start(by=user, pk=uuid.uuid4())] * 4)
    assert (outcomes, Application.objects.count()) == (Counter(done=ROUNDS, refused=3 * ROUNDS), ROUNDS)


def test_submitting_four_times_at_once_makes_one_submission(office: Office):
    outcomes = Counter()
    for _ in range(ROUNDS):
        application = office.draft()
        user = application.person.user
        outcomes += at_once(*[lambda a=application, u=user: actions.submit(a, by=u)] * 4)
    assert (outcomes, Submission.objects.count()) == (Counter(done=ROUNDS, refused=3 * ROUNDS), ROUNDS)


def test_verifying_and_withdrawing_at_once_ends_in_one_of_the_two(office: Office):
    endings = Counter()
    for _ in range(ROUNDS):
        application = office.submitted()
        submission, user = latest(application), application.person.user
        at_once(
            lambda a=application, s=submission: actions.mark_verified(a, by=office.hr, submission=s),
            lambda a=application, u=user: actions.withdraw(a, by=u),
        )
        moves = [
            (event.from_status, event.to_status)
            for event in AuditEvent.objects.filter(object_id=str(application.pk)).exclude(to_status="").order_by("id")
        ]
        endings[all(a[1] == b[0] for a, b in pairwise(moves))] += 1
    assert endings == Counter({True: ROUNDS})


def test_two_reviewers_at_once_make_one_proposal(office: Office):
    other, outcomes = make_user("reviewer"), Counter()
    for _ in range(ROUNDS):
        application = office.at("awaiting_review")
        submission = latest(application)
        outcomes += at_once(
            *[
                lambda a=application, s=submission, u=user: actions.propose(a, GRANT_LIVING, by=u, submission=s)
                for user in (office.reviewer, other)
            ]
        )
    assert (outcomes, Decision.objects.count()) == (Counter(done=ROUNDS, refused=ROUNDS), ROUNDS)


def test_granting_four_times_at_once_gives_one_award_and_one_total(office: Office):
    outcomes = Counter()
    for _ in range(ROUNDS):
        application = office.at("in_notice")
        outcomes += at_once(*[lambda a=application: actions.grant(a, on=clock.today())] * 4)
    totals = set(LivingTotal.objects.values_list("granted_yuan", "ceiling_yuan"))
    assert (outcomes, Award.objects.count(), totals) == (
        Counter(done=ROUNDS, refused=3 * ROUNDS),
        ROUNDS,
        {(30_000, 30_000)},
    )


def test_returning_and_proposing_at_once_ends_in_one_of_the_two(office: Office):
    ended = Counter()
    for _ in range(ROUNDS):
        application = office.at("awaiting_review")
        submission = latest(application)
        outcomes = at_once(
            lambda a=application, s=submission: actions.propose(a, GRANT_LIVING, by=office.reviewer, submission=s),
            lambda a=application, s=submission: actions.mark_returned(a, by=office.rechecker, submission=s),
        )
        expected = {"awaiting_recheck": 1, "returned": 0}[fresh(application).status]
        ended[outcomes == Counter(done=1, refused=1) and application.decisions.count() == expected] += 1
    assert ended == Counter({True: ROUNDS})
